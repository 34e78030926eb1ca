import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { classAnswers } from '../../src/training/satisfaction/class-answers.ts';
import { isRated, ratedUntil } from '../../src/training/satisfaction/lesson-rating.ts';
import { listSatisfaction, openSatisfaction, sendSatisfaction } from '../../src/training/satisfaction/presses.ts';
import {
  lecturerResults,
  lessonResults,
  questionResults,
  type ResultCut,
} from '../../src/training/satisfaction/results-list.ts';
import { satisfactionListWords } from '../../src/training/satisfaction/results-list-words.ts';
import { satisfactionWords } from '../../src/training/satisfaction/results-words.ts';
import type { SatisfactionFormRow } from '../../src/training/satisfaction/satisfaction-forms.ts';
import type { SatisfactionRules } from '../../src/training/satisfaction/satisfaction-rules.ts';

/** `/满意度`: what was answered about a class and its lessons, in sums and from enough answers on. */
export function satisfactionResults(router: Router): void {
  router.command(
    {
      names: ['满意度', 'satisfaction'],
      action: 'satisfaction.read',
      right: 'class',
      args: [classArg()],
      example: '/满意度 {class}',
      about: '查看课程、办班和后勤的满意度汇总，可按课程、授课人、题目查看明细',
      next: '先列合计，可逐项查看明细、领取表格；评价截止后才汇总，不记名。',
    },
    async (ctx, { trainingClass }) => {
      const counted = await countedForms(ctx, trainingClass);
      const waiting = await waitingWords(ctx, trainingClass);
      if (counted.length === 0) return ctx.reply(satisfactionWords.none(trainingClass, waiting));
      const { satisfaction } = ctx.rulesNear(trainingClass);
      await ctx.reply(satisfactionWords.card(trainingClass, counted, satisfaction, waiting));
    },
  );
  router.sheet(sendSatisfaction, async (ctx, { classId }) => {
    const trainingClass = await allowedClass(ctx, 'satisfaction.read', classId);
    const { satisfaction } = ctx.rulesNear(trainingClass);
    const counted = await countedForms(ctx, trainingClass);
    return satisfactionWords.sheet(trainingClass, counted, satisfaction, beijingDateOf(ctx.now));
  });
  router.press(listSatisfaction, async (ctx, { classId, ...shown }) => {
    const trainingClass = await allowedClass(ctx, 'satisfaction.read', classId);
    const { satisfaction } = ctx.rulesNear(trainingClass);
    const counted = await countedForms(ctx, trainingClass);
    await ctx.reply(satisfactionListWords.list(ctx.update.id, trainingClass, counted, shown, satisfaction));
  });
  router.press(openSatisfaction, open);
}

/** What is behind the chosen line of a list. @throws RuleError `card.not-offered` for what is in none */
async function open(ctx: Context, { classId, cut }: Facts<typeof openSatisfaction>): Promise<void> {
  const trainingClass = await allowedClass(ctx, 'satisfaction.read', classId);
  const { levels } = ctx.rulesNear(trainingClass).satisfaction;
  const told = detailOf(await countedForms(ctx, trainingClass), cut, ctx.choices[0] ?? '', levels);
  if (told === undefined) throw new RuleError('card.not-offered', {});
  await ctx.reply(told);
}

function detailOf(
  forms: readonly SatisfactionFormRow[],
  cut: ResultCut,
  chosen: string,
  levels: SatisfactionRules['levels'],
): string | undefined {
  if (cut === 'lesson') {
    const lesson = lessonResults(forms).find(({ form }) => form._id === chosen);
    return lesson && satisfactionListWords.lesson(lesson, levels);
  }
  if (cut === 'lecturer') {
    const lecturer = lecturerResults(forms).find(({ key }) => key === chosen);
    return lecturer && satisfactionListWords.lecturer(lecturer);
  }
  const question = questionResults(forms).find((each) => each.question.id === chosen);
  return question && satisfactionListWords.question(question, levels);
}

async function countedForms(ctx: Context, { _id }: ClassRow): Promise<SatisfactionFormRow[]> {
  const forms = (await ctx.store.satisfactionForms.ofClass(_id)).filter(({ results }) => results !== undefined);
  const order = ({ heldOn, closesAt }: SatisfactionFormRow) => `${heldOn} ${closesAt.toISOString()}`;
  return forms.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** What is still answered: counts in steps alone, so that nobody's answer is seen coming. */
async function waitingWords(ctx: Context, trainingClass: ClassRow): Promise<string[]> {
  const { satisfaction: rules } = ctx.rulesNear(trainingClass);
  const sessions = await ctx.store.sessions.ofClass(trainingClass._id);
  const lessons = sessions.filter(
    (each) => isRated(each, rules) && each.endsAt <= ctx.now && ctx.now < ratedUntil(each, rules),
  );
  const said = lessons.length === 0 ? [] : [satisfactionWords.waitingLessons(lessons.length, rules.lessonHours)];
  const answers = await classAnswers(ctx.store, trainingClass, rules);
  if (answers === undefined || answers.isCounted) return said;
  return [...said, satisfactionWords.waitingClass(answers.closesAt, answers.atLeast)];
}
