import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type ApiAnswer, type ApiCall, bodyOf } from '../api.ts';
import { listOf, objectOf, textOf } from '../json.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { connectionAnswer } from './connection-answer.ts';
import { DingtalkRefusal } from './refusals.ts';
import { StreamConnection, type Topic } from './stream-connection.ts';
import type { StreamAct } from './view.ts';

export const OPEN_CONNECTION_PATH = '/v1.0/gateway/connections/open';
const SOCKET_PATH = '/connect';
const TICKET_LIFE_MS = 90_000;
const CLOSE_AFTER_MS = 10_000;
const PING_EVERY_MS = 60_000;
const MAX_TICKETS = 1000;
const MAX_FRAME_BYTES = 1 << 20;
const HUGE_FRAME_BYTES = 4 << 20;

/** DingTalk's Stream gateway (docs/emulator.md, Stream): tickets, live connections, and which of them gets a frame. */
export class StreamGateway {
  readonly #world: World;
  readonly #account: DingtalkAccount;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  readonly #tickets = new Map<string, { topics: Topic[]; expiresAtMs: number }>();
  readonly #connections = new Set<StreamConnection>();
  readonly #pings: NodeJS.Timeout;
  /** Called when a bot has connected, so that waiting callbacks are sent. */
  onConnected: () => void = () => {};

  constructor(world: World, account: DingtalkAccount) {
    this.#world = world;
    this.#account = account;
    this.#pings = setInterval(() => this.act('ping'), PING_EVERY_MS).unref();
  }

  get path(): string {
    return SOCKET_PATH;
  }

  /**
   * `POST /v1.0/gateway/connections/open`; needs no access token. Where `Accept` does not allow JSON, or there is none †, the answer is XML.
   * @throws DingtalkRefusal 401 `authFailed`, 400 for subscriptions no gateway knows
   */
  open(call: ApiCall): ApiAnswer {
    const body = bodyOf(call);
    if (body.clientId !== this.#account.appKey || body.clientSecret !== this.#account.appSecret) {
      throw new DingtalkRefusal(401, 'authFailed');
    }
    const topics = listOf(body.subscriptions)
      .map(objectOf)
      .map(({ type, topic }) => ({ type: textOf(type), topic: textOf(topic) }));
    if (!Array.isArray(body.subscriptions) || !topics.every(isTopic)) {
      throw new DingtalkRefusal(400, 'invalidParameter.subscriptions');
    }
    const ticket = this.#world.secret();
    this.#tickets.set(ticket, { topics, expiresAtMs: this.#world.nowMs() + TICKET_LIFE_MS });
    const [oldest] = this.#tickets.keys();
    if (this.#tickets.size > MAX_TICKETS && oldest !== undefined) this.#tickets.delete(oldest);
    const endpoint = `${this.#world.url.replace(/^http/, 'ws')}${SOCKET_PATH}`;
    return connectionAnswer(call, endpoint, ticket);
  }

  /** A WebSocket handshake on `path`; a ticket works once. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://emulator').searchParams.get('ticket') ?? '';
    const known = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    if (known === undefined || known.expiresAtMs <= this.#world.nowMs()) {
      this.#record('401');
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const { appKey } = this.#account;
      const connection = new StreamConnection(
        webSocket,
        known.topics,
        appKey,
        () => this.#world.nowMs(),
        () => this.#record('unreadable'),
      );
      this.#connections.add(connection);
      webSocket.on('close', () => this.#connections.delete(connection));
      this.#record('connected');
      this.onConnected();
    });
  }

  /** The connection that gets the next frame of this topic; they take turns. */
  pick(type: string, topic: string): StreamConnection | undefined {
    for (const connection of this.#connections) {
      if (!connection.takes(type, topic)) continue;
      this.#connections.delete(connection);
      this.#connections.add(connection);
      return connection;
    }
    return undefined;
  }

  /** Whether a bot listens to this topic now. */
  takes(type: string, topic: string): boolean {
    return [...this.#connections].some((connection) => connection.takes(type, topic));
  }

  /** Does one thing to every live connection; returns how many there were. */
  act(act: StreamAct): number {
    const live = [...this.#connections].filter(({ closeAtMs }) => closeAtMs === undefined);
    for (const connection of live) this.#actOn(connection, act);
    return live.length;
  }

  /** Closes connections 10 seconds after their `disconnect`, by the emulator's clock. */
  closeDue(): void {
    for (const connection of this.#connections) {
      if ((connection.closeAtMs ?? Number.POSITIVE_INFINITY) <= this.#world.nowMs()) connection.cut();
    }
  }

  close(): void {
    clearInterval(this.#pings);
    for (const connection of this.#connections) connection.cut();
    this.#sockets.close();
  }

  #actOn(connection: StreamConnection, act: StreamAct): void {
    switch (act) {
      case 'ping':
        if (connection.isSilent) return;
        void connection.ping(this.#world.rules.streamAckMs).then((alive) => this.#record(alive ? 'pong' : 'no pong'));
        return;
      case 'disconnect':
        connection.announceClose(this.#world.nowMs() + CLOSE_AFTER_MS);
        setTimeout(() => this.closeDue(), CLOSE_AFTER_MS).unref();
        return;
      case 'cut':
        connection.cut();
        return;
      case 'silent':
        connection.fallSilent();
        return;
      case 'broken-json':
        connection.sendRaw('{"specVersion":"1.0","type":"CALLBACK","headers":{');
        return;
      case 'unknown-type':
        void connection.send({ type: 'NEWS' as 'EVENT', topic: 'news', data: '{}' }, 0);
        return;
      case 'huge':
        void connection.send({ type: 'EVENT', topic: '*', data: 'x'.repeat(HUGE_FRAME_BYTES) }, 0);
    }
  }

  #record(result: string): void {
    this.#world.recordCall({ atMs: this.#world.nowMs(), vendor: 'dingtalk', path: SOCKET_PATH, result });
  }
}

/** Events know only the topic `*`. The vendor's Go package also names the two system topics, which every connection gets. */
function isTopic({ type, topic }: Topic): boolean {
  if (type === 'SYSTEM') return topic === 'ping' || topic === 'disconnect';
  return (type === 'EVENT' && topic === '*') || (type === 'CALLBACK' && topic !== '');
}
