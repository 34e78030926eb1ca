import { WebSocket } from 'ws';
import { DINGTALK } from './world.ts';

export interface Frame {
  specVersion: string;
  type: string;
  headers: Record<string, string>;
  data: string;
}

export const ALL_TOPICS = [
  { type: 'EVENT', topic: '*' },
  { type: 'CALLBACK', topic: '/v1.0/im/bot/messages/get' },
  { type: 'CALLBACK', topic: '/v1.0/card/instances/callback' },
];

export async function openConnection(
  base: string,
  change: Record<string, unknown> = {},
  accept = 'application/json',
): Promise<Response> {
  return await fetch(`${base}/v1.0/gateway/connections/open`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({
      clientId: DINGTALK.appKey,
      clientSecret: DINGTALK.appSecret,
      subscriptions: ALL_TOPICS,
      ...change,
    }),
  });
}

/** A bot on a bare WebSocket: keeps its frames and answers what the test told it, nothing for `undefined`. */
export class StreamBot {
  readonly frames: Frame[] = [];
  readonly raw: string[] = [];
  readonly #socket: WebSocket;
  answer: (frame: Frame) => Record<string, unknown> | undefined = ackWell;
  closed = false;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const text = String(data);
      this.raw.push(text);
      const frame = readFrame(text);
      if (frame === undefined) return;
      this.frames.push(frame);
      const answer = this.answer(frame);
      if (answer !== undefined) this.send(frame, answer);
    });
    socket.on('close', () => {
      this.closed = true;
    });
  }

  static async connect(base: string, topics: readonly object[] = ALL_TOPICS): Promise<StreamBot> {
    const { endpoint, ticket } = (await (await openConnection(base, { subscriptions: topics })).json()) as {
      endpoint: string;
      ticket: string;
    };
    return await StreamBot.use(endpoint, ticket);
  }

  static async use(endpoint: string, ticket: string): Promise<StreamBot> {
    const socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`);
    const bot = new StreamBot(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return bot;
  }

  send(frame: Frame, answer: Record<string, unknown>): void {
    const { messageId } = frame.headers;
    const headers = { contentType: 'application/json', messageId };
    this.#socket.send(JSON.stringify({ code: 200, headers, message: 'OK', ...answer }));
  }

  close(): void {
    this.#socket.terminate();
  }
}

/** Frames whose `data` is of this kind, parsed twice as every client must. */
export function dataOf(frames: readonly Frame[]): Record<string, unknown>[] {
  return frames.map(({ data }) => JSON.parse(data) as Record<string, unknown>);
}

export function ackWell(frame: Frame): Record<string, unknown> {
  if (frame.type === 'SYSTEM') return { data: frame.data };
  return { data: JSON.stringify(frame.type === 'EVENT' ? { status: 'SUCCESS' } : { response: null }) };
}

function readFrame(text: string): Frame | undefined {
  try {
    return JSON.parse(text) as Frame;
  } catch {
    return undefined;
  }
}
