import type { Collection } from './collection.ts';
import type { Change, Filter } from './filter.ts';
import { isNoted } from './noted.ts';

/** What an update does to a row, as long as the row is what the decision rests on. */
export interface Step<Row> {
  /** The fields the decision rests on; somebody else's change of them meanwhile has it made anew. */
  given: Filter<Row>;
  /** Notes the update where `mark` says. */
  change: Change<Row>;
}

/**
 * Changes a row once for an update, which may do it again after a crash: the row notes the update in the same write.
 * @param mark - the (dotted) name of the field that notes it: one update, a list of them, or the lists of what updates did, each with its
 *   update
 * @param decide - what is to be done about the row as it is; nothing when it is not the time for it
 * @returns the row as it is now; `isNoted` tells whether this update changed it, now or before
 */
export async function once<Row extends { _id: string }>(
  collection: Collection<Row>,
  id: string,
  mark: string,
  updateId: string,
  decide: (present: Row) => Step<Row> | undefined,
): Promise<Row | null> {
  for (;;) {
    const present = await collection.byId(id);
    if (present === null || isNoted(present, mark, updateId)) return present;
    const step = decide(present);
    if (step === undefined) return present;
    const changed = await collection.changeUnlessNoted(id, step.given, { mark, updateId }, step.change);
    if (changed !== null) return changed;
  }
}
