import { classArg, optional, wordArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { refuseUnlessFits } from '../../src/bot/people.ts';
import { pastedSheet } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { isSameWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { changeTimetable, keepTimetable, sendTimetableDraft } from '../../src/training/class/presses.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import { standardCurriculum, standardCurriculumEndsOn } from '../../src/training/class/standard-curriculum.ts';
import { timetableChangeWords } from '../../src/training/class/timetable-change-words.ts';
import { timetableReadingWords } from '../../src/training/class/timetable-reading-words.ts';
import { classWords } from '../../src/training/class/words.ts';
import { accept, confirmChange, shownDraft } from './timetable-accept.ts';
import { takeSheet } from './timetable-take.ts';

/** `/课程`: shows the timetable of a class, or replaces it by one that meets the 70 % rule; marks stay with their sessions. */
export function timetable(router: Router): void {
  router.command(
    {
      names: ['课程', 'curriculum', '课程表'],
      action: 'class.curriculum',
      right: 'class',
      args: [classArg({ action: 'class.read' }), optional(wordArg('word', '标准|表格')), bodyArg],
      usage: (line) => `${line}，后面可换行粘贴课程表`,
      example: '/课程 {class} 标准',
      about: '查看、导出或录入课程表，自动审核理论教育和党性教育比例',
      next: '审核通过的即保存，并转请县委组织部点名调训；不通过的给出修改建议。',
    },
    curriculum,
  );
  router.preview(
    {
      confirm: changeTimetable,
      drop: keepTimetable,
      shown: shownDraft,
      forget: (ctx, { trainingClass, draft }) => ctx.store.timetables.drop(trainingClass._id, draft.byUpdate),
      dropped: timetableChangeWords.dropped,
    },
    confirmChange,
  );
  router.sheet(sendTimetableDraft, async (ctx, facts) => {
    const { trainingClass, draft } = await shownDraft(ctx, facts);
    return timetableReadingWords.sheet(trainingClass, draft.sessions);
  });
}

/** The pasted timetable; empty if there is none. */
const bodyArg: Argument<'body', string> = {
  key: 'body',
  usage: '',
  take:
    ({ body }) =>
    () =>
      body,
};

async function curriculum(
  ctx: Context,
  { trainingClass: row, word, body }: { trainingClass: ClassRow; word: string | undefined; body: string },
): Promise<void> {
  refuseUnlessFits('class.curriculum', row);
  if (word !== undefined && isSameWord(word, '标准')) {
    const endsOn = standardCurriculumEndsOn(row.opensOn);
    if (endsOn > row.closesOn) return ctx.reply(classWords.standardTooLong(row, endsOn));
    return accept(ctx, row, standardCurriculum(row.opensOn));
  }
  if (word !== undefined && isSameWord(word, '表格')) return sendTimetable(ctx, row);
  if (body.trim() === '') return showTimetable(ctx, row);
  await takeSheet(ctx, row, {
    bytes: Buffer.from(body, 'utf8'),
    form: 'csv',
    sheet: pastedSheet(body, '粘贴的课程表'),
  });
}

async function showTimetable(ctx: Context, row: ClassRow): Promise<void> {
  const mayChange = await ctx.may('class.curriculum', { classId: row._id });
  const sessions = await ctx.store.sessions.ofClass(row._id);
  if (sessions.length > 0) return ctx.reply(classWords.timetable(row, sessions, mayChange));
  const fitsStandard = standardCurriculumEndsOn(row.opensOn) <= row.closesOn;
  await ctx.reply(classWords.noTimetable(row, mayChange ? fitsStandard : undefined));
}

/** The timetable in the form in which it is read again. */
async function sendTimetable(ctx: Context, row: ClassRow): Promise<void> {
  const sessions = (await ctx.store.sessions.ofClass(row._id)).map(asSession);
  if (sessions.length === 0) throw new RuleError('class.no-timetable', { classId: row._id });
  await sendList(ctx, timetableReadingWords.sheet(row, sessions));
}
