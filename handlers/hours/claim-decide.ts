import type { Context } from '../../src/bot/context.ts';
import { screensOfOffice, settleCopies, showAsThingsStand } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Action } from '../../src/county/policy.ts';
import { roleLabel } from '../../src/county/roles.ts';
import { RuleError } from '../../src/errors.ts';
import { claimCardId, claimPreviewId, claimWords } from '../../src/training/hours/claim-words.ts';
import { type CompleteClaim, type HourClaimRow, isComplete } from '../../src/training/hours/hour-claims.ts';
import { effective } from '../../src/training/hours/hour-entries.ts';
import { spanOf } from '../../src/training/hours/hour-sum.ts';
import { overlaps } from '../../src/training/hours/hours-sheet.ts';
import { enterClaim, giveClaimRefusal, refuseClaim, vouchClaim } from '../../src/training/hours/presses.ts';
import { type ProofMatter, proofAbout } from '../../src/training/proofs/matter.ts';
import { ownClaim } from './claim.ts';
import { claimCard, closeClaimCards, completeClaim, entering, handToEnter, mayEnter, vouching } from './claim-card.ts';

const mostReasonLetters = 200;

/** The unit says whether a claim is true, the organisation department enters it; either may refuse with a reason. */
export function claimDecide(router: Router): void {
  router.press(vouchClaim, vouch);
  router.press(enterClaim, enter);
  router.press(refuseClaim, async (ctx, { claim }) => {
    const row = await decidable(ctx, claim);
    if (!isOpen(row)) return settleDecided(ctx, row);
    await ctx.expect(giveClaimRefusal.with({ claim }));
    await ctx.reply(claimWords.askRefusal(row));
  });
  router.press(giveClaimRefusal, refuse);
  router.command(
    {
      names: ['学时申报列表', 'hour-claims'],
      action: 'hours.enter',
      right: 'county',
      example: '/学时申报列表',
      about: '查看待办理的学时申报',
      next: '列出申报人和进度；审核在“待办”的卡片上办理。',
    },
    async (ctx) => {
      const rows = await ctx.store.hourClaims.waiting();
      const units = await ctx.store.units.many([...new Set(rows.map(({ unitId }) => unitId))]);
      const names = new Map(units.map(({ _id, name }) => [_id, name]));
      await ctx.reply(claimWords.list(rows, (unitId) => names.get(unitId) ?? ''));
    },
  );
  router.proof({
    subject: 'hours',
    waiting: waitingForProof,
    own: async (ctx, id) => matterOf(ctx, await ownClaim(ctx, { claim: id })),
    seen: async (ctx, id) => {
      const row = await ctx.store.hourClaims.byId(id);
      return matterOf(ctx, row?.cadreId === ctx.person._id ? row : await decidable(ctx, id));
    },
    changed,
  });
}

async function vouch(ctx: Context, { claim }: { claim: string }): Promise<void> {
  const row = await found(ctx, 'hours.vouch', claim);
  const vouched = await ctx.store.hourClaims.move(claim, ['asked'], 'vouched', ctx.update.id, {
    vouchedBy: ctx.person._id,
  });
  if (vouched === null || !vouched.moves.includes(ctx.update.id)) return settleDecided(ctx, vouched ?? row);
  await handToEnter(ctx, completeClaim(vouched));
  await ctx.settle(claimWords.vouched(roleLabel((await entering(ctx, row.cadreId)).role)));
}

/** Enters the hours, once; whoever of the organisation department was second finds it done. */
async function enter(ctx: Context, { claim }: { claim: string }): Promise<void> {
  const row = await toBeEntered(ctx, claim);
  if (row.state === 'vouched') await refuseEntered(ctx, row);
  const set = { decidedBy: ctx.person._id };
  const entered = completeClaim(await ctx.store.hourClaims.move(claim, ['vouched'], 'entered', ctx.update.id, set));
  if (!entered.moves.includes(ctx.update.id)) return settleDecided(ctx, entered);
  await ctx.store.hourEntries.add([entryOf(entered, ctx)]);
  await ctx.send(row.cadreId, claimWords.enteredToCadre(entered), `hours-claim-decision:${claim}`);
  await settleCopies(ctx, row.cadreId, `hours-claim-own:${claim}`, claimWords.entered(ctx.person.name));
  await closeClaimCards(ctx, row, claimWords.entered(ctx.person.name));
  await ctx.settle(claimWords.entered(ctx.person.name));
  await ctx.reply(claimWords.enteredReply(entered));
}

/** @throws RuleError `hours.entered-since` where these days came into the ledger, e.g. by a sheet, after they were claimed */
async function refuseEntered(ctx: Context, row: HourClaimRow): Promise<void> {
  if (!isComplete(row)) return;
  const entries = effective(await ctx.store.hourEntries.of(row.cadreId, row.fromOn));
  const taken = entries.find((each) => overlaps(each, row));
  if (taken !== undefined) throw new RuleError('hours.entered-since', { title: taken.title });
}

function entryOf({ _id, cadreId, kind, title, fromOn, toOn, minutes, halfDays }: CompleteClaim, ctx: Context) {
  return {
    ...{ _id: `claim:${_id}`, cadreId, kind, source: 'claim' as const, sourceId: _id, title, organiser: '' },
    ...{ fromOn, toOn, minutes, halfDays, spanDays: kind === 'online' ? 0 : spanOf(fromOn, toOn) },
    ...{ by: ctx.person._id, at: ctx.now },
  };
}

async function refuse(ctx: Context, { claim }: { claim: string }): Promise<void> {
  const row = await decidable(ctx, claim);
  const words = [...(ctx.words ?? '').trim()].slice(0, mostReasonLetters).join('');
  if (words === '') throw new RuleError('hours.no-refusal-reason', {});
  const set = { decidedBy: ctx.person._id, decisionWords: words };
  const from = (await mayEnter(ctx, row)) ? (['asked', 'vouched'] as const) : (['asked'] as const);
  const refused = await ctx.store.hourClaims.move(claim, from, 'refused', ctx.update.id, set);
  if (refused === null || !refused.moves.includes(ctx.update.id)) return settleDecided(ctx, refused ?? row);
  await ctx.send(row.cadreId, claimWords.refusedToCadre(refused, words), `hours-claim-decision:${claim}`);
  await settleCopies(ctx, row.cadreId, `hours-claim-own:${claim}`, claimWords.refused(ctx.person.name));
  await closeClaimCards(ctx, row, claimWords.refused(ctx.person.name));
  await ctx.reply(claimWords.refusedReply(refused));
}

const isOpen = ({ state }: HourClaimRow) => state === 'asked' || state === 'vouched';

async function settleDecided(ctx: Context, row: HourClaimRow): Promise<void> {
  await ctx.settle(claimWords.decidedAlready(row));
  await ctx.reply(claimWords.decidedAlready(row));
}

async function found(ctx: Context, action: Action, claim: string): Promise<HourClaimRow> {
  return ctx.requireFound(
    action,
    await ctx.store.hourClaims.byId(claim),
    ({ cadreId, unitId }) => ({ cadreId, unitId }),
    new RuleError('hours.claim-gone', {}),
  );
}

/** A claim that this person enters or not. @throws RuleError `hours.claim-gone` also where it is not their turn */
async function toBeEntered(ctx: Context, claim: string): Promise<HourClaimRow> {
  const row = await found(ctx, 'hours.enter-claim', claim);
  if (!(await mayEnter(ctx, row))) throw new RuleError('hours.claim-gone', {});
  return row;
}

/** A claim that this person may decide at one of the two steps. */
async function decidable(ctx: Context, claim: string): Promise<HourClaimRow> {
  const row = await ctx.store.hourClaims.byId(claim);
  const isEntering = (await ctx.mayEver('hours.enter')) || (row !== null && (await mayEnter(ctx, row)));
  return isEntering ? toBeEntered(ctx, claim) : found(ctx, 'hours.vouch', claim);
}

/** The claim whose preview is on the screen; without one, those that wait for a decision. */
async function waitingForProof(ctx: Context): Promise<ProofMatter[]> {
  const [drafts, open] = await Promise.all([
    ctx.store.hourClaims.draftsOf(ctx.person._id),
    ctx.store.hourClaims.openOf(ctx.person._id),
  ]);
  const shown = new Set(
    (drafts.length === 0 ? [] : await ctx.store.sentCards.openOnScreen(ctx.person._id)).flatMap(({ message }) =>
      message.kind === 'card' ? [message.id] : [],
    ),
  );
  const onScreen = drafts.filter(({ _id }) => shown.has(claimPreviewId(_id)));
  return (onScreen.length > 0 ? onScreen : open).map((row) => matterOf(ctx, row));
}

/** Its proofs are kept for a while after the claim is likely to be decided. */
const likelyDecidedDays = 30;

function matterOf(ctx: Context, row: HourClaimRow): ProofMatter {
  return {
    ...{ about: proofAbout('hours', row._id), name: claimWords.name(row), cadreId: row.cadreId, classId: '' },
    closesOn: addDays(beijingDateOf(row.askedAt ?? ctx.now), likelyDecidedDays),
    isOpen: row.state === 'draft' || isOpen(row),
  };
}

/** Shows on the cards of those who decide what there is now. */
async function changed(ctx: Context, id: string): Promise<void> {
  const row = await ctx.store.hourClaims.byId(id);
  if (row === null || !isComplete(row) || !isOpen(row)) return;
  const by = row.state === 'asked' ? 'unit' : 'department';
  const unit = await ctx.store.units.byId(row.unitId);
  const voucher = vouching(unit, row.cadreId);
  const unitScreens = voucher === undefined ? [] : await screensOfOffice(ctx, voucher);
  const deciders = by === 'unit' ? unitScreens : (await entering(ctx, row.cadreId)).people;
  for (const decider of deciders) await showAsThingsStand(ctx, decider, claimCardId(id), () => claimCard(ctx, row, by));
}
