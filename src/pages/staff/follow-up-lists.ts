import type { Context } from '../../bot/context.ts';
import { beijingDateOf, formatDate } from '../../calendar/beijing-time.ts';
import type { UnitRow } from '../../county/units.ts';
import type { ClassRow } from '../../training/class/classes.ts';
import { type ClassFollowUp, classFollowUp, roundFigures } from '../../training/follow-up/class-follow-up.ts';
import { endedClasses } from '../../training/follow-up/ended-classes.ts';
import { entryOf, type FollowUpRow } from '../../training/follow-up/follow-ups.ts';
import { entryLine, followUpListWords, wayLabels } from '../../training/follow-up/list-words.ts';
import { type PersonFollowUp, personFollowUps } from '../../training/follow-up/person-follow-up.ts';
import { planWords } from '../../training/follow-up/plan-words.ts';
import { staffListLabels as words } from '../words.ts';
import { linkedRows } from './chat-list.ts';
import { classPath, columnsOf, named } from './own-lists.ts';
import type { PageList } from './shown-list.ts';

/** Classes that ended longer ago are followed no more. */
const listedMonths = 24;

/** The classes whose follow-up this person may see, the one that ended last first: how many were asked and answered, round by round. */
export async function followedClasses(ctx: Context): Promise<PageList> {
  const todayOn = beijingDateOf(ctx.now);
  const ended = await endedClasses(ctx.store, todayOn, listedMonths);
  const rows = (await ctx.allowedIn('follow-up.read-class', ended, ({ _id }) => ({ classId: _id }))).reverse();
  const all = await Promise.all(rows.map(({ _id }) => classFollowUp(ctx.store, _id, todayOn)));
  const lines = rows.flatMap((row, index) => {
    const cells = all[index] === undefined ? [] : classCells(row, all[index]);
    return cells.map((each) => ({ row, cells: each }));
  });
  const mayRead = (await ctx.allowedIn('follow-up.read', [{}], () => ({}))).length > 0;
  return {
    ...named(ctx, words.followUp),
    columns: columnsOf(
      ...[words.classNumber, words.className, words.closes, words.trainees, words.plan, words.confirmed, words.round],
      ...[words.asked, wayLabels.self, wayLabels.unit, wayLabels.special, words.drawn, wayLabels.random, words.left],
    ),
    rows: lines.map(({ cells }) => cells),
    links: lines.map(({ row }) => `${classPath(row._id)}${mayRead ? '?view=follow-up' : ''}`),
    isFigures: true,
  };
}

function classCells({ _id, name, closesOn }: ClassRow, { trainees, plans, rounds }: ClassFollowUp) {
  const confirmed = plans.filter(({ state }) => state === 'confirmed').length;
  const first = [_id, name, formatDate(closesOn), trainees.length, plans.length, confirmed];
  if (rounds.length === 0) return [[...first, words.noRound, '', '', '', '', '', '', '']];
  return rounds.map((round) => {
    const { people, self, unit, special, drawn, random, left } = roundFigures(round);
    return [...first, followUpListWords.round(round.months), people, self, unit, special, drawn, random, left.length];
  });
}

/** What there is of the follow-up of a unit's people, for whoever may read it of each; the look is noted first. */
export async function followUpOfUnit(ctx: Context, unitId: string): Promise<PageList> {
  await ctx.requireIn('follow-up.read', { unitId });
  const { store, person, update, now } = ctx;
  const [unit] = await store.units.many([unitId]);
  const within: readonly UnitRow[] = unit === undefined ? [] : await store.units.withChildren([unit]);
  const unitNames = new Map(within.map(({ _id, name }) => [_id, name]));
  const label = `${unit?.name ?? ''}${words.followUp}`;
  await store.looks.note({ _id: update.id, by: person._id, cadreId: '', words: label, at: now });
  const people = await ctx.allowedOf(
    'follow-up.read',
    await store.cadres.inUnits([...unitNames.keys()]),
    ({ _id, unitId }) => ({ cadreId: _id, unitId }),
  );
  const found = await Promise.all(people.map(({ _id }) => personFollowUps(store, _id, beijingDateOf(now))));
  const lines = people.flatMap(({ _id, name, unitId }, index) =>
    (found[index] ?? []).flatMap((followed) =>
      personCells(followed).map((cells) => ({ cadreId: _id, cells: [name, unitNames.get(unitId) ?? '', ...cells] })),
    ),
  );
  return linkedRows(ctx, {
    ...named(ctx, label),
    columns: columnsOf(
      ...[words.name, words.unit, words.className, words.closes, words.plan, words.round],
      ...[wayLabels.self, wayLabels.unit, wayLabels.special, wayLabels.random],
    ),
    rows: lines.map(({ cells }) => cells),
    people: lines.map(({ cadreId }) => cadreId),
  });
}

function personCells({ trainingClass, plan, rows }: PersonFollowUp): string[][] {
  const { name, closesOn } = trainingClass;
  const first = [name, formatDate(closesOn), plan === undefined ? words.noPlan : planWords.state(plan)];
  if (rows.length === 0) return [[...first, words.noRound, '', '', '', '']];
  return rows.map((row) => [...first, followUpListWords.round(row.months), ...saidOf(row)]);
}

function saidOf(row: FollowUpRow): string[] {
  if (row.state === 'left') return [words.left, '', '', ''];
  return (['self', 'unit', 'special', 'random'] as const).map((way) => {
    const entry = entryOf(row, way);
    const isAsked = way === 'self' || way === 'unit';
    return entry === undefined ? (isAsked ? words.notYet : '') : entryLine(entry).slice(wayLabels[way].length).trim();
  });
}
