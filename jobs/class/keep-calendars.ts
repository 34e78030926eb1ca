import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import type { Identity, PlatformName } from '../../src/chat/update.ts';
import { calendarDays, isSameEntry } from '../../src/training/class/calendar-days.ts';
import type { CalendarEntryRow } from '../../src/training/class/calendar-entries.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { ownTimetableWords } from '../../src/training/class/own-timetable-words.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/**
 * Keeps the days of class in the calendars of those who want that: what is to stand there follows from the timetable and the roll, so that who
 * joins, who leaves, a changed lesson and a withdrawn class all come to the same. Each entry is brought into line by a delivery of its own,
 * tried again the next day where the vendor refused it.
 */
export const keepCalendars: Job = {
  name: 'keep-calendars',
  about: '把课程写入学员的日历，随课程和名单变更',
  schedule: { everyMinutes: 10, atMinute: 6 },
  usefulForMinutes: 120,
  async plan(ctx) {
    const classes = await ctx.store.classes.endingFrom(beijingDateOf(ctx.now));
    const entries = await ctx.store.calendarEntries.ofClasses(classes.map(({ _id }) => _id));
    return [
      ...entries.filter(({ kept, revision }) => kept !== revision).map((row) => keeping(ctx, row)),
      ...(await forbidden(ctx, entries)),
    ];
  },
  async effect(ctx) {
    for (const trainingClass of await ctx.store.classes.endingFrom(beijingDateOf(ctx.now)))
      await noteWanted(ctx, trainingClass);
  },
};

function keeping({ now }: JobContext, { _id, platform, owner, revision, classId, dateOn }: CalendarEntryRow): Planned {
  return {
    ...{ cadreId: `class:${classId}`, message: text(dateOn), note: `日历：${classId} ${dateOn}` },
    key: `calendar:${_id}:${revision}:${beijingDateOf(now)}`,
    calendar: { platform, owner, entry: _id },
  };
}

/** The system admins are told once a month where the app may not write into calendars; the file stays the way. */
async function forbidden({ store, now }: JobContext, entries: readonly CalendarEntryRow[]): Promise<Planned[]> {
  const platforms = new Set(entries.filter((row) => row.forbidden).map(({ platform }) => platform));
  if (platforms.size === 0) return [];
  const admins = await store.cadres.withRole('systemAdmin');
  return [...platforms].flatMap((platform) =>
    admins.map(({ _id }) => ({
      ...{ cadreId: _id, message: text(ownTimetableWords.calendarForbidden(platform)), note: '日历权限' },
      key: `calendar-forbidden:${platform}:${beijingDateOf(now).slice(0, 7)}:${_id}` as const,
    })),
  );
}

/** What is to stand in the calendars of a class from today on. */
async function noteWanted(ctx: JobContext, trainingClass: ClassRow): Promise<void> {
  const { store, now } = ctx;
  const { _id: classId } = trainingClass;
  const todayOn = beijingDateOf(now);
  const [people, known] = await Promise.all([wanting(ctx, trainingClass), store.calendarEntries.ofClasses([classId])]);
  if (people.size === 0 && known.length === 0) return;
  const sessions = trainingClass.state === 'withdrawn' ? [] : await store.sessions.ofClass(classId);
  const teacher = (await ctx.accounts([trainingClass.teacherId])).get(trainingClass.teacherId);
  const platforms = new Set([
    ...[...people.values()].map(({ platform }) => platform),
    ...known.map((row) => row.platform),
  ]);
  for (const platform of platforms) {
    const userIds = [...people.values()].filter((each) => each.platform === platform).map(({ userId }) => userId);
    const days = calendarDays(trainingClass, sessions, userIds, todayOn);
    const ofPlatform = known.filter((row) => row.platform === platform && row.dateOn >= todayOn);
    for (const dateOn of new Set([...days.keys(), ...ofPlatform.map((row) => row.dateOn)])) {
      const seen = ofPlatform.find((row) => row.dateOn === dateOn);
      const wanted = days.get(dateOn);
      if (isSameEntry(seen?.wanted, wanted)) continue;
      const owner = teacher?.platform === platform ? teacher.userId : (userIds[0] ?? seen?.owner ?? '');
      await store.calendarEntries.want(
        { _id: idOf(classId, dateOn, platform), classId, platform, dateOn, owner },
        wanted,
        seen,
      );
    }
  }
}

const idOf = (classId: string, dateOn: string, platform: PlatformName) => `${classId}:${dateOn}:${platform}`;

/** The accounts of the trainees who want the class in their calendar, said so or by the rules. */
async function wanting(
  { store, packs, accounts }: JobContext,
  { _id, opensOn }: ClassRow,
): Promise<ReadonlyMap<string, Identity>> {
  const trainees = (await store.enrollments.traineesOf(_id)).map(({ cadreId }) => cadreId);
  const said = new Map((await store.calendarWishes.many(trainees)).map((wish) => [wish._id, wish.wants]));
  const byRule = packs.on(opensOn).burden.calendarEntries === 'everybody';
  return accounts(trainees.filter((cadreId) => said.get(cadreId) ?? byRule));
}
