import { oneOfArg, optional, personArg, restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies, showAsThingsStand } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithKept } from '../../src/bot/sheet-on-request.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { comparable, typedName } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { listReservePool, reviewUpheld, sendReservePool, showUpheld } from '../../src/training/reserve-pool/presses.ts';
import { dueFor, isDecidedBy } from '../../src/training/reserve-pool/reserve-pool.ts';
import { POOL_DECISIONS, type PoolDecision, standingOn } from '../../src/training/reserve-pool/reserve-pool-rules.ts';
import {
  POOL_DUE_CARD,
  type PoolLine,
  poolDecisionLabels,
  reservePoolWords,
  upheldCardId,
} from '../../src/training/reserve-pool/words.ts';

const labels = POOL_DECISIONS.map((decision) => poolDecisionLabels[decision]);

/** 储备库: leaders of the organisation department look at it and decide about its people; every look is noted before anything is shown. */
export function reservePool(router: Router): void {
  router.command(
    {
      names: ['储备库', 'reserve-pool'],
      action: 'reserve.read',
      right: 'county',
      args: [optional(restArg('words', '姓名、单位或班号', { limit: { most: 30 } }))],
      example: '/储备库',
      about: '查看储备库的人员、来源班次、复核日期和期限',
      next: '列出合计，名单发工作台的链接，限本人查看一次。查阅留存记录。',
    },
    (ctx, { words }) => show(ctx, words ?? ''),
  );
  router.command(
    {
      names: ['复核储备', 'review-reserve'],
      action: 'reserve.decide',
      right: 'county',
      args: [
        personArg('person', '姓名'),
        oneOfArg(
          'decision',
          labels.join('|'),
          (word) => POOL_DECISIONS.find((each) => poolDecisionLabels[each] === word),
          (word) => `“${word}”不是复核结果，请写${labels.join('、')}。`,
        ),
        restArg('reason', '意见', { limit: { most: 200 } }),
      ],
      missing: '请写明姓名、复核结果和意见。',
      example: '/复核储备 {colleague} 继续 表现优秀',
      about: '复核储备库人员：继续、延期、移出或恢复，写明意见',
      next: '立即登记并留存记录；更正请再用同一命令。',
      isFinal: true,
    },
    decide,
  );
  router.press(reviewUpheld, review);
  router.press(showUpheld, lookUpheld);
  router.press(listReservePool, async (ctx) => {
    await ctx.requireIn('reserve.read', {});
    await show(ctx, '');
  });
  router.sheet(sendReservePool, async (ctx, { words }) => {
    await ctx.requireIn('reserve.read', {});
    await note(ctx, '', words);
    return reservePoolWords.sheet(await linesOf(ctx, words), beijingDateOf(ctx.now));
  });
}

/** What an upheld objection to a result means for the entry that rests on it; the reason is that of the objection. */
async function review(ctx: Context, { cadreId, objection, decision }: Facts<typeof reviewUpheld>): Promise<void> {
  const about = await upheldAbout(ctx, cadreId, objection);
  const { person } = about;
  const reason = reservePoolWords.upheldReason(objection, about.reason);
  await decide(ctx, { person, decision, reason });
  for (const leader of await ctx.store.cadres.withRole('orgDeptLeader'))
    await settleCopies(
      ctx,
      leader._id,
      upheldCardId(objection),
      reservePoolWords.upheldSettled(ctx.person.name, decision),
    );
}

async function show(ctx: Context, words: string): Promise<void> {
  const lines = await linesOf(ctx, words);
  const [only, second] = lines;
  if (only === undefined) return ctx.reply(words === '' ? reservePoolWords.empty : reservePoolWords.nobody);
  await note(ctx, words !== '' && second === undefined ? only.row.cadreId : '', words);
  const sheet = reservePoolWords.sheet(lines, beijingDateOf(ctx.now));
  await replyWithKept(ctx, reservePoolWords.figures(words, lines), sheet);
}

/** Whom an upheld objection is about. */
async function lookUpheld(ctx: Context, { cadreId, objection }: Facts<typeof showUpheld>): Promise<void> {
  const { reason } = await upheldAbout(ctx, cadreId, objection);
  const lines = (await linesOf(ctx, '')).filter(({ row }) => row.cadreId === cadreId);
  await note(ctx, cadreId, objection);
  const sheet = reservePoolWords.upheldSheet(reservePoolWords.sheet(lines, beijingDateOf(ctx.now)), objection, reason);
  await replyWithKept(ctx, [], sheet);
}

/** @throws RuleError `reserve.nothing-to-decide` where the objection of this person was not upheld */
async function upheldAbout(ctx: Context, cadreId: string, objection: string) {
  await ctx.require('reserve.decide', { cadreId });
  const [person, row] = await Promise.all([ctx.store.cadres.byId(cadreId), ctx.store.objections.byId(objection)]);
  if (person === null || row?.cadreId !== cadreId || row.state !== 'upheld')
    throw new RuleError('reserve.nothing-to-decide', {});
  return { person, reason: row.decisions.at(-1)?.reason ?? '' };
}

/** Those meant, the ones to be reviewed first; one's own entry is not shown to oneself. */
async function linesOf(ctx: Context, words: string): Promise<PoolLine[]> {
  const rows = (await ctx.store.reservePool.all()).filter(({ cadreId }) => cadreId !== ctx.person._id);
  const [people, units] = await Promise.all([
    ctx.store.cadres.many(rows.map(({ cadreId }) => cadreId)),
    ctx.store.units.all(),
  ]);
  const postOf = new Map(people.map((person) => [person._id, person]));
  const unitNames = new Map(units.map(({ _id, name }) => [_id, name]));
  const todayOn = beijingDateOf(ctx.now);
  const lines = rows.map((row): PoolLine => {
    const person = postOf.get(row.cadreId);
    const unitName = unitNames.get(person?.unitId ?? row.unitId) ?? '';
    return { row, unitName, post: person?.post ?? '', standing: standingOn(row, todayOn) };
  });
  return lines
    .filter((line) => isMeant(line, words))
    .sort((a, b) => a.row.reviewOn.localeCompare(b.row.reviewOn) || a.row.cadreId.localeCompare(b.row.cadreId));
}

function isMeant({ row, unitName }: PoolLine, words: string): boolean {
  const word = comparable(words);
  return (
    word === '' ||
    typedName(row.name) === typedName(words) ||
    comparable(unitName).includes(word) ||
    row.sources.some(({ classId, className }) => classId === words || comparable(className).includes(word))
  );
}

function note(ctx: Context, cadreId: string, words: string): Promise<void> {
  return ctx.store.looks.note({
    _id: ctx.update.id,
    by: ctx.person._id,
    cadreId,
    words: `储备库 ${words}`,
    at: ctx.now,
  });
}

async function decide(
  ctx: Context,
  { person, decision, reason }: { person: CadreRow; decision: PoolDecision; reason: string },
): Promise<void> {
  await ctx.require('reserve.decide', { cadreId: person._id });
  const change = { update: ctx.update.id, by: ctx.person._id, at: ctx.now, decision, reason };
  const row = await ctx.store.reservePool.decide(person._id, change, beijingDateOf(ctx.now), ctx.rules.reservePool);
  if (row === null) throw new RuleError('reserve.unknown', { name: person.name });
  if (!isDecidedBy(row, ctx.update.id)) throw new RuleError('reserve.nothing-to-decide', {});
  await showDue(ctx);
  const standing = standingOn(row, beijingDateOf(ctx.now));
  await ctx.reply(reservePoolWords.decided({ row, standing }, decision));
}

/** The reminder on every leader's screen counts who is left, and is closed where nobody is. */
async function showDue(ctx: Context): Promise<void> {
  const todayOn = beijingDateOf(ctx.now);
  for (const { _id } of await ctx.store.cadres.withRole('orgDeptLeader'))
    await showAsThingsStand(ctx, _id, POOL_DUE_CARD, async () => {
      const { others, expired } = dueFor(await ctx.store.reservePool.dueOn(todayOn), _id, todayOn);
      const card = reservePoolWords.due(others.length, expired);
      return others.length > 0 ? card : { ...card, settled: reservePoolWords.dueSettled };
    });
}
