import type { Entry } from './entries.ts';
import type { Fault } from './faults.ts';
import type { Callback } from './items.ts';
import { NoAnswer, type PostAnswer, type Poster } from './post.ts';
import type { Vendor } from './view.ts';

/** How one try ended: what it changes, or what went wrong and whether the vendor tries again. */
export type Outcome = { entries: Entry[] } | { trouble: string; again: boolean };

/** A connection the bot has opened itself; callbacks go there before they go over HTTP. */
export interface OpenConnection {
  /** Waits before the second, third … try. */
  retryAfterMs: readonly number[];
  /** One try; `fault` is what a test asked to go wrong with it. */
  deliver(callback: Callback, fault: Fault | undefined): Promise<Outcome>;
}

/** How one vendor sends one kind of callback. */
export interface Channel {
  vendor: Vendor;
  /** As the person's client would name the sender, for trouble texts. */
  label: string;
  timeoutMs: number;
  /** Waits before the second, third … try, counted from the end of the one before. */
  retryAfterMs: readonly number[];
  /** Where and with which headers this try goes; `undefined` while the bot's address is not known. */
  address(callback: Callback, fault?: Fault): { url: string; headers: Record<string, string> } | undefined;
  /** The body of this try, where a fault changes it. */
  bodyOf?(callback: Callback, fault: Fault | undefined): string;
  /** Called with the headers of a try that is posted. */
  onPosted?(headers: Readonly<Record<string, string>>): void;
  /** Reads the bot's answer; what it changes is committed together with the end of the callback. */
  accept(callback: Callback, answer: PostAnswer): Outcome;
  /** What is kept of a callback that was given up over HTTP. */
  givenUp?(callback: Callback): Entry[];
  /** The bot's open connection for this callback, where there is one. */
  connection?(callback: Callback): OpenConnection | undefined;
}

/** The channels of the vendors that are emulated. */
export type Channels = Readonly<Partial<Record<Callback['channel'], Channel>>>;

/** One try over HTTP; `fault` is what was asked to go wrong with it. */
export async function deliverOverHttp(
  poster: Poster,
  callback: Callback,
  channel: Channel,
  fault: Fault | undefined,
): Promise<Outcome> {
  const address = channel.address(callback, fault);
  if (address === undefined) return { trouble: '机器人的回调地址没有设置', again: true };
  const request = {
    ...address,
    body: channel.bodyOf?.(callback, fault) ?? callback.body,
    timeoutMs: channel.timeoutMs,
  };
  const cutAfterSending = fault === 'reset';
  channel.onPosted?.(address.headers);
  try {
    const duplicate = fault === 'duplicate' ? poster.send(request).catch(() => undefined) : undefined;
    const answer = await poster.send({ ...request, cutAfterSending });
    await duplicate;
    if (fault === 'accept-then-hang') return { trouble: '机器人的回应没有送达', again: true };
    if (fault === 'server-error') return { trouble: '机器人的回应在途中变成了错误', again: true };
    return channel.accept(callback, answer);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const slow = `机器人没有在 ${channel.timeoutMs / 1000} 秒内回应`;
    return { trouble: error.why === 'timeout' ? slow : '连不上机器人', again: true };
  }
}
