import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { changeBy, dayOfSheet, standingsOf } from '../../src/training/attendance/attendance-sheet.ts';
import type { SheetEntry } from '../../src/training/attendance/attendance-sheets.ts';
import type { HalfDayRoll } from '../../src/training/attendance/half-day-roll.ts';
import { type Joined, type JoinLine, matchJoined, readJoinList } from '../../src/training/attendance/join-list.ts';
import { joinListWords } from '../../src/training/attendance/join-list-words.ts';
import { liveMark } from '../../src/training/attendance/live-mark.ts';
import { attendanceSheetWords } from '../../src/training/attendance/sheet-words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { EnrollmentRow } from '../../src/training/class/enrollments.ts';
import { isLive } from '../../src/training/class/live-lesson.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { begunRolls } from './attendance-sheet.ts';

/** The list of a meeting tool: who joined a lesson over the network and left it. It becomes a sheet of attendance, shown and confirmed like one. */
export function joinList(router: Router): void {
  router.file({ action: 'sign-in.correct', offered: async () => joinListWords.offer, take });
}

async function take(ctx: Context, file: ReceivedFile): Promise<boolean> {
  const named = file.sheets.flatMap((sheet) => dayOfSheet(sheet, file.name) ?? [])[0];
  const list = readJoinList(file.sheets, named ?? beijingDateOf(ctx.now));
  if (list === undefined) return false;
  const [first] = list.lines;
  const dateOn = first === undefined ? (named ?? beijingDateOf(ctx.now)) : beijingDateOf(first.from);
  const classIds = await liveClasses(ctx, dateOn);
  const inName = classIds.filter((classId) => file.name.includes(classId));
  const [classId, ...others] = inName.length > 0 ? inName : classIds;
  if (classId === undefined) await ctx.reply(joinListWords.noLesson(dateOn));
  else if (others.length > 0) await ctx.reply(joinListWords.whichClass(dateOn, [classId, ...others]));
  else await show(ctx, await allowedClass(ctx, 'sign-in.correct', classId), dateOn, list);
  return true;
}

/** The classes of this person that have lessons over the network on this day. */
async function liveClasses(ctx: Context, dateOn: string): Promise<string[]> {
  const [from, to] = [beijingTime(dateOn, '00:00'), beijingTime(addDays(dateOn, 1), '00:00')];
  const live = (await ctx.store.sessions.startingBetween(from, to)).filter(isLive);
  const classIds = [...new Set(live.map(({ classId }) => classId))];
  return ctx.allowedIn('sign-in.correct', classIds, (classId) => ({ classId }));
}

async function show(
  ctx: Context,
  trainingClass: ClassRow,
  dateOn: string,
  { lines, unreadable }: { lines: readonly JoinLine[]; unreadable: number },
): Promise<void> {
  refuseWhenGraded(trainingClass);
  const { _id: classId } = trainingClass;
  const rolls = (await begunRolls(ctx, trainingClass, dateOn)).filter(({ sessions }) => sessions.some(isLive));
  const trainees = await ctx.store.enrollments.traineesOf(classId);
  const { joined, doubtful, unknown } = matchJoined(lines, await knownOf(ctx, trainees));
  const live = rolls.filter(({ sessions }) => sessions.every(isLive));
  const share = ctx.rulesOf(trainingClass).attendance.liveShare;
  const { entries, unchanged, kept } = changesOf(live, joined, trainees, share);
  const nameOf = (cadreId: string) => trainees.find((each) => each.cadreId === cadreId)?.name ?? '';
  const report = joinListWords.report(share, {
    ...{
      lines: lines.length + unreadable,
      people: joined.length,
      missing: trainees.length - joined.length,
      unreadable,
    },
    ...{ doubtful, unknown, kept: kept.map(nameOf) },
    guessed: joined.flatMap(({ cadreId, guessedFrom: from }) =>
      from === undefined ? [] : [{ name: nameOf(cadreId), from }],
    ),
    mixed: rolls.filter((roll) => !live.includes(roll)).map(({ half }) => half),
  });
  if (entries.length === 0) return ctx.reply([joinListWords.nothing, ...report].join('\n'));
  await ctx.require('sign-in.correct', { classId, cadreIds: entries.map(({ cadreId }) => cadreId) });
  const row = { _id: ctx.update.id, classId, dateOn, entries, shownAt: ctx.now };
  await ctx.store.attendanceSheets.show(row);
  await ctx.reply(attendanceSheetWords.preview(trainingClass, { ...row, state: 'shown' }, unchanged, report));
}

async function knownOf(ctx: Context, trainees: readonly EnrollmentRow[]) {
  const cadres = await ctx.store.cadres.many(trainees.map(({ cadreId }) => cadreId));
  return trainees.map(({ cadreId, name }) => ({
    ...{ cadreId, name },
    accounts: Object.values(cadres.find(({ _id }) => _id === cadreId)?.identities ?? {}).filter(
      (each) => each !== undefined,
    ),
  }));
}

/** What the list changes; a mark that says otherwise, and leave, stay. */
function changesOf(
  rolls: readonly HalfDayRoll[],
  joined: readonly Joined[],
  trainees: readonly EnrollmentRow[],
  share: Parameters<typeof liveMark>[2],
): { entries: SheetEntry[]; unchanged: number; kept: string[] } {
  const entries: SheetEntry[] = [];
  const kept = new Set<string>();
  let unchanged = 0;
  for (const roll of rolls) {
    const standings = standingsOf(roll);
    for (const { cadreId, lines } of joined) {
      const mark = liveMark(lines, roll.sessions, share);
      const standing = standings.get(cadreId);
      if (mark === undefined || standing === undefined) continue;
      const as = changeBy(mark, standing);
      if (as === undefined) unchanged += 1;
      else if (typeof as === 'object') kept.add(cadreId);
      else {
        const name = trainees.find((each) => each.cadreId === cadreId)?.name ?? '';
        const note = joinListWords.note(mark.minutes, mark.of);
        const late = as === 'late' && mark.lateMinutes !== undefined ? { lateMinutes: mark.lateMinutes } : {};
        entries.push({ cadreId, name, half: roll.half, as, note, ...late });
      }
    }
  }
  return { entries, unchanged, kept: [...kept] };
}
