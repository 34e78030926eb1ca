import type { Context } from '../../src/bot/context.ts';
import { screensOfOffice, showAsThingsStand } from '../../src/bot/open-cards.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { ownClasses } from '../../src/training/leave/leave-standing.ts';
import type { LeaveRow } from '../../src/training/leave/leaves.ts';
import { leaveCardId, leaveName, leavePreviewId } from '../../src/training/leave/words.ts';
import { type ProofMatter, proofAbout } from '../../src/training/proofs/matter.ts';
import { proofWords } from '../../src/training/proofs/words.ts';
import { leaveCard } from './leave-card.ts';
import { ownRequest } from './own-request.ts';

/** Proofs of leave, e.g. a hospital note: seen by those who decide, as long as the request is not decided. */
export function leaveProof(router: Router): void {
  router.proof({
    subject: 'leave',
    waiting,
    own: async (ctx, leave) => matterOf(ctx, await ownRequest(ctx, { leave })),
    seen: async (ctx, id) => matterOf(ctx, await seenRequest(ctx, id)),
    changed,
  });
}

/** The request whose preview is on the screen; without one, those that wait for their decision, the newest first. */
async function waiting(ctx: Context): Promise<ProofMatter[]> {
  const classes = await ownClasses(ctx.store, ctx.person._id, ctx.now);
  if (classes.length === 0) return [];
  const found = await Promise.all(classes.map(({ _id }) => ctx.store.leaves.ofTrainee(_id, ctx.person._id)));
  const rows = found.flat();
  const onScreen = new Set(
    (await ctx.store.sentCards.openOnScreen(ctx.person._id)).map(({ message }) => idOf(message)),
  );
  const drafts = rows.filter(({ _id, state }) => state === 'draft' && onScreen.has(leavePreviewId(_id)));
  const asked = rows
    .filter(({ state }) => state === 'asked')
    .sort((a, b) => (b.askedAt?.getTime() ?? 0) - (a.askedAt?.getTime() ?? 0));
  return Promise.all((drafts.length > 0 ? drafts : asked).map((row) => matterOf(ctx, row)));
}

const idOf = (message: { kind: string; id?: string }) => message.id;

async function matterOf(ctx: Context, row: LeaveRow): Promise<ProofMatter> {
  const { _id: classId, closesOn } = await findClass(ctx, row.classId);
  const isOpen = row.state === 'draft' || row.state === 'asked';
  const { cadreId } = row;
  return { about: proofAbout('leave', row._id), name: leaveName(row), cadreId, classId, closesOn, isOpen };
}

async function seenRequest(ctx: Context, leave: string): Promise<LeaveRow> {
  const row = await ctx.store.leaves.byId(leave);
  if (row?.cadreId === ctx.person._id) return ownRequest(ctx, { leave });
  const subjectOf = ({ classId, cadreId }: LeaveRow) => ({ classId, cadreId });
  return ctx.requireFound('leave.decide', row, subjectOf, new RuleError('leave.unknown', {}));
}

/** The class teacher's card shows them; that the first has come is said, for the card may be far above. */
async function changed(ctx: Context, id: string, isNew: boolean): Promise<void> {
  const row = await ctx.store.leaves.byId(id);
  if (row?.state !== 'asked') return;
  const { teacherId } = await findClass(ctx, row.classId);
  for (const decider of await screensOfOffice(ctx, teacherId))
    await showAsThingsStand(ctx, decider, leaveCardId(id), () => leaveCard(ctx, row));
  if (!isNew) return;
  const message = proofWords.came(row.name, await matterOf(ctx, row));
  await ctx.sendAll([{ cadreId: teacherId, message, key: `proof:${id}`, about: [row.cadreId] }]);
}
