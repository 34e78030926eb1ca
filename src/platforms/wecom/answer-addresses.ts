import type { Clock } from '../../clock.ts';
import { PlatformError, TransportError } from '../../errors.ts';
import type { AnswerAddress } from './aibot-parse.ts';

/** D101138. */
const lifeMs = 3_600_000;
const mostPerConversation = 8;
const mostConversations = 20_000;

/** A conversation with one person, or a group. */
export type Conversation = `single:${string}` | `group:${string}`;

interface Address {
  url: string;
  untilMs: number;
}

/** The addresses at which an AI robot may still answer: one answer each, within the hour. They do not outlive the process. */
export class AnswerAddresses {
  readonly #clock: Clock;
  readonly #origin: string;
  readonly #addresses = new Map<string, Address[]>();

  /** @param apiBase - WeCom's API: addresses lead there or to another host of the vendor's, never elsewhere */
  constructor(clock: Clock, apiBase: string) {
    this.#clock = clock;
    this.#origin = new URL(apiBase).origin;
  }

  /** @returns `false` for an address that is not the vendor's */
  remember({ single, group, url }: AnswerAddress): boolean {
    if (!this.#isVendors(url)) return false;
    const address = { url, untilMs: this.#clock.now().getTime() + lifeMs };
    this.#keep(group === undefined ? `single:${single}` : `group:${group}`, address);
    return true;
  }

  /**
   * Answers at the newest address of this conversation, which is then used up, unless WeCom certainly did not take the answer.
   * @returns `false` when there is no address left
   * @throws whatever `post` throws
   */
  async answer(conversation: Conversation, post: (url: string) => Promise<void>): Promise<boolean> {
    const address = this.#take(conversation);
    if (address === undefined) return false;
    try {
      await post(address.url);
      return true;
    } catch (error) {
      const isUnused = error instanceof TransportError ? error.reached === 'no' : isLater(error);
      if (isUnused) this.#keep(conversation, address);
      throw error;
    }
  }

  #keep(conversation: string, address: Address): void {
    const others = (this.#addresses.get(conversation) ?? []).filter(({ url }) => url !== address.url);
    this.#addresses.delete(conversation);
    this.#addresses.set(conversation, [...others, address].slice(-mostPerConversation));
    const [oldest] = this.#addresses.keys();
    if (this.#addresses.size > mostConversations && oldest !== undefined) this.#addresses.delete(oldest);
  }

  #take(conversation: string): Address | undefined {
    const nowMs = this.#clock.now().getTime();
    const addresses = (this.#addresses.get(conversation) ?? []).filter(({ untilMs }) => nowMs < untilMs);
    const newest = addresses.pop();
    if (addresses.length === 0) this.#addresses.delete(conversation);
    else this.#addresses.set(conversation, addresses);
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
