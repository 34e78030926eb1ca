import { connect } from 'node:net';
import type { RawRequest } from '../../src/chat/platform.ts';
import { dingtalkCase } from './dingtalk-callbacks.ts';
import { nastyText, turned } from './nasty.ts';
import type { RandomInput } from './random-input.ts';
import { wecomCase } from './wecom-callbacks.ts';

const paths = [
  ...[
    '/wecom/callback',
    '/dingtalk/robot',
    '/dingtalk/card',
    '/dingtalk/events',
    '/healthz',
    '/readyz',
    '/metrics',
    '/',
  ],
  ...[
    '/wecom/callback/',
    '//wecom/callback',
    '/wecom/%63allback',
    '/wecom/../healthz',
    '*',
    'http://evil.example/healthz',
  ],
] as const;

/** Bytes for the bot's port: an honest request of a vendor, a spoiled one, or something that is hardly HTTP. */
export function rawHttp(random: RandomInput, nowMs: number): Buffer {
  const { request } = random.happens(0.5) ? wecomCase(random, nowMs) : dingtalkCase(random, nowMs);
  if (random.happens(0.4)) return written(request, []);
  const odd = random.happens(0.5) ? { ...request, path: random.pick(paths), method: random.pick(methods) } : request;
  const bytes = written(odd, random.happens(0.7) ? [random.pick(oddHeaders)(random)] : []);
  return random.happens(0.5) ? turned(random, bytes) : bytes;
}

const methods = ['GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'get', 'M-SEARCH', 'PRI', 'XYZ'] as const;

const oddHeaders: readonly ((random: RandomInput) => string)[] = [
  () => 'Content-Length: 99999999',
  () => 'Content-Length: -1',
  () => 'Content-Length: 1',
  () => 'Transfer-Encoding: chunked',
  () => 'Transfer-Encoding: gzip, chunked',
  () => 'Content-Encoding: gzip',
  () => 'Expect: 100-continue',
  () => 'Expect: nonsense',
  () => 'Upgrade: websocket\r\nConnection: Upgrade',
  () => 'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAAA',
  () => 'Host: evil.example',
  (random) => `X-Long: ${'a'.repeat(random.below(20_000))}`,
  (random) => `X-Many: 1\r\n`.repeat(random.below(3_000)).slice(0, -2) || 'X-Few: 0',
  (random) => nastyText(random),
  (random) => `${nastyText(random, 40)}: ${nastyText(random)}`,
  (random) => `Cookie: ${nastyText(random)}`,
];

/** Every header value in Latin-1, as the wire has it; what would end a line does so. */
function written({ method, path, query, headers, body }: RawRequest, more: readonly string[]): Buffer {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each) => `${name}: ${each}`),
  );
  const target = query === '' ? path : `${path}?${query}`;
  const head = [
    `${method} ${target} HTTP/1.1`,
    'Host: bot',
    'Connection: close',
    `Content-Length: ${body.length}`,
    ...lines,
    ...more,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'utf8'), body]);
}

/** So long the bot has for an answer before our side of the connection is closed. */
const patienceMs = 250;

/**
 * Sends these bytes over a connection of their own; when nothing more comes, closes our side.
 * @returns the statuses that came back, in order; none when the bot only closed
 * @throws Error when the connection is still open after ten seconds
 */
export function exchangeRaw(port: number, bytes: Buffer): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const heard: Buffer[] = [];
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error('the bot neither answered nor closed'));
    }, 10_000);
    // A server that sees our side closed does not finish what it has begun.
    const giveUp = setTimeout(() => socket.end(), patienceMs);
    socket.on('data', (chunk) => {
      heard.push(chunk);
      giveUp.refresh();
    });
    // A reset is an answer too: the bot would not read on.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      clearTimeout(giveUp);
      const text = Buffer.concat(heard).toString('latin1');
      resolve([...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)));
    });
    socket.write(bytes);
  });
}
