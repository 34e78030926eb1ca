import { hasVoted } from '../../store/ballot-boxes.ts';
import type { Round } from './election.ts';
import { boxesOf, type ElectionStores } from './election-steps.ts';
import type { ElectionRow } from './elections.ts';

/** Who has voted on what in a round, which is all that is known before the count. */
export interface Turnout {
  /** The place of the next post on which this person may still vote; `undefined` where there is none. */
  nextFor(cadreId: string): number | undefined;
  /** How many have voted on every post. */
  done: number;
}

export async function turnoutOf(
  stores: Pick<ElectionStores, 'ballotBoxes'>,
  row: ElectionRow,
  round: Round,
): Promise<Turnout> {
  const boxes = await boxesOf(stores, row, round);
  const votedAll = (cadreId: string) => boxes.every((box) => box !== null && hasVoted(box, cadreId));
  return {
    nextFor(cadreId) {
      const at = boxes.findIndex((box) => box?.state === 'open' && !hasVoted(box, cadreId));
      return at < 0 ? undefined : at;
    },
    done: round.voters.filter(votedAll).length,
  };
}
