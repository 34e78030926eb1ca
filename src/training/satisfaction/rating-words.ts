import { formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Button, Card, Press } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import type { SessionRow } from '../class/sessions.ts';
import { LEFT_OUT } from './answer-boxes.ts';
import { OVERALL } from './lesson-rating.ts';
import { leaveAspects, rateAspects, rateClass, rateLesson } from './presses.ts';
import { type AskedQuestion, classFormId } from './satisfaction-forms.ts';
import type { SatisfactionRules } from './satisfaction-rules.ts';

type Levels = SatisfactionRules['levels'];
type Lesson = Pick<SessionRow, '_id' | 'title' | 'lecturer'>;

const secret = '不记名，点选后不能更改。';

/** The card of the lessons of a class, on request. */
const lessonsCardId = (classId: string) => `lesson-rating:${classId}`;

export const ratingWords = {
  /** On the card of a day: one lesson that has ended. */
  ofDay: (lesson: Lesson) => `请评价${lessonName(lesson)}。${secret}`,
  /** One lesson, or one aspect of it. @param left - how many lessons are left to be rated, this one too */
  lesson: (
    { _id: classId }: Pick<ClassRow, '_id'>,
    lesson: Lesson,
    { levels, left, aspect }: { levels: Levels; left: number; aspect?: AskedQuestion | undefined },
  ): Card =>
    cardOf({
      id: lessonsCardId(classId),
      title: left > 1 ? `课程评价（待评 ${left} 节）` : '课程评价',
      lines: [lessonName(lesson), ...(aspect === undefined ? [] : [`逐项评价：${aspect.name}`]), secret],
      numbers: 'none',
      buttons: [
        ...lessonButtons(lesson, aspect?.id ?? OVERALL, levels),
        aspect === undefined
          ? { label: '逐项评价', press: rateAspects.with({ session: lesson._id }) }
          : { label: '不再逐项', press: leaveAspects.with({}) },
      ],
    }),
  lessonsRated: '已评价，谢谢',
  nothing: (hours: number) => `目前没有需要您评价的课程。课程结束后${hours}小时内可以评价，不记名。`,
  /** @param done - how many questions this person has answered or left out */
  ofClass: (
    { _id: classId, name }: Pick<ClassRow, '_id' | 'name'>,
    question: AskedQuestion,
    { levels, done, all, closesAt }: { levels: Levels; done: number; all: number; closesAt: Date },
  ): Card =>
    cardOf({
      id: classFormId(classId),
      task: { name: `评价“${name}”`, by: closesAt, mayWait: true, classId, ofTrainee: true },
      title: '培训班满意度评价',
      lines: [name, `第 ${done + 1} 题，共 ${all} 题：${question.name}`, `${secret}截止${formatMoment(closesAt)}。`],
      numbers: 'none',
      buttons: [
        ...levelButtons(levels, (sealed) => rateClass.with({ classId, question: question.id, sealed })),
        { label: '匿名·此项不评', press: rateClass.with({ classId, question: question.id, sealed: LEFT_OUT }) },
      ],
    }),
  classRated: '已全部评价，谢谢',
  classClosed: '评价已截止',
} as const;

/** What the card of a day has of a lesson to be rated. */
export function dayRating(lesson: Lesson, levels: Levels): { line: string; buttons: Button[] } {
  return { line: ratingWords.ofDay(lesson), buttons: lessonButtons(lesson, OVERALL, levels) };
}

function lessonName({ title, lecturer }: Lesson): string {
  return `“${title}”${lecturer === '' ? '' : `（${lecturer}）`}`;
}

function lessonButtons({ _id: session }: Lesson, question: string, levels: Levels): Button[] {
  return levelButtons(levels, (sealed) => rateLesson.with({ session, question, sealed }));
}

/** A choice that is typed begins with 匿名, so that it rests sealed. */
function levelButtons(levels: Levels, pressOf: (level: string) => Press): Button[] {
  return levels.map(({ id, name }) => ({ label: `匿名·${name}`, press: pressOf(id) }));
}
