import { textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import { roleLabel } from '../../src/county/roles.ts';
import { RuleError } from '../../src/errors.ts';
import { proposedMinutes, readClaim, readDates, sentenceOfTraining } from '../../src/training/hours/claim-text.ts';
import { claimWords, type Deciders } from '../../src/training/hours/claim-words.ts';
import {
  type CompleteClaim,
  type HourClaimRow,
  isComplete,
  unitCardKey,
} from '../../src/training/hours/hour-claims.ts';
import { effective } from '../../src/training/hours/hour-entries.ts';
import { spanOf } from '../../src/training/hours/hour-sum.ts';
import { overlaps } from '../../src/training/hours/hours-sheet.ts';
import {
  dropClaim,
  submitClaim,
  tellClaimDates,
  tellClaimHours,
  tellTraining,
  withdrawClaim,
} from '../../src/training/hours/presses.ts';
import { claimCard, closeClaimCards, completeClaim, entering, handToEnter, vouching } from './claim-card.ts';

/** Somebody tells of a training elsewhere: what is missing is asked, hours are proposed by the rule, and the unit gets it. */
export function hourClaim(router: Router): void {
  router.command(
    {
      names: ['报学时', 'claim-hours', '申报学时', '学时申报'],
      action: 'hours.claim',
      right: 'speaker',
      args: [textArg('words', '培训和天数')],
      missing: '请写明参加了什么培训、几天、起止日期。',
      example: '/报学时 市委党校乡村振兴专题班2天 1月5日至6日',
      about: '申报参加其他培训的学时，可附证书照片',
      next: '先预览，提交后由单位联络员核实、县委组织部登记。',
    },
    (ctx, { words }) => begin(ctx, words),
  );
  router.word(['报学时', '申报学时', '学时申报'], async (ctx) => {
    await ctx.expect(tellTraining.with({}));
    await ctx.reply(claimWords.ask);
  });
  router.sentence(sentenceOfTraining, begin);
  router.press(tellTraining, (ctx) => begin(ctx, ctx.words ?? ''));
  router.press(tellClaimDates, (ctx, { claim }) => tellDates(ctx, claim));
  router.press(tellClaimHours, (ctx, { claim }) => tellHours(ctx, claim), { readsNumbers: true });
  router.preview(
    { confirm: submitClaim, drop: dropClaim, shown: ownClaim, forget, dropped: claimWords.dropped },
    submit,
  );
  router.press(withdrawClaim, withdraw);
}

async function begin(ctx: Context, said: string): Promise<void> {
  await ctx.require('hours.claim', { cadreId: ctx.person._id });
  const row: HourClaimRow = {
    ...{ _id: ctx.update.id, cadreId: ctx.person._id, name: ctx.person.name, unitId: ctx.person.unitId },
    ...readClaim(said, beijingDateOf(ctx.now)),
    ...{ state: 'draft', moves: [ctx.update.id] },
  };
  await ctx.store.hourClaims.draft(row);
  await goOn(ctx, row);
}

/** Asks what is missing; the base and the rule fill in the rest. */
async function goOn(ctx: Context, row: HourClaimRow): Promise<void> {
  if (row.fromOn === undefined || row.toOn === undefined) {
    await ctx.expect(tellClaimDates.with({ claim: row._id }));
    return ctx.reply(claimWords.askDates(row.title));
  }
  if (row.kind === 'online' && row.minutes === undefined) {
    await ctx.expect(tellClaimHours.with({ claim: row._id }));
    return ctx.reply(claimWords.askHours(row.title));
  }
  const halfDays = row.kind === 'online' ? 0 : (row.halfDays ?? spanOf(row.fromOn, row.toOn) * 2);
  const { hours } = ctx.rules;
  const filled = { halfDays, minutes: row.minutes ?? proposedMinutes(halfDays, hours) };
  const id = `${ctx.update.id}:filled`;
  const complete = completeClaim(await ctx.store.hourClaims.move(row._id, ['draft'], 'draft', id, filled));
  if (complete.halfDays > Math.min(hours.claims.mostDays, spanOf(complete.fromOn, complete.toOn)) * 2)
    throw new RuleError('hours.too-many-days', {});
  await refuseRepeated(ctx, complete);
  await ctx.reply(claimWords.preview(complete, await deciders(ctx, complete)));
}

/** Who decides a claim, one after the other. */
async function deciders(ctx: Context, { unitId, cadreId }: HourClaimRow): Promise<Deciders> {
  const unit = await ctx.store.units.byId(unitId);
  const enters = roleLabel((await entering(ctx, cadreId)).role);
  const voucher = vouching(unit, cadreId);
  if (voucher === undefined) return { enters };
  return { vouches: voucher === unit?.liaisonId ? '单位联络员' : '单位主要负责人', enters };
}

/** @throws RuleError `hours.overlaps` where these days are in the ledger, or claimed, already */
async function refuseRepeated(ctx: Context, row: HourClaimRow): Promise<void> {
  if (!isComplete(row)) return;
  const [entries, open] = await Promise.all([
    ctx.store.hourEntries.of(row.cadreId, row.fromOn),
    ctx.store.hourClaims.openOf(row.cadreId),
  ]);
  const others = open.filter((each) => each._id !== row._id).filter(isComplete);
  const taken = [...effective(entries), ...others].find((each) => overlaps(each, row));
  if (taken !== undefined) throw new RuleError('hours.overlaps', { title: taken.title });
  if (row.kind === 'group') await refuseDuringClass(ctx, row);
}

/** @throws RuleError `hours.in-class` where the person is a trainee of a class here on these days, which is entered by itself */
async function refuseDuringClass(ctx: Context, { cadreId, fromOn, toOn }: CompleteClaim): Promise<void> {
  const enrolled = (await ctx.store.enrollments.ofCadre(cadreId)).filter(({ state }) => state === 'enrolled');
  const classes = await Promise.all(enrolled.map(({ classId }) => ctx.store.classes.byId(classId)));
  const taken = classes.find(
    (each) => each !== null && each.state !== 'withdrawn' && each.opensOn <= toOn && each.closesOn >= fromOn,
  );
  if (taken) throw new RuleError('hours.in-class', { title: taken.name });
}

async function tellDates(ctx: Context, claim: string): Promise<void> {
  const row = await ownClaim(ctx, { claim });
  const days = readDates(typedWord(ctx.words ?? ''), beijingDateOf(ctx.now));
  if (days === undefined) throw new RuleError('date.unreadable', { text: ctx.words ?? '' });
  const toOn = days.toOn ?? readClaimEnd(days.fromOn, row.halfDays);
  const set = { fromOn: days.fromOn, toOn };
  await goOn(ctx, (await ctx.store.hourClaims.move(claim, ['draft'], 'draft', ctx.update.id, set)) ?? row);
}

function readClaimEnd(fromOn: string, halfDays: number | undefined): string {
  return addDays(fromOn, Math.max(0, Math.ceil((halfDays ?? 2) / 2) - 1));
}

async function tellHours(ctx: Context, claim: string): Promise<void> {
  const row = await ownClaim(ctx, { claim });
  const [, hours] = /^(\d{1,3}(?:\.\d)?)(?:个?(?:学时|小时))?$/u.exec(typedWord(ctx.words ?? '')) ?? [];
  if (hours === undefined || Number(hours) === 0) throw new RuleError('hours.no-hours', {});
  const set = { minutes: Math.round(Number(hours) * 60) };
  await goOn(ctx, (await ctx.store.hourClaims.move(claim, ['draft'], 'draft', ctx.update.id, set)) ?? row);
}

function forget(ctx: Context, { _id }: HourClaimRow): Promise<unknown> {
  return ctx.store.hourClaims.move(_id, ['draft'], 'dropped', ctx.update.id);
}

async function submit(ctx: Context, row: HourClaimRow): Promise<void> {
  if (row.state === 'draft') await refuseRepeated(ctx, row);
  const unit = await ctx.store.units.byId(ctx.person.unitId);
  const voucher = vouching(unit, row.cadreId);
  const to = voucher === undefined ? 'vouched' : 'asked';
  const set = { askedAt: ctx.now, unitId: ctx.person.unitId };
  const asked = completeClaim(await ctx.store.hourClaims.move(row._id, ['draft'], to, ctx.update.id, set));
  if (!asked.moves.includes(ctx.update.id)) return ctx.reply(claimWords.decidedAlready(asked));
  if (voucher === undefined) await handToEnter(ctx, asked);
  else {
    const [message, key] = [await claimCard(ctx, asked, 'unit'), unitCardKey(asked._id)];
    await ctx.sendAll([{ cadreId: voucher, message, key, about: [asked.cadreId] }]);
  }
  await ctx.settle(claimWords.submitted);
  await ctx.reply(claimWords.submittedReply(asked, await deciders(ctx, asked)));
}

async function withdraw(ctx: Context, facts: { claim: string }): Promise<void> {
  const row = await ownClaim(ctx, facts);
  const now = await ctx.store.hourClaims.move(row._id, ['asked', 'vouched'], 'withdrawn', ctx.update.id);
  if (now === null || !now.moves.includes(ctx.update.id)) return ctx.reply(claimWords.decidedAlready(now ?? row));
  await closeClaimCards(ctx, row, claimWords.withdrawn);
  await ctx.settle(claimWords.withdrawn);
}

/** A claim of the person's own. @throws RuleError `policy.not-yours`, also where there is none with this id */
export async function ownClaim(ctx: Context, { claim }: { claim: string }): Promise<HourClaimRow> {
  return ctx.requireFound(
    'hours.claim',
    await ctx.store.hourClaims.byId(claim),
    ({ cadreId }) => ({ cadreId }),
    new RuleError('hours.claim-gone', {}),
  );
}
