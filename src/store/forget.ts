import type { Collection } from './collection.ts';
import { among, type Filter } from './filter.ts';

const batchRows = 500;

/**
 * Removes rows for good, in batches, so that no single removal holds others up for long. The filter is part of each removal: a row that was
 * changed since it was found, and does not fit any more, stays. What a run that broke off has left, the next run removes.
 * @param filter - has an index; not empty
 * @param most - after so many the rest is left for the next run
 * @returns how many were removed
 */
export async function forget<Row extends { _id: string }>(
  rows: Collection<Row>,
  filter: Filter<Row>,
  most: number,
): Promise<number> {
  let removed = 0;
  while (removed < most) {
    const found = await rows.findFields(filter, [], { limit: Math.min(batchRows, most - removed) });
    if (found.length === 0) break;
    const gone = await rows.deleteMany({ ...filter, _id: among(found.map((row) => row._id)) });
    removed += gone;
    if (gone === 0) break;
  }
  return removed;
}
