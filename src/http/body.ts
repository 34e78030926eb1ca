import type { IncomingMessage } from 'node:http';

/** The most bytes a callback's body may have. */
const MAX_BODY_BYTES = 128 * 1024;

/** Why a body was not read, as an HTTP status: 413 too large, 415 encoded, 408 too slow, 400 broken off. */
export class BodyFault extends Error {
  override readonly name = 'BodyFault';
  readonly status: 400 | 408 | 413 | 415;

  constructor(status: 400 | 408 | 413 | 415, why: string) {
    super(why);
    this.status = status;
  }
}

/**
 * Reads the raw body, at most `MAX_BODY_BYTES`. Neither vendor compresses callbacks, so an encoded body is refused unread.
 *
 * @param patienceMs - how long the whole body may take
 * @throws BodyFault
 */
export function readBody(request: IncomingMessage, patienceMs = 5_000): Promise<Buffer> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return refused(request, new BodyFault(415, 'encoded body'));
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > MAX_BODY_BYTES) return refused(request, new BodyFault(413, 'body too large'));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let isOver = false;
    const fail = (status: BodyFault['status'], why: string) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      request.resume();
      reject(new BodyFault(status, why));
    };
    const timer = setTimeout(() => fail(408, 'body too slow'), patienceMs);
    request.on('data', (chunk: Buffer) => {
      if (isOver) return;
      chunks.push(chunk);
      length += chunk.length;
      if (length > MAX_BODY_BYTES) fail(413, 'body too large');
    });
    request.on('end', () => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length));
    });
    request.on('close', () => fail(400, 'body broken off'));
  });
}

function refused(request: IncomingMessage, fault: BodyFault): Promise<never> {
  request.resume();
  return Promise.reject(fault);
}
