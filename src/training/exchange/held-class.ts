import type { ExchangePairRow } from './exchange-pairs.ts';

interface Classes {
  byId(id: string): Promise<{ _id: string; state: string } | null>;
}

/** Pairs without those whose class was withdrawn: these do not take place. */
export async function ofHeldClasses(
  { classes }: { classes: Classes },
  pairs: readonly ExchangePairRow[],
): Promise<ExchangePairRow[]> {
  const ids = new Set(pairs.flatMap(({ classId }) => classId ?? []));
  const found = await Promise.all([...ids].map((id) => classes.byId(id)));
  const withdrawn = new Set(found.flatMap((each) => (each?.state === 'withdrawn' ? [each._id] : [])));
  return pairs.filter(({ classId }) => classId === undefined || !withdrawn.has(classId));
}
