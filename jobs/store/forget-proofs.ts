import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { readAbout } from '../../src/training/proofs/matter.ts';
import { forgetProofOn } from '../../src/training/proofs/proof-rules.ts';
import type { JobContext } from '../job.ts';

/** How many proofs are removed in one night; the next night continues. */
const mostANight = 5_000;

/**
 * Removes proofs and works when their time is over: the rule pack's days after the end of their class as it is now, which may have been
 * moved.
 */
export async function forgetProofs({ store, packs, now }: JobContext): Promise<void> {
  const todayOn = beijingDateOf(now);
  const { proofs, works } = packs.on(todayOn);
  const due = await store.proofs.dueToGo(todayOn, mostANight);
  const classIds = [...new Set(due.flatMap(({ classId }) => classId ?? []))];
  const classes = await Promise.all(classIds.map((classId) => store.classes.byId(classId)));
  const later = new Map<string, string[]>();
  const gone: string[] = [];
  for (const { _id, classId, about = '' } of due) {
    const row = classes.find((each) => each?._id === classId);
    const kept = readAbout(about)?.subject === 'work' ? works : proofs;
    const forgetOn = row ? forgetProofOn(row.closesOn, kept) : todayOn;
    if (forgetOn > todayOn) later.set(forgetOn, [...(later.get(forgetOn) ?? []), _id]);
    else gone.push(_id);
  }
  for (const [forgetOn, ids] of later) await store.proofs.keepLonger(ids, forgetOn);
  await store.proofs.remove(gone, todayOn);
}
