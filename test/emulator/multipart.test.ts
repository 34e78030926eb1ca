import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMultipart } from '../../src/emulator/multipart.ts';

/** What `fetch` itself sends for a form. */
async function encoded(form: FormData): Promise<[string, Buffer]> {
  const request = new Request('http://127.0.0.1/', { method: 'POST', body: form });
  return [request.headers.get('content-type') ?? '', Buffer.from(await request.arrayBuffer())];
}

describe('an upload', () => {
  it('keeps every byte, the Chinese name and the plain fields', async () => {
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10, 13, 10]);
    const form = new FormData();
    form.append('filelength', '10');
    form.append('media', new Blob([bytes]), '签到表“一”.xlsx');
    expect(parseMultipart(...(await encoded(form)))).toEqual([
      { name: 'filelength', bytes: Buffer.from('10') },
      { name: 'media', filename: '签到表“一”.xlsx', bytes },
    ]);
  });

  it('may name its file in the encoded form of RFC 5987', () => {
    const disposition = `form-data; name="media"; filename="x"; filename*=UTF-8''%E5%90%8D%E5%86%8C.csv`;
    const body = Buffer.from(`--b\r\nContent-Disposition: ${disposition}\r\n\r\n1\r\n--b--\r\n`);
    expect(parseMultipart('multipart/form-data; boundary="b"', body)).toMatchObject([{ filename: '名册.csv' }]);
  });

  it.each([
    ['another type', 'application/json', '--b\r\n'],
    ['no boundary', 'multipart/form-data', '--b\r\n'],
    ['another boundary', 'multipart/form-data; boundary=c', '--b--'],
    ['no end', 'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'],
    ['a part without a name', 'multipart/form-data; boundary=b', '--b\r\nX: y\r\n\r\n1\r\n--b--'],
    ['a part without headers', 'multipart/form-data; boundary=b', '--b\r\n1\r\n--b--'],
  ])('with %s is not taken for one', (_what, type, body) => {
    expect(parseMultipart(type, Buffer.from(body))).toBeUndefined();
  });

  it('of any bytes never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        parseMultipart('multipart/form-data; boundary=b', Buffer.concat([Buffer.from('--b\r\n'), bytes]));
      }),
      { numRuns: 500 },
    );
  });
});
