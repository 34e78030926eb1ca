import type { Context } from '../../bot/context.ts';
import { addDays, beijingDateOf, formatDate } from '../../calendar/beijing-time.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import { type ClassRow, isHeldHere, teamOf } from '../../training/class/classes.ts';
import { placeOf } from '../../training/class/enrollments.ts';
import { asSession } from '../../training/class/sessions.ts';
import { timetableReadingWords } from '../../training/class/timetable-reading-words.ts';
import { countyTeam } from '../../training/grading/team-words.ts';
import { evaluationTeamOf } from '../../training/scoring/evaluation-team.ts';
import { staffPageWords, staffListLabels as words } from '../words.ts';
import type { PageList } from './shown-list.ts';

/** Classes that ended longer ago are looked up by their number. */
const listedDays = 400;

export function columnsOf(...headers: readonly string[]): ListSheet['columns'] {
  return headers.map((header) => ({ header, width: 18 }));
}

export function named(ctx: Context, label: string): Pick<ListSheet, 'fileName' | 'title'> {
  return { fileName: `${label}${beijingDateOf(ctx.now)}.xlsx`, title: label };
}

/** The classes that this person may look at, those that end last first. */
async function readableClasses(ctx: Context): Promise<ClassRow[]> {
  const rows = await ctx.store.classes.endingFrom(addDays(beijingDateOf(ctx.now), -listedDays));
  return (await ctx.allowedIn('class.read', rows, ({ _id }) => ({ classId: _id }))).reverse();
}

export async function classList(ctx: Context): Promise<PageList> {
  const rows = await readableClasses(ctx);
  const staff = await ctx.store.cadres.many([
    ...new Set(rows.flatMap((row) => [row.teacherId, ...(teamOf(row) ?? [])])),
  ]);
  const names = new Map(staff.map(({ _id, name }) => [_id, name]));
  const trainees = await Promise.all(rows.map(({ _id }) => ctx.store.enrollments.traineesOf(_id)));
  return {
    ...named(ctx, staffPageWords.classes),
    columns: columnsOf(
      ...[
        words.classNumber,
        words.className,
        words.state,
        words.opens,
        words.closes,
        words.teacher,
        words.trainees,
        words.team,
      ],
    ),
    rows: rows.map((row, index) => [
      ...[row._id, row.name, isHeldHere(row) ? words.classStates[row.state] : words.heldElsewhere],
      ...[formatDate(row.opensOn), formatDate(row.closesOn)],
      ...[isHeldHere(row) ? (names.get(row.teacherId) ?? '') : '', trainees[index]?.length ?? 0],
      isHeldHere(row) ? teamNames(row, names) : '',
    ]),
    links: rows.map(({ _id }) => classPath(_id)),
    cellLinks: new Map([[words.trainees, rows.map(({ _id }) => `${classPath(_id)}?view=trainees`)]]),
    empty: staffPageWords.noClasses,
  };
}

function teamNames(row: ClassRow, names: ReadonlyMap<string, string>): string {
  const members = teamOf(row)?.map((id) => names.get(id) ?? '');
  return members?.join('、') ?? countyTeam;
}

export async function timetable(ctx: Context, trainingClass: ClassRow): Promise<PageList> {
  const sessions = await ctx.store.sessions.ofClass(trainingClass._id);
  return timetableReadingWords.sheet(trainingClass, sessions.map(asSession));
}

/** Who evaluates a class: those named for it, else everybody with the role. */
export async function teamList(ctx: Context, { _id: classId, name }: ClassRow): Promise<PageList> {
  const members = await evaluationTeamOf(ctx.store, classId);
  const units = await ctx.store.units.many([...new Set(members.map(({ unitId }) => unitId))]);
  const unitNames = new Map(units.map((unit) => [unit._id, unit.name]));
  return {
    ...named(ctx, `${name}${words.team}`),
    columns: columnsOf(words.name, words.unit, words.post),
    rows: members.map((member) => [member.name, unitNames.get(member.unitId) ?? '', member.post]),
  };
}

/** Who takes part in a class, and who was withdrawn. */
export async function traineeList(ctx: Context, { _id: classId, name }: ClassRow): Promise<PageList> {
  const rows = await ctx.store.enrollments.ofClass(classId);
  const units = await ctx.store.units.many([...new Set(rows.map(({ unitId }) => unitId))]);
  const unitNames = new Map(units.map((unit) => [unit._id, unit.name]));
  const mayRead = await Promise.all(rows.map(({ cadreId }) => ctx.may('register.read', { cadreId })));
  return {
    ...named(ctx, `${name}${words.trainees}`),
    columns: columnsOf(words.name, words.unit, words.standing, words.seat),
    rows: rows.map((row) => [
      ...[row.name, unitNames.get(row.unitId) ?? '', words.standings[row.state]],
      placeOf(row)?.seat ?? '',
    ]),
    links: rows.map(({ cadreId }, index) => (mayRead[index] ? personPath(cadreId) : undefined)),
  };
}

export function classPath(classId: string): string {
  return `/staff/class/${encodeURIComponent(classId)}`;
}

export function personPath(cadreId: string): string {
  return `/staff/person/${encodeURIComponent(cadreId)}`;
}
