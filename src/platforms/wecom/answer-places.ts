import type { Clock } from '../../clock.ts';
import { PlatformError, TransportError } from '../../errors.ts';
import type { AnswerPlace } from './aibot-parse.ts';

/** D101138. */
const lifeMs = 3_600_000;
const mostPerConversation = 8;
const mostConversations = 20_000;

/** A conversation with one person, or a group. */
export type Conversation = `single:${string}` | `group:${string}`;

interface Place {
  url: string;
  untilMs: number;
}

/** The addresses at which an AI robot may still answer: one answer each, within the hour. They do not outlive the process. */
export class AnswerPlaces {
  readonly #clock: Clock;
  readonly #origin: string;
  readonly #places = new Map<string, Place[]>();

  /** @param apiBase - WeCom's API: addresses lead there or to another host of the vendor's, never elsewhere */
  constructor(clock: Clock, apiBase: string) {
    this.#clock = clock;
    this.#origin = new URL(apiBase).origin;
  }

  /** @returns `false` for an address that is not the vendor's */
  remember({ single, group, url }: AnswerPlace): boolean {
    if (!this.#isVendors(url)) return false;
    const place = { url, untilMs: this.#clock.now().getTime() + lifeMs };
    this.#keep(group === undefined ? `single:${single}` : `group:${group}`, place);
    return true;
  }

  /**
   * Answers at the newest address of this conversation, which is then used up, unless WeCom certainly did not take the answer.
   * @returns `false` when there is no address left
   * @throws whatever `post` throws
   */
  async answer(conversation: Conversation, post: (url: string) => Promise<void>): Promise<boolean> {
    const place = this.#take(conversation);
    if (place === undefined) return false;
    try {
      await post(place.url);
      return true;
    } catch (error) {
      const isUnused = error instanceof TransportError ? error.reached === 'no' : isLater(error);
      if (isUnused) this.#keep(conversation, place);
      throw error;
    }
  }

  #keep(conversation: string, place: Place): void {
    const others = (this.#places.get(conversation) ?? []).filter(({ url }) => url !== place.url);
    this.#places.delete(conversation);
    this.#places.set(conversation, [...others, place].slice(-mostPerConversation));
    const [oldest] = this.#places.keys();
    if (this.#places.size > mostConversations && oldest !== undefined) this.#places.delete(oldest);
  }

  #take(conversation: string): Place | undefined {
    const nowMs = this.#clock.now().getTime();
    const places = (this.#places.get(conversation) ?? []).filter(({ untilMs }) => nowMs < untilMs);
    const newest = places.pop();
    if (places.length === 0) this.#places.delete(conversation);
    else this.#places.set(conversation, places);
    return newest;
  }

  #isVendors(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { origin, protocol, hostname } = new URL(url);
    return origin === this.#origin || (protocol === 'https:' && hostname.endsWith('.weixin.qq.com'));
  }
}

function isLater(error: unknown): boolean {
  return error instanceof PlatformError && error.retry === 'later';
}
