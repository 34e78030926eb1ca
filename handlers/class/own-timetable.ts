import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { CAPABILITIES } from '../../src/chat/capabilities.ts';
import { calendarFile } from '../../src/training/class/calendar-file.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { ownTimetableWords } from '../../src/training/class/own-timetable-words.ts';
import { type Reporting, reportingOf } from '../../src/training/class/reporting.ts';
import type { SessionRow } from '../../src/training/class/sessions.ts';
import { ownClasses } from '../../src/training/leave/leave-standing.ts';

const WHOLE = ['课程表', '课表', '我的课程表', '我的课表', '课程'];
const CALENDAR = ['日历', '课程日历', '加入日历'];
const BY_DAY: readonly (readonly [number, readonly string[]])[] = [
  [
    0,
    [
      '今天课表',
      '今天的课',
      '今天几点',
      '今天几点上课',
      '今天有课',
      '今天有什么课',
      '今天上什么课',
      '几点上课',
      '今天在哪上课',
    ],
  ],
  [1, ['明天课表', '明天的课', '明天几点', '明天几点上课', '明天有课', '明天有什么课', '明天上什么课', '明天在哪上课']],
  [2, ['后天课表', '后天几点', '后天几点上课', '后天有课']],
];

/** A trainee's own timetable: the whole of it, or a day; hours, place and lecturer; as a file for the phone's calendar who asks for it. */
export function ownTimetable(router: Router): void {
  router.word(WHOLE, showWhole, { ofTrainees: true, mayAnswer: true });
  router.word(CALENDAR, sendCalendars, { mayAnswer: true });
  router.word(['日历 开', '日历开', '打开日历'], (ctx) => wish(ctx, true), { mayAnswer: true });
  router.word(['日历 关', '日历关', '关闭日历'], (ctx) => wish(ctx, false), { mayAnswer: true });
  for (const [days, words] of BY_DAY) {
    const showIt = (ctx: Context) => showDay(ctx, addDays(beijingDateOf(ctx.now), days));
    router.word(words, showIt, { mayAnswer: true });
  }
}

async function showWhole(ctx: Context): Promise<void> {
  const classes = await ownClasses(ctx.store, ctx.person._id, ctx.now);
  if (classes.length === 0) return ctx.reply(ownTimetableWords.noClass);
  for (const row of classes) {
    const sessions = await ctx.store.sessions.ofClass(row._id);
    const reporting = await reportingNow(ctx, row, sessions);
    await ctx.reply(
      sessions.length === 0
        ? ownTimetableWords.none(row)
        : ownTimetableWords.whole(row, sessions, { reporting, hasCalendar: takesCalendars(ctx) }),
    );
  }
}

/** How the trainees of a class report, until it has begun. */
async function reportingNow(
  ctx: Context,
  row: ClassRow,
  [first]: readonly SessionRow[],
): Promise<Reporting | undefined> {
  if (first !== undefined && ctx.now >= first.startsAt) return undefined;
  const teacher = await ctx.store.cadres.byId(row.teacherId);
  return reportingOf(row, ctx.rulesOf(row).callUp.reporting, teacher?.name);
}

/** Whether the person's platform takes such a file. */
const takesCalendars = (ctx: Context) => ctx.update.from.platform === CAPABILITIES.anyFiles;

async function sendCalendars(ctx: Context): Promise<void> {
  const classes = await ownClasses(ctx.store, ctx.person._id, ctx.now);
  if (classes.length === 0) return ctx.reply(ownTimetableWords.noClass);
  if (!takesCalendars(ctx)) return showWhole(ctx);
  for (const row of classes) {
    const sessions = await ctx.store.sessions.ofClass(row._id);
    if (sessions.length === 0) await ctx.reply(ownTimetableWords.none(row));
    else await sendCalendar(ctx, row, sessions);
  }
}

async function sendCalendar(ctx: Context, row: ClassRow, sessions: readonly SessionRow[]): Promise<void> {
  const bytes = calendarFile(row, sessions, ctx.now);
  await ctx.reply(await ctx.store.files.keep('file', ownTimetableWords.calendarName(row), bytes, ctx.now));
}

/** Whether the days of class are to stand in the person's own calendar; the job `keep-calendars` brings it into line. */
async function wish(ctx: Context, wants: boolean): Promise<void> {
  await ctx.store.calendarWishes.say(ctx.person._id, wants, ctx.update.id);
  await ctx.reply(wants ? ownTimetableWords.calendarOn : ownTimetableWords.calendarOff);
}

async function showDay(ctx: Context, dateOn: string): Promise<void> {
  const classes = await ownClasses(ctx.store, ctx.person._id, ctx.now);
  if (classes.length === 0) return ctx.reply(ownTimetableWords.noClass);
  for (const row of classes) {
    const sessions = await ctx.store.sessions.ofClass(row._id);
    const thatDay = sessions.filter((each) => each.dateOn === dateOn);
    const next = sessions.find((each) => each.dateOn > dateOn);
    await ctx.reply(
      thatDay.length > 0 ? ownTimetableWords.day(row, thatDay) : ownTimetableWords.free(row, dateOn, next),
    );
  }
}
