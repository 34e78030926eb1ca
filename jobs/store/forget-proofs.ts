import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { forgetProofOn } from '../../src/training/proofs/proof-rules.ts';
import type { JobContext } from '../job.ts';

/** How many proofs are removed in one night; the next night continues. */
const mostANight = 5_000;

/** Removes proofs when their time is over: the rule pack's days after the end of their class as it is now, which may have been moved. */
export async function forgetProofs({ store, packs, now }: JobContext): Promise<void> {
  const todayOn = beijingDateOf(now);
  const due = await store.proofs.dueToGo(todayOn, mostANight);
  const classIds = [...new Set(due.flatMap(({ classId }) => classId ?? []))];
  const classes = await Promise.all(classIds.map((classId) => store.classes.byId(classId)));
  const later = new Map(
    classes.flatMap((row) => {
      const forgetOn = row === null ? todayOn : forgetProofOn(row.closesOn, packs.on(todayOn).proofs);
      return row !== null && forgetOn > todayOn ? [[row._id, forgetOn] as const] : [];
    }),
  );
  for (const [classId, forgetOn] of later)
    await store.proofs.keepLonger(
      due.filter((each) => each.classId === classId).map(({ _id }) => _id),
      forgetOn,
    );
  await store.proofs.remove(
    due.filter(({ classId }) => !later.has(classId ?? '')).map(({ _id }) => _id),
    todayOn,
  );
}
