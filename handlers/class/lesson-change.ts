import { classArg, dateArg, optional, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { edited, type LessonDetails, type LessonEdit } from '../../src/training/class/lesson-edit.ts';
import { lessonWords } from '../../src/training/class/lesson-words.ts';
import { sessionMinutes } from '../../src/training/class/session.ts';
import { proposedMethod, proposedType } from '../../src/training/class/session-proposal.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import { changeArg, clockRangeArg, detailsArg, lessonArg } from './lesson-arguments.ts';
import { accept } from './timetable-accept.ts';
import { refuseWhenOver } from './timetable-store.ts';

const mostTitleLetters = 100;
const common = { action: 'class.curriculum', right: 'class' } as const;
const shown = '先预览，确认后保存并告知学员本次变动，可撤销。';

/** `/加课`, `/调课`, `/换课`, `/停课`, `/改课`: one lesson changes, and every other stays what it was. */
export function lessonChange(router: Router): void {
  for (const register of [adding, moving, swapping, dropping, changing]) register(router);
}

function adding(router: Router): void {
  router.command(
    {
      ...common,
      names: ['加课', 'add-lesson'],
      args: [
        classArg(),
        dateArg('dateOn', '日期'),
        clockRangeArg({ onlyRange: true }),
        wordArg('title', '课程', { most: mostTitleLetters }),
        detailsArg,
      ],
      missing: '请写明日期、起止时间和课程。',
      example: '/加课 {class} {comingDay} 19:00-21:00 党性分析 党性教育 小组讨论 张三 研讨室',
      about: '在课程表中增加一节课，先预览',
      next: shown,
    },
    async (ctx, { trainingClass, dateOn, time, title, details }) => {
      const { end = time.start } = time;
      await change(
        ctx,
        trainingClass,
        newLesson(ctx, trainingClass, { dateOn, start: time.start, end }, title, details),
      );
    },
  );
}

function moving(router: Router): void {
  router.command(
    {
      ...common,
      names: ['调课', 'move-lesson'],
      args: [
        classArg(),
        lessonArg('lesson', '课号或课名'),
        dateArg('dateOn', '日期'),
        optional(clockRangeArg({ onlyRange: false })),
      ],
      missing: '请写明课号或课名和新的日期。',
      example: '/调课 {class} {lesson} {comingDay} 19:00-21:30',
      about: '把一节课调到另一时间，先预览',
      next: shown,
    },
    (ctx, { trainingClass, lesson, dateOn, time }) =>
      change(ctx, trainingClass, { kind: 'move', sessionId: lesson.sessionId, to: { dateOn, ...time } }),
  );
}

function swapping(router: Router): void {
  router.command(
    {
      ...common,
      names: ['换课', 'swap-lessons'],
      args: [classArg(), lessonArg('lesson', '课号或课名'), lessonArg('other', '另一课号或课名')],
      missing: '请写明两节课的课号或课名。',
      example: '/换课 {class} {lesson} {nextLesson}',
      about: '两节课互换时间，先预览',
      next: shown,
    },
    (ctx, { trainingClass, lesson, other }) =>
      change(ctx, trainingClass, { kind: 'swap', sessionIds: [lesson.sessionId, other.sessionId] }),
  );
}

function dropping(router: Router): void {
  router.command(
    {
      ...common,
      names: ['停课', 'drop-lesson', '取消课程'],
      args: [classArg(), lessonArg('lesson', '课号或课名')],
      missing: '请写明课号或课名。',
      example: '/停课 {class} {lesson}',
      about: '取消一节课，先预览；签到记录保留',
      next: shown,
    },
    (ctx, { trainingClass, lesson }) => change(ctx, trainingClass, { kind: 'drop', sessionId: lesson.sessionId }),
  );
}

function changing(router: Router): void {
  router.command(
    {
      ...common,
      names: ['改课', 'change-lesson'],
      args: [classArg(), lessonArg('lesson', '课号或课名'), changeArg],
      missing: '请写明课号或课名、变更项目和新值。',
      example: '/改课 {class} {lesson} 授课人 张三',
      about: '变更一节课的名称、授课人、地点、类型或方式，先预览',
      next: shown,
    },
    (ctx, { trainingClass, lesson, details }) =>
      change(ctx, trainingClass, { kind: 'change', sessionId: lesson.sessionId, details }),
  );
}

function newLesson(
  ctx: Context,
  row: ClassRow,
  { dateOn, start, end }: { dateOn: string; start: string; end: string },
  title: string,
  { type, method = proposedMethod([title]) ?? 'lecture', lecturer = '', place = '' }: LessonDetails,
): LessonEdit & { isProposed: boolean } {
  const times = { startsAt: beijingTime(dateOn, start), endsAt: beijingTime(dateOn, end) };
  const countsInRatio = !ctx.rulesOf(row).curriculum.notCountedMethods.includes(method);
  const parts = [{ type: type ?? proposedType([title]), minutes: sessionMinutes(times) }];
  const lesson = { title, method, dateOn, ...times, parts, lecturer, place, countsInRatio };
  return { kind: 'add', lesson, isProposed: type === undefined && countsInRatio };
}

async function change(ctx: Context, row: ClassRow, { isProposed, ...edit }: LessonEdit & { isProposed?: boolean }) {
  refuseWhenOver(row);
  const classId = row._id;
  const present = (await ctx.store.sessions.ofClass(classId)).map(asSession);
  if (present.length === 0) throw new RuleError('class.no-timetable', { classId });
  const known = await ctx.store.sessions.idsOf(classId);
  const sessions = edited(present, edit, { classId, known, rules: ctx.rulesOf(row).curriculum });
  const added = sessions.filter(({ sessionId }) => !present.some((each) => each.sessionId === sessionId));
  const lines = [...added.map(lessonWords.details), ...(isProposed === true ? [lessonWords.proposedType] : [])];
  await accept(ctx, row, sessions, { isOfLesson: true, lines });
}
