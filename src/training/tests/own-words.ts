import { formatClock, formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import type { Card, Task } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import { answerInWords } from '../needs-survey/survey.ts';
import { formatPoints } from '../scoring/points.ts';
import { percentOf, type TopicGrowth } from './growth.ts';
import { answerTest, backInTest, explainTest, handInTest, startTest } from './presses.ts';
import type { Marked, Score, TestQuestion } from './test-question.ts';
import type { TestSheetRow } from './test-sheets.ts';
import type { TestRow } from './tests.ts';

/** The id of a person's one card of a test: the invitation, its reminders, and each question in its place. */
export function testCardId(testId: string): string {
  return `test:${testId}`;
}

/** What a trainee reads who takes a test. */
export const ownTestWords = {
  invitation: (row: TestRow, title?: string): Card =>
    cardOf({
      id: testCardId(row._id),
      task: { name: `参加“${row.name}”`, by: row.closesAt, classId: row.classId, ofTrainee: true, mayWait: true },
      title: title ?? row.name,
      lines: [
        `“${row.name}”共 ${row.questions.length} 题，从第一题起${row.minutes}分钟答完。`,
        '中途退出可以继续，时间照常计算。到时未答完的，按已答的计分。',
      ],
      fields: [{ label: '截止', value: `${formatDay(row.closesOn)}（当天有效）` }],
      buttons: [{ label: '开始答题', style: 'primary', press: startTest.with({ test: row._id }) }],
    }),
  question: (row: TestRow, question: TestQuestion, place: { number: number; of: number }, endsAt: Date): Card => {
    const facts = { test: row._id, question: question.id };
    const isMultiple = question.kind === 'multiple';
    return cardOf({
      id: testCardId(row._id),
      task: answering(row, endsAt),
      title: `${row.name} ${place.number}/${place.of}`,
      lines: [`${question.title}${isMultiple ? '（多选）' : ''}`, `请在${formatClock(endsAt)}前答完。`],
      form: {
        kind: isMultiple ? 'multiple' : 'single',
        options: question.options.map(({ value, label }) => ({ value, label })),
        submit: { label: '提交', style: 'primary', press: answerTest.with(facts) },
      },
      buttons: place.number > 1 ? [{ label: '上一题', press: backInTest.with(facts) }] : [],
    });
  },
  answered: (row: TestRow, last: TestQuestion, endsAt: Date): Card =>
    cardOf({
      id: testCardId(row._id),
      task: answering(row, endsAt),
      title: row.name,
      lines: [`${row.questions.length} 题已答完。${formatClock(endsAt)}前可以返回修改。`],
      buttons: [
        { label: '交卷', style: 'primary', press: handInTest.with({ test: row._id }) },
        { label: '上一题', press: backInTest.with({ test: row._id, question: `after:${last.id}` }) },
      ],
    }),
  handedIn: '已交卷',
  handedInReply: (row: TestRow, answered: number) =>
    `“${row.name}”已交卷，共答 ${answered} 题。${formatDay(row.closesOn)}截止后公布成绩和解析。`,
  timeOver: '时间已到',
  timeOverReply: (row: TestRow, answered: number) =>
    `“${row.name}”的时间已到，已答 ${answered} 题计入成绩。${formatDay(row.closesOn)}截止后公布成绩和解析。`,
  closed: '测试已截止',
  closedReply: ({ name }: TestRow) => `“${name}”已截止或已取消，不能再作答。`,
  cancelledToTrainee: ({ name }: TestRow, reason: string) =>
    `【测试取消】“${name}”已取消，无需参加。理由：${withoutStop(reason)}。`,

  /** @param growth - against one's own entry test */
  result: (row: TestRow, score: Score, answered: number, growth: readonly TopicGrowth[], isCorrected = false): Card =>
    cardOf({
      id: `test-result:${row._id}${isCorrected ? ':corrected' : ''}`,
      title: isCorrected ? '测试成绩更正' : '测试成绩',
      lines: [
        `“${row.name}”：${formatPoints(score.pointsHundredths)}分（满分${formatPoints(score.mostHundredths)}分），答对 ${score.right}/${score.of} 题。`,
        ...(answered < score.of ? [`到时已答 ${answered} 题。`] : []),
        ...growth.map(
          ({ topic, before, after }) => `${topic}：入学测试答对 ${percentOf(before)}%，本次 ${percentOf(after)}%。`,
        ),
      ],
      buttons: [{ label: '查看解析', press: explainTest.with({ test: row._id }) }],
    }),
  explained: (row: TestRow, marks: readonly Marked[]) => {
    const wrong = marks.filter(({ isRight }) => !isRight);
    if (wrong.length === 0) return `“${row.name}”全部答对。`;
    return [`“${row.name}”未答对 ${wrong.length} 题：`, ...wrong.map(explanation)].join('\n');
  },
  explainedSheet: (row: TestRow, marks: readonly Marked[]): ListSheet => ({
    fileName: `${row.name}解析.xlsx`,
    title: `${row.name}解析`,
    columns: [
      { header: '题目', width: 50 },
      { header: '您的答案', width: 30 },
      { header: '正确答案', width: 30 },
      { header: '得分', width: 8 },
      { header: '解析', width: 50 },
    ],
    rows: marks.map((each) => [
      each.question.title,
      givenIn(each),
      rightIn(each),
      formatPoints(each.pointsHundredths),
      each.question.why,
    ]),
  }),
  explanationsComing: (row: TestRow, wrong: number) => `“${row.name}”未答对 ${wrong} 题，全部题目的解析见随后的表格。`,
  notYet: ({ name, closesOn }: TestRow) => `“${name}”${formatDay(closesOn)}截止后公布成绩和解析。`,

  noneOfMine: '您目前没有测试。',
  askedBelow: '请在下方继续作答',
  mine: (tests: readonly OwnTest[]) => {
    const open = tests.filter(({ state }) => state === 'missing' || state === 'going').length;
    return [`测试 ${tests.length} 项，待参加 ${open} 项：`, ...tests.map(ownLine)].join('\n');
  },
} as const;

/** One test of a trainee, as they see it. */
export interface OwnTest {
  row: TestRow;
  sheet?: TestSheetRow;
  state: 'missing' | 'going' | 'handedIn' | 'missed' | 'marked';
  score?: Score;
}

function ownLine({ row, state, score }: OwnTest): string {
  const said = {
    missing: `未参加，${formatDay(row.closesOn)}截止`,
    going: '正在作答',
    handedIn: `已交卷，${formatDay(row.closesOn)}截止后公布成绩`,
    missed: '未参加，已截止',
    marked:
      score === undefined
        ? ''
        : `${formatPoints(score.pointsHundredths)}分（满分${formatPoints(score.mostHundredths)}分）`,
  };
  return `“${row.name}”：${said[state]}。`;
}

function answering({ name, classId }: TestRow, by: Date): Task {
  return { name: `答完“${name}”`, by, classId, ofTrainee: true };
}

function explanation(marked: Marked, at: number): string {
  const { title, why } = marked.question;
  return `${at + 1}. ${title}\n　您的答案：${givenIn(marked)}；正确答案：${rightIn(marked)}${why === '' ? '' : `\n　${why}`}`;
}

function givenIn({ question, answer }: Marked): string {
  return answer === undefined ? '未答' : answerInWords(question, answer);
}

function rightIn({ question }: Marked): string {
  return answerInWords(question, { questionId: question.id, choices: question.right, text: '' });
}
