import { addDays, beijingDateOf } from '../calendar/beijing-time.ts';
import type { Correction } from '../chat/command.ts';
import { isSameWord, typedWord } from '../chat/plain-text.ts';
import type { Action } from '../county/policy.ts';
import { RuleError } from '../errors.ts';
import type { ClassRow } from '../training/class/classes.ts';
import type { Context } from './context.ts';
import { type Choice, NearMiss } from './near-miss.ts';
import { fitsClass } from './people.ts';

/** For how long after its end a class may be left unnamed. */
const openDays = 60;
/** For how long after its end it is still offered where none is open. */
const offeredDays = 400;

/**
 * The classes a command may mean that names none: those with which this person may do it and whose results are not published; if there is
 * none, those published lately. What is going on today comes first, then what opens soonest.
 */
export async function openClasses(ctx: Context, action: Action): Promise<ClassRow[]> {
  const todayOn = beijingDateOf(ctx.now);
  const allowed = await allowedEndingFrom(ctx, action, addDays(todayOn, -openDays));
  const open = allowed.filter(({ state }) => state !== 'published');
  const goesOn = (row: ClassRow) => Number(row.opensOn <= todayOn && todayOn <= row.closesOn);
  return (open.length > 0 ? open : allowed).sort(
    (a, b) => goesOn(b) - goesOn(a) || (a.opensOn < b.opensOn ? -1 : a.opensOn > b.opensOn ? 1 : 0),
  );
}

/** The classes that were held and ended within a year and a month, the latest first: what is looked up, or followed, when none is open. */
export async function endedClasses(ctx: Context, action: Action): Promise<ClassRow[]> {
  const rows = await allowedEndingFrom(ctx, action, addDays(beijingDateOf(ctx.now), -offeredDays));
  return rows.filter(({ state }) => state !== 'draft').reverse();
}

async function allowedEndingFrom(ctx: Context, action: Action, endsFromOn: string): Promise<ClassRow[]> {
  const rows = await ctx.store.classes.endingFrom(endsFromOn);
  const there = rows.filter((row) => row.state !== 'withdrawn' && fitsClass(action, row));
  const asStaff = await ctx.allowedIn(action, there, ({ _id }) => ({ classId: _id }));
  return asStaff.length > 0 ? asStaff : withOwnUnit(ctx, action, there);
}

/** For head and liaison of a unit: the classes to which its people were called up. */
async function withOwnUnit(ctx: Context, action: Action, rows: readonly ClassRow[]): Promise<ClassRow[]> {
  const { headsUnitIds, liaisesUnitIds } = await ctx.actor();
  if (headsUnitIds.length + liaisesUnitIds.length === 0) return [];
  const concerned = await Promise.all(
    rows.map(async ({ _id: classId }) => {
      const issued = (await ctx.store.callUps.ofClass(classId)).filter(({ issuedAt }) => issuedAt !== undefined);
      return (await ctx.allowedOf(action, issued, ({ unitId }) => ({ classId, unitId }))).length > 0;
    }),
  );
  return rows.filter((_, index) => concerned[index]);
}

/**
 * The number of a class as it is kept: `2026-3`, `2026/03` and `2026年3` are `2026-03`.
 * @returns `undefined` for what is no number of a class
 */
export function typedClassId(typed: string): string | undefined {
  const [, year, number] = /^(\d{4})[-/.年](\d{1,3})[班期号]?$/.exec(typedWord(typed)) ?? [];
  return year === undefined || number === undefined ? undefined : `${year}-${number.padStart(2, '0')}`;
}

/** The open class that this word means: by its name, or by its number typed without the dash. */
export function classCalled(open: readonly ClassRow[], typed: string): ClassRow | undefined {
  const meant = open.filter(({ _id, name }) => isSameWord(name, typed) || isSameWord(_id.replace('-', ''), typed));
  return meant.length === 1 ? meant[0] : undefined;
}

/**
 * The one open class.
 * @param ended - those that are offered where none is open
 * @throws NearMiss `class.which` with several to choose from, `class.which-ended` with ended ones; RuleError `class.none-open`
 */
export function onlyClass(open: readonly ClassRow[], ended: readonly ClassRow[] = []): ClassRow {
  const [first, ...others] = open;
  const choicesOf = (rows: readonly ClassRow[]) => rows.map((row) => choiceOf(row, { classId: row._id }));
  if (first === undefined)
    throw ended.length === 0
      ? new RuleError('class.none-open', {})
      : new NearMiss('class.which-ended', {}, choicesOf(ended));
  if (others.length > 0) throw new NearMiss('class.which', {}, choicesOf(open));
  return first;
}

/** @param open - those that are offered in the place of a number that no class has */
export function noSuchClass(classId: string, typed: string, open: readonly ClassRow[]): RuleError {
  const choices = open.map((row) => choiceOf(row, { word: typed, to: row._id }));
  return new NearMiss('class.unknown', { classId }, choices);
}

function choiceOf({ _id, name }: ClassRow, put: Correction): Choice {
  return { label: _id, line: `${_id}　${name}`, put };
}
