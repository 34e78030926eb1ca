import { randomBytes } from 'node:crypto';

/** A `multipart/form-data` body with one file in it. */
export class FormBody {
  readonly type: string;
  readonly bytes: Buffer;

  /**
   * @param part - the part's name, e.g. `media`
   * @param name - the file's name as receivers see it; written as raw UTF-8, since WeCom is said not to read `filename*` (wecom.md 5)
   */
  constructor(part: string, name: string, file: Buffer) {
    const border = `xuece-${randomBytes(16).toString('hex')}`;
    const disposition = `Content-Disposition: form-data; name="${part}"; filename="${name}"; filelength=${file.length}`;
    const head = `--${border}\r\n${disposition}\r\nContent-Type: application/octet-stream\r\n\r\n`;
    this.type = `multipart/form-data; boundary=${border}`;
    this.bytes = Buffer.concat([Buffer.from(head, 'utf8'), file, Buffer.from(`\r\n--${border}--\r\n`, 'utf8')]);
  }
}
