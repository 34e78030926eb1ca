/** A row that counts its changes, so that each rests on what it has seen, and notes every update that made one. */
interface Revised {
  readonly revision: number;
}

/**
 * The step (`once`, marked by `updates`) to the next revision of such a row.
 * @param set - the fields that change; @param push - what is added to its lists
 */
export function nextRevision<Set extends object, Push extends object>(
  { revision }: Revised,
  updateId: string,
  set: Set,
  push: Push,
) {
  return {
    given: { revision },
    change: { $set: { ...set, revision: revision + 1 }, $push: { ...push, updates: updateId } },
  };
}
