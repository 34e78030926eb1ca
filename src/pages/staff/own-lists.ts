import type { Context } from '../../bot/context.ts';
import { addDays, beijingDateOf, formatDate, formatMoment } from '../../calendar/beijing-time.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import { GRANTED_ROLES, roleLabel } from '../../county/roles.ts';
import { adminsByConfiguration } from '../../county/system-admins.ts';
import { type ClassRow, teamOf } from '../../training/class/classes.ts';
import { placeOf } from '../../training/class/enrollments.ts';
import { asSession } from '../../training/class/sessions.ts';
import { timetableReadingWords } from '../../training/class/timetable-reading-words.ts';
import { countyTeam } from '../../training/grading/team-words.ts';
import { evaluationTeamOf } from '../../training/scoring/evaluation-team.ts';
import { staffPageWords, staffListLabels as words } from '../words.ts';
import type { PageList } from './shown-list.ts';

/** Classes that ended longer ago are looked up by their number. */
const listedDays = 400;
const mostDead = 500;
/** Before the reason of what was not even given to a conversation. */
const setAside = 'set-aside: ';

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
      ...[row._id, row.name, words.classStates[row.state], formatDate(row.opensOn), formatDate(row.closesOn)],
      ...[names.get(row.teacherId) ?? '', trainees[index]?.length ?? 0],
      teamOf(row)
        ?.map((id) => names.get(id) ?? '')
        .join('、') ?? countyTeam,
    ]),
    links: rows.map(({ _id }) => classPath(_id)),
    cellLinks: new Map([[words.trainees, rows.map(({ _id }) => `${classPath(_id)}?view=trainees`)]]),
    empty: staffPageWords.noClasses,
  };
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

/** Who holds which role. @throws RuleError `policy.denied` */
export async function roleList(ctx: Context): Promise<PageList> {
  await ctx.requireIn('role.grant', {});
  const held = await Promise.all(
    GRANTED_ROLES.map(async (role) =>
      (await ctx.store.cadres.withRole(role)).map((person) => ({ role, person, how: words.granted })),
    ),
  );
  const configured = await adminsByConfiguration(ctx.store, ctx.configuredAdmins);
  const all = [
    ...held.flat(),
    ...configured.map((person) => ({ role: 'systemAdmin' as const, person, how: words.byConfiguration })),
  ];
  const units = await ctx.store.units.many([...new Set(all.map(({ person }) => person.unitId))]);
  const unitNames = new Map(units.map((unit) => [unit._id, unit.name]));
  return {
    ...named(ctx, words.role),
    columns: columnsOf(words.role, words.name, words.unit, words.how),
    rows: all.map(({ role, person, how }) => [
      ...[roleLabel(role), person.name, unitNames.get(person.unitId) ?? '', how],
    ]),
  };
}

/** What people sent and nobody could handle, the newest first; without what they said. @throws RuleError `policy.denied` */
export async function deadLetters(ctx: Context): Promise<PageList> {
  await ctx.require('delivery.inspect', {});
  const rows = (await ctx.store.receipts.dead(mostDead)).reverse();
  const people = await Promise.all(
    rows.map(({ update }) => (update.from.userId === '' ? null : ctx.store.cadres.byIdentity(update.from))),
  );
  return {
    ...named(ctx, words.deadLetters),
    columns: columnsOf(words.received, words.sender, words.kind, words.cause),
    rows: rows.map(({ receivedAt, update, error }, index) => [
      ...[formatMoment(receivedAt), people[index]?.name ?? ''],
      update.kind === 'said' || update.kind === 'pressed' ? words.updates[update.kind] : words.updates.other,
      causeOf(error ?? ''),
    ]),
  };
}

/** Why an update could not be handled, in words; behind them what the log has. */
function causeOf(error: string): string {
  const [line = ''] = error.split('\n');
  return line.startsWith(setAside) ? words.unreadable(line.slice(setAside.length)) : words.failed(line);
}

export function classPath(classId: string): string {
  return `/staff/class/${encodeURIComponent(classId)}`;
}

export function personPath(cadreId: string): string {
  return `/staff/person/${encodeURIComponent(cadreId)}`;
}
