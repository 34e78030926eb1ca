import type { ServerResponse } from 'node:http';
import type { Blobs } from './blobs.ts';
import { ControlError } from './control-error.ts';
import { pictureType } from './pictures.ts';

/**
 * Pictures are shown, everything else is saved: no byte a bot sent is ever run as a page.
 * @throws ControlError 404
 */
export function answerBlob(blobs: Blobs, query: URLSearchParams, response: ServerResponse): void {
  const bytes = blobs.get(query.get('sha256') ?? '');
  if (bytes === undefined) throw new ControlError('没有这个文件。', 404);
  const picture = query.get('as') === 'picture' ? pictureType(bytes) : undefined;
  const name = encodeURIComponent(query.get('name') || '文件');
  response.writeHead(200, {
    'content-type': picture ?? 'application/octet-stream',
    'content-disposition': `${picture === undefined ? 'attachment' : 'inline'}; filename*=UTF-8''${name}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=31536000, immutable',
  });
  response.end(bytes);
}
