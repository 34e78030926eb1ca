import type { EmulatedPerson } from '../options.ts';
import { NoAnswer, type PostAnswer, type Poster } from '../post.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { robotBody } from './robot-message.ts';

const KEPT = 100;

/** The two headers that prove a robot message over HTTP. The signature covers the time alone, so they fit any body (docs/emulator.md, Robot messages). */
interface Stamp {
  timestamp: string;
  sign: string;
}

/** The latest stamps that went out over HTTP. */
export class SentStamps {
  readonly #sent: Stamp[] = [];

  add(stamp: Stamp): void {
    this.#sent.push(stamp);
    if (this.#sent.length > KEPT) this.#sent.shift();
  }

  /** @param nth - 0 is the newest */
  newest(nth: number): Stamp | undefined {
    return this.#sent.at(-1 - nth);
  }
}

/** A message as somebody would forge it who knows the format and no secret; its `sessionWebhook` is not valid. */
export function forgedBody(world: World, account: DingtalkAccount, person: EmulatedPerson, text: string): string {
  const msgId = `msg${Buffer.from(`forged-${world.nextSerial()}`).toString('base64')}`;
  const fields = { msgtype: 'text', text: { content: text } };
  const message = { shown: { type: 'text', text } as const, fields };
  return JSON.stringify(robotBody(world, account, person, message, { msgId, fields, session: 'forged' }));
}

/** @returns the bot's answer, or `undefined` for none */
export async function postWith(
  poster: Poster,
  url: string,
  stamp: Stamp,
  body: string,
  timeoutMs: number,
): Promise<PostAnswer | undefined> {
  try {
    const headers = { 'content-type': 'application/json; charset=utf-8', ...stamp };
    return await poster.send({ url, headers, body, timeoutMs });
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}
