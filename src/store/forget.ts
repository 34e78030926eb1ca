import { type Model, trusted } from 'mongoose';

const batchRows = 500;

/**
 * Removes rows for good, in batches so that nobody waits for long; which is asked again with each removal, for a row may get another life
 * meanwhile. A run that breaks off is gone on with by the next one.
 * @param filter - has an index; not empty
 * @param most - after so many the rest is left for another time
 * @returns how many were removed
 */
export async function forget<Row extends { _id: string }>(
  model: Model<Row>,
  filter: Readonly<Record<string, unknown>>,
  most: number,
): Promise<number> {
  let removed = 0;
  while (removed < most) {
    const rows = await model
      .find(filter as never)
      .select({ _id: 1 })
      .limit(Math.min(batchRows, most - removed))
      .lean<{ _id: string }[]>()
      .exec();
    if (rows.length === 0) break;
    const ids = rows.map((row) => row._id);
    const result = await model.deleteMany({ ...filter, _id: trusted({ $in: ids }) } as never);
    removed += result.deletedCount;
    if (result.deletedCount === 0) break;
  }
  return removed;
}
