import { randomBytes } from 'node:crypto';

/** A `multipart/form-data` body with one file in it. */
export class FormBody {
  readonly type: string;
  readonly bytes: Buffer;

  /**
   * @param part - the part's name, e.g. `media`
   * @param name - the file's name as receivers see it, in raw UTF-8: WeCom is said not to read `filename*` (docs/vendors/wecom.md, Files)
   */
  constructor(part: string, name: string, file: Buffer) {
    const border = `xuece-${randomBytes(16).toString('hex')}`;
    const disposition = `Content-Disposition: form-data; name="${part}"; filename="${escaped(name)}"; filelength=${file.length}`;
    const head = `--${border}\r\n${disposition}\r\nContent-Type: application/octet-stream\r\n\r\n`;
    this.type = `multipart/form-data; boundary=${border}`;
    this.bytes = Buffer.concat([Buffer.from(head, 'utf8'), file, Buffer.from(`\r\n--${border}--\r\n`, 'utf8')]);
  }
}

/** As browsers do it (HTML Standard, "multipart/form-data encoding algorithm"). */
function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
