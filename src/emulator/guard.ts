import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { ControlError } from './control-error.ts';

/**
 * Keeps web pages of other sites from driving the emulator: the Host must be an address or `localhost` (no rebound
 * names), an Origin must be our own, and changes must come as JSON, which no foreign form can send.
 * @param ownHost - the host name the emulator was told to listen on
 * @throws ControlError 403, 415
 */
export function guardControl(request: IncomingMessage, ownHost: string): void {
  const host = request.headers.host ?? '';
  if (!isOwnName(host, ownHost)) throw new ControlError('请用本机地址打开这个页面。', 403);
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) throw new ControlError('不接受来自其他网站的请求。', 403);
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new ControlError('不接受来自其他网站的请求。', 403);
  }
  if (request.method !== 'POST') return;
  const type = request.headers['content-type'] ?? '';
  if (type.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    throw new ControlError('请求的内容必须是 JSON。', 415);
  }
}

function isOwnName(host: string, ownHost: string): boolean {
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  return name === 'localhost' || name === ownHost.toLowerCase() || isIP(name) !== 0;
}
