import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays } from '../../src/calendar/beijing-time.ts';
import { showProofs, takeProofsBack } from '../../src/training/proofs/presses.ts';
import { byMatter, counted, isMovedBy, type Proof } from '../../src/training/proofs/proofs.ts';
import { keptCardId, proofWords } from '../../src/training/proofs/words.ts';
import { kindOf, ownMatter } from './kind-of.ts';

/** A proof that was sent to somebody and did not get there is not sent hours later. */
const sendHours = 1;

/** Who may has the proofs of a matter sent to them, and every look is noted; whose they are sees them and takes them back. */
export function proofLook(router: Router): void {
  router.press(showProofs, (ctx, { about }) => show(router, ctx, about));
  router.press(takeProofsBack, (ctx, { about }) => takeBack(router, ctx, about));
  router.word(['我的证明材料'], (ctx) => showMine(router, ctx));
}

async function show(router: Router, ctx: Context, about: string): Promise<void> {
  const { kind, id } = kindOf(router, about);
  const { cadreId } = await kind.seen(ctx, id);
  const kept = await ctx.store.proofs.of(about);
  if (kept.length === 0) return ctx.reply(proofWords.none(about));
  const readable = kept.filter(({ opens }) => opens);
  // First the note, then the pictures: nobody sees any without one.
  if (readable.length > 0)
    await ctx.store.proofLooks.note({ _id: ctx.update.id, about, cadreId, by: ctx.person._id, at: ctx.now });
  const owner = await ctx.store.cadres.byId(cadreId);
  const until = new Date(ctx.now.getTime() + sendHours * 3600_000);
  for (const [index, each] of readable.entries()) {
    const name = proofWords.fileName(about, owner?.name ?? '', index + 1);
    await ctx.reply(ctx.store.proofs.message(each, name), until);
  }
  if (readable.length < kept.length) await ctx.reply(proofWords.unreadable(about, kept.length - readable.length));
}

async function takeBack(router: Router, ctx: Context, about: string): Promise<void> {
  const { kind, id } = kindOf(router, about);
  const matter = await kind.own(ctx, id);
  if (!matter.isOpen && !(await wasTakenBack(ctx, about))) return ctx.reply(proofWords.tooLateToTakeBack(matter));
  const count = await ctx.store.proofs.takeBack(about, ctx.update.id);
  if (count === 0) return ctx.reply(proofWords.nothingToTakeBack(matter));
  await kind.changed(ctx, id, false);
  await ctx.settle(proofWords.takenBack(matter, count));
  await settleCopies(ctx, ctx.person._id, keptCardId(about), proofWords.takenBack(matter, count));
  await ctx.reply(proofWords.takenBackReply(matter, count));
}

/** Whether a first run of this update took them back, before the matter was decided. */
async function wasTakenBack(ctx: Context, about: string): Promise<boolean> {
  return (await ctx.store.proofs.takenBackOf(about)).some((each) => isMovedBy(each, ctx.update.id));
}

async function showMine(router: Router, ctx: Context): Promise<void> {
  const groups = byMatter(await ctx.store.proofs.keptBy(ctx.person._id));
  if (groups.size === 0) return ctx.reply(proofWords.noneOfMine);
  const found = await Promise.all([...groups].map(([about, kept]) => described(router, ctx, about, kept)));
  const matters = found.flat();
  await ctx.reply(matters.length === 0 ? proofWords.noneOfMine : proofWords.mine(ctx.update.id, matters));
}

/** What is said of the proofs of one matter; nothing where the person has no right to it any more. */
async function described(router: Router, ctx: Context, about: string, kept: readonly Proof[]) {
  const [matter] = await ownMatter(router, ctx, about);
  if (matter === undefined) return [];
  const looks = (await ctx.store.proofLooks.of(about)).filter(({ by }) => by !== ctx.person._id);
  const names = new Map((await ctx.store.cadres.many(looks.map(({ by }) => by))).map((row) => [row._id, row.name]));
  return [
    {
      matter,
      proofs: counted(kept),
      lastOn: addDays(kept[0]?.forgetOn ?? '', -1),
      looks: looks.map(({ by, at }) => ({ by: names.get(by) ?? '', at })),
    },
  ];
}
