import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** One connection of a bot, as the gateway sees it. */
export class GatewaySide {
  readonly socket: WebSocket;
  readonly #acks: Record<string, unknown>[] = [];
  readonly #waiting: ((ack: Record<string, unknown>) => void)[] = [];

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      const ack = JSON.parse(String(data)) as Record<string, unknown>;
      const next = this.#waiting.shift();
      if (next === undefined) this.#acks.push(ack);
      else next(ack);
    });
  }

  /** What the bot answers next. */
  ack(): Promise<Record<string, unknown>> {
    const known = this.#acks.shift();
    return known === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(known);
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Sends one frame and waits for its answer. */
  ask(frame: unknown): Promise<Record<string, unknown>> {
    this.send(frame);
    return this.ack();
  }

  /** Resolves once the bot has answered a ping of the gateway, and with it everything before that it answers at once. */
  async settled(): Promise<void> {
    const [code] = await Promise.all([this.ask(pingFrame('settled'))]);
    if ((code.headers as Record<string, unknown>).messageId !== 'settled')
      throw new Error(`unexpected ${JSON.stringify(code)}`);
  }

  async closed(): Promise<void> {
    if (this.socket.readyState !== this.socket.CLOSED) await once(this.socket, 'close');
  }
}

/** A small Stream gateway of our own, after docs/vendors/dingtalk.md, Stream: tickets that work once, and frames by hand. */
export class Gateway {
  readonly url: string;
  /** Bodies and headers of the calls that asked for a ticket. */
  readonly asked: { body: Record<string, unknown>; headers: IncomingMessage['headers'] }[] = [];
  readonly tickets: string[] = [];
  /** What the next calls are answered with, in place of a ticket. */
  readonly refusals: { status: number; body: unknown }[] = [];
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #connected: GatewaySide[] = [];
  readonly #waiting: ((side: GatewaySide) => void)[] = [];
  readonly #good = new Set<string>();

  private constructor(server: Server, autoPong: boolean) {
    this.#server = server;
    this.#sockets = new WebSocketServer({ noServer: true, autoPong });
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      this.asked.push({ body: JSON.parse(Buffer.concat(chunks).toString()), headers: request.headers });
      const refusal = this.refusals.shift();
      const ticket = `ticket-canary/+=&${this.tickets.length}`;
      if (refusal === undefined) {
        this.tickets.push(ticket);
        this.#good.add(ticket);
      }
      const endpoint = `${this.url.replace('http', 'ws')}/connect`;
      response.statusCode = refusal?.status ?? 200;
      response.end(JSON.stringify(refusal?.body ?? { endpoint, ticket }));
    });
    server.on('upgrade', (request, socket, head) => {
      const ticket = new URL(request.url ?? '', this.url).searchParams.get('ticket') ?? '';
      if (!this.#good.delete(ticket)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#connect(new GatewaySide(webSocket)));
    });
  }

  /** @param autoPong - whether it answers WebSocket pings */
  static async start(autoPong = true): Promise<Gateway> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Gateway(server, autoPong);
  }

  /** The bot's next connection. */
  next(): Promise<GatewaySide> {
    const known = this.#connected.shift();
    return known === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(known);
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #connect(side: GatewaySide): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#connected.push(side);
    else next(side);
  }
}

/** Waits that end when the test says so. */
export class Waits {
  readonly #open: { ms: number; end: () => void }[] = [];
  readonly #expected: { fits: (ms: number) => boolean; resolve: (found: { ms: number; end: () => void }) => void }[] =
    [];

  readonly wait = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const one = { ms, end: resolve };
      signal.addEventListener('abort', () => {
        const at = this.#open.indexOf(one);
        if (at >= 0) this.#open.splice(at, 1);
        resolve();
      });
      if (signal.aborted) return resolve();
      const at = this.#expected.findIndex(({ fits }) => fits(ms));
      if (at < 0) this.#open.push(one);
      else this.#expected.splice(at, 1)[0]?.resolve(one);
    });

  /** The next wait of this length, begun or still to begin. */
  next(fits: (ms: number) => boolean): Promise<{ ms: number; end: () => void }> {
    const at = this.#open.findIndex(({ ms }) => fits(ms));
    const [found] = at < 0 ? [] : this.#open.splice(at, 1);
    return found === undefined
      ? new Promise((resolve) => this.#expected.push({ fits, resolve }))
      : Promise.resolve(found);
  }
}

export function callbackFrame(topic: string, data: unknown, messageId = 'm-1'): Record<string, unknown> {
  return {
    specVersion: '1.0',
    type: 'CALLBACK',
    headers: {
      ...{ appId: 'uuid', connectionId: 'uuid', contentType: 'application/json' },
      ...{ messageId, time: '1700000000000', topic },
    },
    data: typeof data === 'string' ? data : JSON.stringify(data),
  };
}

export function eventFrame(
  eventType: string,
  data: unknown,
  over: Record<string, unknown> = {},
): Record<string, unknown> {
  const frame = callbackFrame('*', data);
  const envelope = {
    eventType,
    eventId: 'c7c7',
    eventCorpId: 'ding123',
    eventBornTime: '1699999999000',
    eventUnifiedAppId: 'x',
  };
  return { ...frame, type: 'EVENT', headers: { ...(frame.headers as object), ...envelope, ...over } };
}

export function pingFrame(messageId: string): Record<string, unknown> {
  return { ...callbackFrame('ping', { opaque: `o-${messageId}` }, messageId), type: 'SYSTEM' };
}

export function disconnectFrame(): Record<string, unknown> {
  return { ...callbackFrame('disconnect', { reason: 'connection is expired' }), type: 'SYSTEM' };
}
