import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { objectOf } from '../json.ts';
import { type Ack, frameOf, newMessageId, type Payload, readAck } from './stream-frames.ts';

/** What came of one frame: the ack, none in time, or the connection closed first. */
export type Answered = Ack | 'silent' | 'closed';

export interface Topic {
  type: string;
  topic: string;
}

/** One live connection of a bot to the Stream gateway. */
export class StreamConnection {
  readonly id = randomUUID();
  readonly #socket: WebSocket;
  readonly #topics: readonly Topic[];
  readonly #appId: string;
  readonly #nowMs: () => number;
  readonly #waiting = new Map<string, (answered: Answered) => void>();
  readonly #late = new Map<string, (ack: Ack) => void>();
  /** Nothing is sent any more, though the connection stays open. */
  #isSilent = false;
  /** Set once `disconnect` was sent; after that no frame goes out. */
  #closeAtMs: number | undefined;

  /**
   * @param topics - what the bot subscribed to when it asked for its ticket
   * @param onUnreadable - called for a frame of the bot that cannot be read
   */
  constructor(
    socket: WebSocket,
    topics: readonly Topic[],
    appId: string,
    nowMs: () => number,
    onUnreadable: () => void,
  ) {
    this.#socket = socket;
    this.#topics = topics;
    this.#appId = appId;
    this.#nowMs = nowMs;
    socket.on('message', (data: RawData) => {
      const ack = readAck(String(data));
      if (ack === undefined) onUnreadable();
      else this.#settle(ack);
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      for (const resolve of this.#waiting.values()) resolve('closed');
    });
  }

  get isSilent(): boolean {
    return this.#isSilent;
  }

  get closeAtMs(): number | undefined {
    return this.#closeAtMs;
  }

  /** Whether frames of this topic are pushed here. */
  takes(type: string, topic: string): boolean {
    if (this.#closeAtMs !== undefined || this.#socket.readyState !== this.#socket.OPEN) return false;
    return this.#topics.some((wanted) => wanted.type === type && wanted.topic === topic);
  }

  /**
   * Sends one frame under a new message id.
   * @param ackMs - how long, in real time, the ack is waited for
   * @param onLate - called for an ack that comes after that
   */
  async send(payload: Payload, ackMs: number, onLate?: (ack: Ack) => void): Promise<Answered> {
    const messageId = newMessageId();
    const answered = this.#answer(messageId, ackMs);
    this.#write(frameOf(payload, this.id, this.#appId, messageId, this.#nowMs()));
    const result = await answered;
    if (result === 'silent' && onLate !== undefined) this.#late.set(messageId, onLate);
    return result;
  }

  /** Sends one frame and is gone before any answer. */
  async sendThenCut(payload: Payload): Promise<Answered> {
    const frame = frameOf(payload, this.id, this.#appId, newMessageId(), this.#nowMs());
    if (!this.#isSilent) await new Promise<void>((resolve) => this.#socket.send(frame, () => resolve()));
    this.cut();
    return 'closed';
  }

  /** Sends a text frame unchanged. */
  sendRaw(text: string): void {
    this.#write(text);
  }

  /** Sends a ping; the connection of a bot that does not echo it is closed (docs/emulator.md, Stream). */
  async ping(ackMs: number): Promise<boolean> {
    const opaque = randomUUID();
    const data = JSON.stringify({ opaque });
    const answered = await this.send({ type: 'SYSTEM', topic: 'ping', data }, ackMs);
    // Clients write the same JSON in their own way: the vendor's Python package puts a blank behind the colon.
    const alive = typeof answered === 'object' && objectOf(answered.data).opaque === opaque;
    if (!alive) this.cut();
    return alive;
  }

  /** Sends `disconnect`; from now on nothing else is sent here. */
  announceClose(closeAtMs: number): void {
    this.#closeAtMs = closeAtMs;
    const data = JSON.stringify({ reason: 'connection is expired' });
    this.#write(
      frameOf({ type: 'SYSTEM', topic: 'disconnect', data }, this.id, this.#appId, newMessageId(), this.#nowMs()),
    );
  }

  /** From now on nothing is sent; pings of the bot's WebSocket are answered all the same. */
  fallSilent(): void {
    this.#isSilent = true;
  }

  /** Closes the connection without a close frame. */
  cut(): void {
    this.#socket.terminate();
  }

  #write(text: string): void {
    if (!this.#isSilent) this.#socket.send(text);
  }

  #answer(messageId: string, ackMs: number): Promise<Answered> {
    return new Promise((resolve) => {
      const deadline = setTimeout(() => settle('silent'), ackMs).unref();
      const settle = (answered: Answered) => {
        clearTimeout(deadline);
        this.#waiting.delete(messageId);
        resolve(answered);
      };
      this.#waiting.set(messageId, settle);
    });
  }

  #settle(ack: Ack): void {
    const late = this.#late.get(ack.messageId);
    this.#late.delete(ack.messageId);
    late?.(ack);
    this.#waiting.get(ack.messageId)?.(ack);
  }
}
