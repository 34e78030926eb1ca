import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SocketEndpoint } from './api.ts';
import type { Control } from './control.ts';
import { ControlError } from './control-error.ts';
import { guardControl } from './guard.ts';
import { staticFile } from './static.ts';
import type { VendorApis } from './vendor-api.ts';

/** Request addresses are relative to this; the name is never looked up. */
const BASE = 'http://emulator';
const MAX_API_BYTES = 24 << 20;
const MAX_CONTROL_BYTES = 128 << 10;
/** With the files that were sent. */
const MAX_TRANSCRIPT_BYTES = 128 << 20;
/** A file that somebody sends, in base64. */
const MAX_SENT_BYTES = 32 << 20;
/** The headers of such an offer. */
const OFFERS = ['upgrade', 'connection', 'http2-settings'];
const FILE_PATHS = ['/control/send', '/control/dingtalk-message'];
const PAGE_HEADERS = {
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
  // The rest of the policy stands in the page itself; this directive works in a header only.
  'content-security-policy': "frame-ancestors 'none'",
};

/** The one HTTP server: vendor APIs, control API, chat page. */
export class EmulatorServer {
  readonly #apis: VendorApis;
  readonly #control: Control;
  readonly #host: string;
  readonly #server: Server;

  constructor(apis: VendorApis, control: Control, host: string, endpoints: readonly SocketEndpoint[] = []) {
    this.#apis = apis;
    this.#control = control;
    this.#host = host;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => answerError(response, error));
    });
    this.#server.on('upgrade', (request, socket, head) => {
      if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
        serveWithoutUpgrade(this.#server, request, socket, head);
        return;
      }
      const path = URL.canParse(request.url ?? '/', BASE) ? new URL(request.url ?? '/', BASE).pathname : '';
      const endpoint = endpoints.find((candidate) => candidate.path === path);
      if (endpoint === undefined)
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      else endpoint.upgrade(request, socket, head);
    });
  }

  /** @returns the port it listens on */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, this.#host, resolve);
    });
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!URL.canParse(request.url ?? '/', BASE)) throw new ControlError('地址的格式不对。');
    const url = new URL(request.url ?? '/', BASE);
    const vendor = this.#apis.vendorOf(url.pathname);
    if (vendor !== undefined) {
      const raw = await readBody(request, MAX_API_BYTES);
      const { method = 'GET', headers } = request;
      const address = request.socket.remoteAddress ?? '';
      const body = raw.toString();
      const call = { method, path: url.pathname, query: url.searchParams, headers, body, raw, address };
      await this.#apis.handle(vendor, call, response);
      return;
    }
    guardControl(request, this.#host);
    if (url.pathname === '/control/stream') this.#control.stream(request, response);
    else if (url.pathname === '/control/blob') this.#control.blob(url.searchParams, response);
    else if (url.pathname.startsWith('/control/')) await this.#serveControl(url, request, response);
    else await servePage(url.pathname, response);
  }

  async #serveControl(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'POST') throw new ControlError('只接受 GET 和 POST。', 405);
    const body = await readBody(request, maxBytesOf(url.pathname));
    const answer = await this.#control.answer(request.method, url, body.toString());
    if (answer === undefined) throw new ControlError('没有这个地址。', 404);
    answerJson(response, 200, answer);
  }
}

/**
 * Answers a request as if it did not offer another protocol (RFC 9110 7.8): Java's `HttpClient` and `curl --http2` offer `h2c` with each
 * first request. Node passes such a request to the `upgrade` handler with its body unread, so it is given back to the
 * server without the offer.
 */
function serveWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (!OFFERS.includes(rawHeaders[at]?.toLowerCase() ?? '')) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}

function maxBytesOf(path: string): number {
  if (path === '/control/replay') return MAX_TRANSCRIPT_BYTES;
  const carriesFile = path.startsWith('/control/wecom/') || FILE_PATHS.includes(path);
  return carriesFile ? MAX_SENT_BYTES : MAX_CONTROL_BYTES;
}

async function servePage(path: string, response: ServerResponse): Promise<void> {
  const file = await staticFile(path);
  if (file === undefined) throw new ControlError('没有这个页面。', 404);
  response.writeHead(200, { 'content-type': file.type, ...PAGE_HEADERS });
  response.end(file.body);
}

async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new ControlError('请求的内容太长。', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answerJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

function answerError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known = error instanceof ControlError;
  answerJson(response, known ? error.status : 500, { error: known ? error.message : '模拟器内部出错。' });
}
