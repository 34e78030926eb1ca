import { optional, restArg, together, wordArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import type { Router } from '../../src/bot/router.ts';
import { addMonths, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { readTypedDate, readTypedDays } from '../../src/calendar/typed-date.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { namedAs } from '../../src/county/people-meant.ts';
import { dropStandIn, endStandIn, nameStandIn } from '../../src/county/presses.ts';
import { roleLabel } from '../../src/county/roles.ts';
import { readStandIn, requireStandIn } from '../../src/county/stand-in-rules.ts';
import { standInWords } from '../../src/county/stand-in-words.ts';
import type { StandInRow } from '../../src/county/stand-ins.ts';
import { RuleError } from '../../src/errors.ts';
import type { MessageKey } from '../../src/outbox/causes.ts';

/** `至周五`, `到12.5`, `12.1-12.5`: the days, today the first unless two are given. */
const daysArg: Argument<'days', readonly [string, string]> = {
  key: 'days',
  usage: '<至某日>',
  take(words, { saidAt }) {
    const typed = words.next();
    if (typed === undefined) return undefined;
    const todayOn = beijingDateOf(saidAt);
    return () => daysUntil(typed, todayOn);
  },
};

function daysUntil(typed: string, todayOn: string): readonly [string, string] {
  return readTypedDays(typed, todayOn) ?? [todayOn, readTypedDate(typed.replace(/^[至到]/u, ''), todayOn)];
}

/** For how long those that are over are listed. */
const listedMonths = 12;

/** How many open cards of an office move with it. */
const mostMoved = 50;

/** Heads and liaisons of units and class teachers who are away have somebody do their office (代办) for some days. */
export function standIn(router: Router): void {
  router.command(
    {
      names: ['代办', 'stand-in', '委托代办'],
      action: 'stand-in.read',
      right: 'county',
      args: [
        together(
          'wanted',
          '[姓名] [至某日] [事由]',
          [wordArg('name', '姓名'), daysArg, optional(restArg('reason', '事由', { limit: { most: 30 } }))],
          '请写明请谁代办、到哪一天为止。',
        ),
      ],
      example: '/代办',
      about: '出差或休假期间请同事代办；不写姓名的，查看现有和近一年的代办',
      next: '先预览，确认后告知代办人，到期自动结束。',
    },
    (ctx, { wanted }) => (wanted === undefined ? list(ctx) : preview(ctx, wanted.name, wanted.days, wanted.reason)),
  );
  router.sentence(
    (said) => (readStandIn(said) === undefined ? undefined : said),
    async (ctx, said) => {
      const wanted = readStandIn(said);
      if (wanted !== undefined)
        await preview(ctx, wanted.name, daysUntil(wanted.until, beijingDateOf(ctx.saidAt)), wanted.reason);
    },
  );
  router.preview(
    { confirm: nameStandIn, drop: dropStandIn, shown: nothingKept, dropped: standInWords.dropped },
    (ctx, _, facts) => name(ctx, facts),
  );
  router.press(endStandIn, end);
}

async function preview(
  ctx: Context,
  typed: string,
  [fromOn, untilOn]: readonly [string, string],
  reason = '',
): Promise<void> {
  await ctx.require('stand-in.name', {});
  if ((await ownOffices(ctx)) === '') return ctx.reply(standInWords.noOffice);
  const people = (await colleagues(ctx)).map((each) => ({ ...each, cadreId: each._id }));
  const [person, second] = namedAs(people, typed);
  const choices = namedAs(people, typed).map(({ cadreId, name, post }) => `${cadreId}　${name}　${post}`);
  if (second !== undefined) throw new RuleError('person.ambiguous', { name: typed, choices: choices.join('\n') });
  if (person === undefined) throw new RuleError('stand-in.stranger', {});
  await requirePossible(ctx, person._id, { fromOn, untilOn });
  const facts = { cadreId: person._id, fromOn, untilOn, reason };
  await ctx.reply(standInWords.preview(ctx.update.id, person.name, person.post, facts));
}

/** Who may stand in for the person: everybody of their own unit and of the units of their offices, with those below. Others are not looked at. */
async function colleagues(ctx: Context): Promise<CadreRow[]> {
  const { units, cadres } = ctx.store;
  const { headsUnitIds, liaisesUnitIds } = await ctx.ownOffices();
  const roots = await units.many([ctx.person.unitId, ...headsUnitIds, ...liaisesUnitIds]);
  return cadres.inUnits((await units.withChildren(roots)).map(({ _id }) => _id));
}

/** @throws RuleError `stand-in.…` */
async function requirePossible(
  ctx: Context,
  standInId: string,
  { fromOn, untilOn }: { fromOn: string; untilOn: string },
): Promise<void> {
  const away = await ctx.store.standIns.of(standInId, fromOn);
  const isAway = away.some((row) => row.fromOn <= untilOn);
  const wanted = { principalId: ctx.person._id, standInId, fromOn, untilOn, isAway };
  requireStandIn(wanted, beijingDateOf(ctx.now), ctx.rules.standIns);
}

/** Names the stand-in, in place of whoever it was before on one of these days. */
async function name(ctx: Context, { cadreId, fromOn, untilOn, reason }: Facts<typeof nameStandIn>): Promise<void> {
  const { standIns } = ctx.store;
  const made = await standIns.byId(ctx.update.id);
  if (made === null) await ctx.require('stand-in.name', {});
  const person = (await colleagues(ctx)).find(({ _id }) => _id === cadreId);
  if (person === undefined) throw new RuleError('stand-in.stranger', {});
  if (made === null) await requirePossible(ctx, cadreId, { fromOn, untilOn });
  const row: StandInRow = {
    ...{ _id: ctx.update.id, principalId: ctx.person._id, standInId: cadreId, fromOn, untilOn, madeAt: ctx.now },
    ...(reason === '' ? {} : { reason }),
  };
  for (const earlier of await standIns.replacedBy(ctx.update.id, row))
    if (earlier._id !== row._id) await finish(ctx, earlier);
  await standIns.name(row);
  await moveOfficeCards(ctx, ctx.person._id, ctx.person._id);
  const offices = await ownOffices(ctx);
  await ctx.send(cadreId, standInWords.toStandIn(row, ctx.person.name, offices), `stand-in:${row._id}`);
  await ctx.settle(standInWords.named(person.name));
  await ctx.reply(standInWords.namedReply(row, person.name));
}

async function end(ctx: Context, { standIn: id }: Facts<typeof endStandIn>): Promise<void> {
  const row = await ctx.requireFound(
    'stand-in.end',
    await ctx.store.standIns.byId(id),
    ({ principalId, standInId }) => ({ cadreId: ctx.person._id === standInId ? standInId : principalId }),
    new RuleError('stand-in.gone', {}),
  );
  await finish(ctx, row);
  await ctx.settle(standInWords.ended);
}

/** Ends it and tells the other of the two, once. */
async function finish(ctx: Context, row: StandInRow): Promise<void> {
  const { _id: by } = ctx.person;
  const ended = await ctx.store.standIns.end(row._id, { by, byUpdate: ctx.update.id, at: ctx.now });
  if (ended?.end?.byUpdate !== ctx.update.id) return;
  const people = await ctx.store.cadres.many([row.principalId, row.standInId]);
  const nameOf = (id: string) => people.find(({ _id }) => _id === id)?.name ?? '';
  const text = standInWords.endedTo(nameOf(row.principalId), nameOf(row.standInId));
  const told = by === row.principalId ? row.standInId : row.principalId;
  await ctx.closeCard(`stand-in:${row._id}`, standInWords.ended);
  await moveOfficeCards(ctx, row.standInId, row.principalId);
  await ctx.send(told, text, `stand-in-ended:${row._id}`);
}

/** Open cards of an office follow whoever does it now; what is about that person stays where it is. @param from - on whose screen they are */
async function moveOfficeCards(ctx: Context, from: string, officeOf: string): Promise<void> {
  const { sentCards, standIns } = ctx.store;
  const acting = (await standIns.actingFor([officeOf], beijingDateOf(ctx.now))).get(officeOf);
  const to = acting ?? officeOf;
  if (to === from) return;
  const open = await sentCards.openCards(from, ctx.now, mostMoved);
  const concerned = open.filter((row) => row.officeOf === officeOf && row.officeAbout?.includes(to) !== true);
  for (const { _id, message, officeAbout = [], expiresAt } of concerned.reverse()) {
    const key = `${_id}:to:${ctx.update.id}` as MessageKey;
    await ctx.sendAll([{ cadreId: officeOf, message, key, about: officeAbout, expiresAt }]);
    await ctx.closeCard(_id, standInWords.moved);
  }
}

/** One's own; the organisation department sees those of the county. Those that are over follow for a year. */
async function list(ctx: Context): Promise<void> {
  const todayOn = beijingDateOf(ctx.now);
  const all = await ctx.store.standIns.since(addMonths(todayOn, -listedMonths));
  const { _id: own } = ctx.person;
  const isStaff = await ctx.may('stand-in.read-all', {});
  const rows = isStaff ? all : all.filter(({ principalId, standInId }) => principalId === own || standInId === own);
  if (rows.length === 0) return ctx.reply(standInWords.none);
  const isRunning = ({ untilOn, end: ended }: StandInRow) => untilOn >= todayOn && ended === undefined;
  const people = await ctx.store.cadres.many([...new Set(rows.flatMap((row) => [row.principalId, row.standInId]))]);
  const names = new Map(people.map((person) => [person._id, person.name]));
  const over = rows.filter((row) => !isRunning(row));
  await ctx.reply(standInWords.list(rows.filter(isRunning).reverse(), over, (id) => names.get(id) ?? ''));
}

async function ownOffices(ctx: Context): Promise<string> {
  const { headsUnitIds, liaisesUnitIds, teachesClassIds } = await ctx.ownOffices();
  const roles = [
    ...(headsUnitIds.length > 0 ? (['unitHead'] as const) : []),
    ...(liaisesUnitIds.length > 0 ? (['unitLiaison'] as const) : []),
    ...(teachesClassIds.length > 0 ? (['classTeacher'] as const) : []),
  ];
  return roles.map(roleLabel).join('、');
}
