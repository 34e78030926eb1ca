/** One part of a `multipart/form-data` body. */
export interface Part {
  name: string;
  /** As the sender named the file; absent for plain fields. */
  filename?: string;
  bytes: Buffer;
}

const BREAK = Buffer.from('\r\n');
const HEADERS_END = Buffer.from('\r\n\r\n');

/** The parts of an upload in their order; `undefined` when it is not well-formed `multipart/form-data` (RFC 7578). */
export function parseMultipart(contentType: string, body: Buffer): Part[] | undefined {
  const match = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) return undefined;
  const start = Buffer.from(`--${boundary}`);
  if (!body.subarray(0, start.length).equals(start)) return undefined;
  const delimiter = Buffer.concat([BREAK, start]);
  const parts: Part[] = [];
  for (let at = start.length; ; ) {
    if (body.subarray(at, at + 2).toString('latin1') === '--') return parts;
    const end = body.indexOf(delimiter, at);
    const part = end < 0 || !body.subarray(at, at + 2).equals(BREAK) ? undefined : partOf(body.subarray(at + 2, end));
    if (part === undefined) return undefined;
    parts.push(part);
    at = end + delimiter.length;
  }
}

function partOf(bytes: Buffer): Part | undefined {
  const cut = bytes.indexOf(HEADERS_END);
  if (cut < 0) return undefined;
  const headers = bytes.subarray(0, cut).toString();
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(headers)?.[1];
  const name = disposition === undefined ? undefined : /;\s*name="([^"]*)"/i.exec(disposition)?.[1];
  if (disposition === undefined || name === undefined) return undefined;
  const filename = filenameOf(disposition);
  return { name, ...(filename === undefined ? {} : { filename }), bytes: bytes.subarray(cut + HEADERS_END.length) };
}

/** `filename*` wins where both are given; browsers and `form-data` write quotes as `%22`. */
function filenameOf(disposition: string): string | undefined {
  const encoded = /;\s*filename\*=UTF-8''([^;\s]+)/i.exec(disposition)?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return undefined;
    }
  }
  return /;\s*filename="([^"]*)"/i.exec(disposition)?.[1]?.replaceAll('%22', '"');
}
