import { z } from 'zod';
import type { Card } from '../../chat/message.ts';
import type { Handle } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError, TransportError } from '../../errors.ts';
import type { WecomClient } from './client.ts';
import { drawRevision } from './render.ts';

/** Life of a `response_code` (D94888). */
const CODE_LIFE_MS = 72 * 3_600_000;
const MAX_UNSURE = 1000;

const updateAnswer = z.object({ invaliduser: z.array(z.string()).optional() });
const CODE_SPENT = '60140';
/** The code was used or is too old; the card is unknown; the person never had it. */
const CANNOT_BE_CHANGED: ReadonlySet<string> = new Set([CODE_SPENT, '42016', '82102']);

export interface ReviseDeps {
  client: WecomClient;
  agentId: number;
  clock: Clock;
}

/**
 * Replaces a card by its `response_code` (D94888), which works once and for 72 hours; sending gives one and every press another.
 *
 * @returns `false` where no code is left or the card does not fit as a whole: a new card has to go
 * @throws PlatformError, TransportError
 */
export type Revise = (to: string, handle: Handle, card: Card) => Promise<boolean>;

export function createRevise({ client, agentId, clock }: ReviseDeps): Revise {
  /** Codes that left with a change and brought no answer: found spent the next time, it was that change that spent them. */
  const unsure = new Set<string>();

  return async (to, { responseCode, codeAtMs }, card) => {
    const drawn = drawRevision(card);
    if (responseCode === undefined || drawn === undefined) return false;
    if (clock.now().getTime() - Number(codeAtMs) > CODE_LIFE_MS) return false;
    try {
      const answer = await client.call('message/update_template_card', updateAnswer, {
        body: { userids: [to], agentid: agentId, response_code: responseCode, template_card: drawn },
      });
      return (answer.invaliduser ?? []).length === 0;
    } catch (error) {
      if (error instanceof PlatformError && CANNOT_BE_CHANGED.has(error.code))
        return error.code === CODE_SPENT && unsure.delete(responseCode);
      if (error instanceof TransportError && error.reached === 'unknown' && unsure.size < MAX_UNSURE)
        unsure.add(responseCode);
      throw error;
    }
  };
}
