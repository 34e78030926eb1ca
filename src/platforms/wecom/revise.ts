import { z } from 'zod';
import type { Card } from '../../chat/message.ts';
import type { Handle } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError, TransportError } from '../../errors.ts';
import { maybeArrived } from '../shared/send-in-turn.ts';
import type { WecomApi } from './api.ts';
import { drawRevision } from './render.ts';
import { isTextAbove } from './text-above.ts';

/** Life of a `response_code` (D94888). */
const codeLifeMs = 72 * 3_600_000;
const mostUnsure = 1000;

const updateAnswer = z.object({ invaliduser: z.array(z.string()).optional() });
const codeSpent = '60140';
/** The code was used or is too old; the card is unknown; the person never had it. */
const cannotBeChanged: ReadonlySet<string> = new Set([codeSpent, '42016', '82102']);

/** Changes cards on people's screens by their `response_code` (D94888), which works once; sending gives one and every press another. */
export class Reviser {
  readonly #api: WecomApi;
  readonly #agentId: number;
  readonly #clock: Clock;
  /** Codes that left with a change and brought no answer: found spent the next time, it was that change that spent them. */
  readonly #unsure = new Set<string>();

  constructor(api: WecomApi, agentId: number, clock: Clock) {
    this.#api = api;
    this.#agentId = agentId;
    this.#clock = clock;
  }

  /**
   * As `ChatPlatform.revise`.
   * @returns `false` where no code is left or the card does not fit as a whole: a new card has to go
   * @throws PlatformError, TransportError
   */
  async revise(to: string, handle: Handle, card: Card): Promise<boolean> {
    const { responseCode, codeAtMs } = handle;
    const drawn = drawRevision(card, isTextAbove(card, handle));
    if (responseCode === undefined || drawn === undefined) return false;
    if (this.#clock.now().getTime() - Number(codeAtMs) > codeLifeMs) return false;
    const body = { userids: [to], agentid: this.#agentId, response_code: responseCode, template_card: drawn };
    try {
      const answer = await this.#api.call('message/update_template_card', updateAnswer, { body });
      return (answer.invaliduser ?? []).length === 0;
    } catch (error) {
      if (error instanceof PlatformError && cannotBeChanged.has(error.code))
        return error.code === codeSpent && this.#unsure.delete(responseCode);
      const failure = maybeArrived(error);
      if (failure instanceof TransportError && failure.reached === 'unknown' && this.#unsure.size < mostUnsure)
        this.#unsure.add(responseCode);
      throw failure;
    }
  }
}
