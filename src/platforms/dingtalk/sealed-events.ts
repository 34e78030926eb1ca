import { randomBytes } from 'node:crypto';
import type { HttpAnswer, RawRequest } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import { CallbackCrypto, type EventKeys, sameSignature } from './crypto.ts';
import { readObject } from './json.ts';
import type { StampWindow } from './stamp-window.ts';

/** An event as it was sealed, when it was sent, and what is answered to it; or why it is not believed. */
export type OpenedEvent = { message: string; atMs: number; answer: HttpAnswer } | { refused: string };

const shaSignature = /^[0-9a-f]{40}$/;
const nonceText = /^[\x21-\x7e]{1,128}$/;

/** The encrypted events of HTTP mode (docs/vendors/dingtalk.md, Events). */
export class SealedEvents {
  readonly #crypto: CallbackCrypto;
  readonly #clock: Clock;
  readonly #window: StampWindow;

  constructor(keys: EventKeys, clock: Clock, window: StampWindow) {
    this.#crypto = new CallbackCrypto(keys);
    this.#clock = clock;
    this.#window = window;
  }

  /** Verifies and decrypts one event. */
  open(request: RawRequest): OpenedEvent {
    const query = new URLSearchParams(request.query);
    const stamp = this.#window.stamp(only(query, 'timestamp', 'timeStamp'));
    const signature = only(query, 'msg_signature', 'signature');
    const nonce = only(query, 'nonce');
    if (typeof stamp === 'string') return { refused: stamp };
    if (signature === undefined || !shaSignature.test(signature)) return { refused: 'no signature' };
    if (nonce === undefined || !nonceText.test(nonce)) return { refused: 'no nonce' };
    const encrypted = readObject(request.body)?.encrypt;
    if (typeof encrypted !== 'string') return { refused: 'body without encrypt' };
    if (!sameSignature(signature, this.#crypto.signature(stamp.text, nonce, encrypted)))
      return { refused: 'wrong signature' };
    const opened = this.#crypto.open(encrypted);
    if (!opened.ok) return { refused: opened.why };
    return { message: opened.message, atMs: stamp.atMs, answer: this.#success() };
  }

  /** The encrypted word `success`; plain text counts as a failure. */
  #success(): HttpAnswer {
    const timeStamp = String(this.#clock.now().getTime());
    const nonce = randomBytes(8).toString('hex');
    const encrypt = this.#crypto.seal('success', randomBytes(16));
    const answer = { msg_signature: this.#crypto.signature(timeStamp, nonce, encrypt), timeStamp, nonce, encrypt };
    return { status: 200, type: 'application/json', body: JSON.stringify(answer) };
  }
}

/** The value of the first of these parameters that is present, if it is there exactly once. */
function only(query: URLSearchParams, ...names: readonly string[]): string | undefined {
  const name = names.find((each) => query.has(each));
  const values = name === undefined ? [] : query.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}
