import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import type { ProofMatter } from '../../src/training/proofs/matter.ts';
import { dropProof, keepProof, keepProofFor } from '../../src/training/proofs/presses.ts';
import { forgetProofOn } from '../../src/training/proofs/proof-rules.ts';
import { proofTypeOf } from '../../src/training/proofs/proof-type.ts';
import { isMovedBy, type Proof } from '../../src/training/proofs/proofs.ts';
import { keptCardId, proofWords, shownCardId } from '../../src/training/proofs/words.ts';
import { kindOf, ownMatter } from './kind-of.ts';
import { attachable } from './proof-attach.ts';

/** A picture or a PDF that somebody sends while something of theirs waits for a proof: shown first, then kept encrypted. */
export function proofs(router: Router): void {
  router.file({
    action: 'proof.send',
    offered: async (ctx) => ((await waiting(router, ctx)).length === 0 ? undefined : proofWords.offer),
    take: (ctx, file) => take(router, ctx, file),
  });
  router.press(keepProof, (ctx, { proof, about }) => keep(router, ctx, proof, about));
  router.press(keepProofFor, (ctx, { proof }) => keep(router, ctx, proof, ctx.choices[0] ?? ''));
  router.press(dropProof, async (ctx, { proof }) => {
    const { sent } = await shownTo(ctx, proof);
    await ctx.store.proofs.drop(
      sent.map(({ _id }) => _id),
      ctx.update.id,
    );
    await ctx.settle(proofWords.dropped);
  });
}

/** What of this person's a picture sent now may be for; what was just entered, and asks for its proof, first. */
async function waiting(router: Router, ctx: Context): Promise<ProofMatter[]> {
  const entered = await Promise.all((await attachable(ctx)).map((about) => ownMatter(router, ctx, about)));
  const asked = await Promise.all(router.proofKinds.map((kind) => kind.waiting(ctx)));
  const all = new Map([...entered.flat(), ...asked.flat()].map((matter) => [matter.about, matter]));
  return [...all.values()].filter(({ isOpen }) => isOpen);
}

async function take(router: Router, ctx: Context, { bytes, sheets }: ReceivedFile): Promise<boolean> {
  const [first, ...others] = await waiting(router, ctx);
  if (first === undefined || sheets.length > 0) return false;
  const type = proofTypeOf(bytes);
  if (type === undefined) throw new RuleError('proof.type', {});
  const { mostMegabytes: megabytes } = ctx.rules.proofs;
  if (bytes.length > megabytes * 1024 * 1024) throw new RuleError('proof.too-large', { megabytes });
  await ctx.store.proofs.show({ update: ctx.update.id, cadreId: ctx.person._id, type, bytes, sentAt: ctx.now });
  await offer(ctx, ctx.update.id, [first, ...others]);
  return true;
}

/** Whether something of this person's waits for a proof. */
export async function waitsForProof(router: Router, ctx: Context): Promise<boolean> {
  return (await waiting(router, ctx)).length > 0;
}

/** Asks what a file proves that was sent before. @throws RuleError `proof.gone` where nothing waits for a proof */
export async function offerAsProof(router: Router, ctx: Context, proof: string): Promise<void> {
  const [first, ...others] = await waiting(router, ctx);
  if (first === undefined) throw new RuleError('proof.gone', {});
  await offer(ctx, proof, [first, ...others]);
}

/** The card that asks what was sent up to now is for. */
async function offer(ctx: Context, proof: string, matters: readonly [ProofMatter, ...ProofMatter[]]): Promise<void> {
  const { _id: cadreId } = ctx.person;
  const sent = await ctx.store.proofs.shownWith(cadreId, ctx.now, ctx.update.id);
  await settleCopies(ctx, cadreId, shownCardId(cadreId), proofWords.together);
  const types = sent.map((each) => each.type);
  await ctx.reply(proofWords.received(proof, cadreId, types, matters));
}

/** What a card of this person shows: everything they sent up to its picture. @throws RuleError `proof.gone`, also for another's */
async function shownTo(ctx: Context, proof: string): Promise<{ newest: Proof; sent: Proof[] }> {
  const newest = await ctx.store.proofs.byId(proof);
  if (newest?.cadreId !== ctx.person._id) throw new RuleError('proof.gone', {});
  return { newest, sent: await ctx.store.proofs.shownWith(newest.cadreId, newest.sentAt, ctx.update.id) };
}

async function keep(router: Router, ctx: Context, proof: string, about: string): Promise<void> {
  const { newest, sent } = await shownTo(ctx, proof);
  const { kind, id } = kindOf(router, about);
  const matter = await kind.own(ctx, id);
  if (sent.length === 0) {
    if (newest.state !== 'kept') throw new RuleError('proof.gone', {});
    await ctx.settle(proofWords.keptAlready);
    return ctx.reply(proofWords.keptAlready);
  }
  const before = (await ctx.store.proofs.of(about)).filter((each) => !isMovedBy(each, ctx.update.id));
  const isBegun = sent.some((each) => each.state === 'kept' && isMovedBy(each, ctx.update.id));
  if (!matter.isOpen && !isBegun) return refuse(ctx, sent, proofWords.decided(matter));
  const known = new Set(before.map(({ digest }) => digest));
  const fresh = sent.filter(({ digest }) => !known.has(digest) && known.add(digest));
  if (fresh.length === 0) return refuse(ctx, sent, proofWords.keptAlready);
  const { mostPerMatter: most } = ctx.rules.proofs;
  if (before.length + fresh.length > most) throw new RuleError('proof.too-many', { most });
  const forgetOn = forgetProofOn(matter.closesOn, ctx.rules.proofs);
  for (const { _id } of fresh) await ctx.store.proofs.keep(_id, ctx.update.id, matter, forgetOn);
  const repeated = sent.filter((each) => !fresh.includes(each)).map(({ _id }) => _id);
  if (repeated.length > 0) await ctx.store.proofs.drop(repeated, ctx.update.id);
  await kind.changed(ctx, id, true);
  await ctx.settle(proofWords.kept(matter, fresh.length));
  const total = before.length + fresh.length;
  await settleCopies(ctx, ctx.person._id, keptCardId(about), proofWords.more);
  await ctx.reply(proofWords.keptReply(matter, total, addDays(forgetOn, -1)));
}

/** It was decided after the picture was shown, or has it already: nothing of it stays. */
async function refuse(ctx: Context, sent: readonly Proof[], why: string): Promise<void> {
  await ctx.store.proofs.drop(
    sent.map(({ _id }) => _id),
    ctx.update.id,
  );
  await ctx.settle(proofWords.notKept);
  await ctx.reply(why);
}
