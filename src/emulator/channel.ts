import type { Callback, Entry } from './entries.ts';
import type { Fault } from './faults.ts';
import type { PostAnswer } from './post.ts';
import type { Vendor } from './view.ts';

/** How one try ended: what it changes, or what went wrong and whether the vendor tries again. */
export type Outcome = { entries: Entry[] } | { trouble: string; again: boolean };

/** Another way to the bot than HTTP, with a patience of its own. */
export interface Carrier {
  retryAfterMs: readonly number[];
  /** One try; `fault` is what a test asked to go wrong with it. */
  carry(callback: Callback, fault: Fault | undefined): Promise<Outcome>;
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
  /** Reads the bot's answer; what it changes is committed together with the end of the callback. */
  accept(callback: Callback, answer: PostAnswer): Outcome;
  /** What is kept of a callback that was given up over HTTP. */
  givenUp?(callback: Callback): Entry[];
  /** The open way that goes before HTTP, where there is one. */
  carrier?(callback: Callback): Carrier | undefined;
}

/** The channels of the vendors that are emulated. */
export type Channels = Readonly<Partial<Record<Callback['channel'], Channel>>>;
