import { beijingDateOf, formatDate, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { type Button, type Card, MAX_BUTTONS } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import type { AssessedRow, AssessmentRow } from '../grading/assessments.ts';
import { type Grade, gradeLabel } from '../grading/grade.ts';
import { objectTo, THE_RESULT } from '../objections/presses.ts';
import { showBoards } from '../scoring/presses.ts';
import { type FeedbackRow, feedbackCardId } from './feedbacks.ts';
import { acknowledgeFeedback, askFeedbackWords, explainResult, readResult } from './presses.ts';
import { toldWords } from './told-words.ts';

/** How many names stand in a task's name. */
const mostNames = 3;

/** One line of the list of feedbacks. */
export interface FeedbackLine {
  feedback: FeedbackRow;
  unitName: string;
  headName: string;
  /** Whether the card was delivered and acknowledged. */
  delivery: 'sent' | 'waiting' | 'failed';
}

/** The first line for a trainee. */
const toTraineeByGrade: Readonly<Record<Grade, (name: string) => string>> = {
  excellent: (name) => `您在“${name}”中考核等次为优秀，特此祝贺。望再接再厉，学以致用。`,
  good: (name) => `您在“${name}”中考核等次为良好。望学以致用，继续努力。`,
  pass: (name) => `您在“${name}”中考核等次为合格。望结合岗位继续学习提高。`,
  fail: (name) => `您在“${name}”中考核等次为不合格。请查看依据，如有不明之处，请联系班主任。`,
};

const adviceByGrade: Readonly<Record<Grade, string>> = {
  excellent: '请结合岗位安排其交流学习体会，促进学用结合。',
  good: '请结合岗位支持其把学习成果用到工作中。',
  pass: '请在工作中给予帮助，支持其继续学习提高。',
  fail: '请与其谈心谈话，了解原因，帮助制定学习改进计划。',
};
const adviceWithdrawn = '请了解有关情况，并合理安排其今后的学习。';

export const resultWords = {
  notYours: (classId: string) => `您没有参加班次 ${classId}，或该班次没有您的成绩。`,
  notGradedYet: (objectionWorkingDays: number) =>
    `以上为目前得分，等次尚未公布。对记分有异议的，请在 ${objectionWorkingDays} 个工作日内回复“异议”提出。`,
  underReview: '本班考核结果正在复核，以上为目前得分；重新公布后，结果有变化的会通知您。',
  others: (rows: readonly { trainingClass: ClassRow; result: string }[]) =>
    [
      '其他班次：',
      ...rows.map(({ trainingClass, result }) => `${trainingClass._id}　${trainingClass.name}　${result}`),
      '查看某一班次的依据，请回复“/我的成绩 <班号>”。',
    ].join('\n'),
  outcome: (row: AssessedRow) => (row.finalGrade === undefined ? '按退学处理' : gradeLabel(row.finalGrade)),

  /**
   * The trainee's own result with the title that was posted, without the rank, which is only told on request.
   * @param besides - results of tests that are told with it
   */
  card: (
    trainingClass: ClassRow,
    row: AssessedRow,
    objectionUntilOn: string,
    besides: Pick<Card, 'lines' | 'buttons'> = { lines: [], buttons: [] },
  ): Card => ({
    kind: 'card',
    id: `result:${trainingClass._id}`,
    task: { name: `知悉本人在“${trainingClass.name}”的考核结果`, classId: trainingClass._id, ofTrainee: true },
    title: '培训考核结果',
    lines: [
      row.finalGrade === undefined
        ? `按照学员管理规定，您在“${trainingClass.name}”中不评定等次。`
        : toTraineeByGrade[row.finalGrade](trainingClass.name),
      ...row.gradeReasons,
      ...(isExcellent(row) ? ['经公示无异议，您被评为本班优秀学员。'] : []),
      ...besides.lines,
      `如有异议，请于${formatDate(objectionUntilOn)}前（含当日）点“提出异议”或回复“异议”提出。`,
    ],
    fields: [],
    buttons: [...resultButtons(trainingClass, row), ...besides.buttons].slice(0, MAX_BUTTONS),
  }),
  read: '已知悉',
  explanation: (trainingClass: ClassRow, row: AssessmentRow) =>
    [`“${trainingClass.name}”考核依据：`, ...row.explanation].join('\n'),

  /** All results of one class for the head of the trainees' unit. @param rows - one or more */
  feedback: (trainingClass: ClassRow, unitId: string, rows: readonly AssessedRow[]): Card => {
    const names = rows.map((row) => row.name);
    const { _id: classId } = trainingClass;
    return cardOf({
      id: feedbackCardId(classId, unitId),
      task: { name: `阅知${namesIn(names)}在“${trainingClass.name}”的考核结果`, mayWait: true, classId },
      title: '学员考核结果反馈',
      lines: [
        ...(rows.length > 1 ? [`“${trainingClass.name}”你单位学员 ${rows.length} 名：`] : []),
        ...rows.flatMap((row) => feedbackLines(row, rows.length > 1)),
        '请阅知，并注意保密。',
      ],
      fields: [
        ...(rows.length > 1 ? [] : [{ label: '学员', value: names.join('') }]),
        { label: '班次', value: trainingClass.name },
        ...(rows.length > 1 ? [] : rows.map((row) => ({ label: '结果', value: resultWords.outcome(row) }))),
      ],
      buttons: [
        { label: '已阅知', style: 'primary', press: acknowledgeFeedback.with({ classId, unitId }) },
        { label: '阅知并写意见', press: askFeedbackWords.with({ classId, unitId }) },
      ],
    });
  },
  feedbackReminder: (trainingClass: ClassRow, unitId: string, rows: readonly AssessedRow[]): Card => ({
    ...resultWords.feedback(trainingClass, unitId, rows),
    title: '请阅知考核结果反馈',
  }),
  askWords: '请写下您的意见后发送，将转告县委组织部，并记为已阅知。回复“取消”则不提出。',
  wordsTaken: '您的意见已转告县委组织部，并已记为阅知。',
  /** For whoever released the results. */
  wordsOf: (trainingClass: ClassRow, unitName: string, by: string, words: string) =>
    `【反馈意见】${unitName}${by}对“${trainingClass.name}”考核结果反馈的意见：${words}`,
  /** For whoever released the results: which heads have not acknowledged after all reminders. */
  escalated: (trainingClass: ClassRow, workingDays: number, heads: readonly string[]) =>
    `【反馈未阅知】“${trainingClass.name}”的结果反馈发出已满 ${workingDays} 个工作日，还有 ${heads.length} 个单位未阅知，请电话联系：${heads.join('、')}。已当面或电话告知的，用“/当面告知 ${trainingClass._id} 学员姓名 告知情况”登记。`,
  escalatedNote: (trainingClass: ClassRow) => `未阅知结果反馈的单位：${trainingClass.name}`,
  /** @param people - the results acknowledged */
  acknowledged: (at: Date, people: number) => `已于${formatMoment(at)}阅知${people > 1 ? `（${people} 名学员）` : ''}`,

  /** On the card of a head who left. */
  handedOver: '单位主要负责人有变动，已转由现任或县委组织部办理',
  handedOverNote: (names: readonly string[]) => `转交结果反馈：${names.join('、')}的单位主要负责人`,

  notPublished: (trainingClass: ClassRow) => `“${trainingClass.name}”的成绩尚未公布，还没有反馈。`,
  notSentYet: (trainingClass: ClassRow) =>
    `“${trainingClass.name}”的成绩已办理公布，结果尚未发出（非工作日和夜间不发送）。`,
  progress: (trainingClass: ClassRow, lines: readonly FeedbackLine[], results: readonly AssessedRow[]) => {
    const done = lines.filter(({ feedback }) => feedback.state === 'acknowledged');
    const open = lines.filter(({ feedback }) => feedback.state === 'sent');
    const nobody = lines.filter(({ feedback }) => feedback.state === 'nobody');
    const [untold] = nobody;
    const answered = new Map(
      done.flatMap(({ feedback: { words }, unitName, headName }) =>
        words === undefined ? [] : [[`${unitName} ${headName}`, words]],
      ),
    );
    const first = lines[0]?.feedback.sentAt;
    return [
      `“${trainingClass.name}”结果反馈${first === undefined ? '' : `（${formatDate(beijingDateOf(first))}发出）`}：应阅知 ${done.length + open.length} 份，已阅知 ${done.length} 份，未阅知 ${open.length} 份。`,
      `学员本人：共 ${results.length} 人，已知悉 ${results.filter((row) => row.readAt !== undefined).length} 人。`,
      ...(['failed', 'waiting', 'sent'] as const).flatMap((delivery) =>
        headsIn(
          deliveryLabels[delivery],
          open.filter((line) => line.delivery === delivery),
        ),
      ),
      ...[...answered].map(([head, words]) => `${head}的意见：${words}`),
      ...toldLines(lines),
      ...(untold === undefined
        ? []
        : [
            `无反馈对象 ${nobody.length} 人：${nobody.map((line) => `${line.feedback.name}（${line.unitName}）`).join('、')}`,
            toldWords.how(trainingClass._id, untold.feedback.name),
          ]),
    ].join('\n');
  },
} as const;

function toldLines(lines: readonly FeedbackLine[]): string[] {
  return lines.flatMap(({ feedback: { name, toldHow }, unitName }) =>
    toldHow === undefined ? [] : [`县委组织部已告知 ${name}（${unitName}）：${toldHow}`],
  );
}

function resultButtons({ _id: classId }: ClassRow, { finalGrade }: AssessedRow): Button[] {
  return [
    { label: '知悉', style: 'primary', press: readResult.with({ classId }) },
    { label: '查看依据', press: explainResult.with({ classId }) },
    ...(finalGrade === undefined ? [] : [{ label: '查看成绩图', press: showBoards.with({ classId }) }]),
    { label: '提出异议', press: objectTo.with({ classId, event: THE_RESULT }) },
  ];
}

/** The title, which holds once the list was posted; results go out only then. */
function isExcellent({ excellentTrainee }: AssessedRow): boolean {
  return excellentTrainee === 'candidate';
}

/** `张三`, `张三、李四`, `张三、李四等5名学员`. */
function namesIn(names: readonly string[]): string {
  return names.length > mostNames
    ? `${names.slice(0, mostNames).join('、')}等 ${names.length} 名学员`
    : names.join('、');
}

/** What is said of one trainee; one line where there are several. */
function feedbackLines(row: AssessedRow, isOneOfSeveral: boolean): string[] {
  const isOut = row.finalGrade === undefined;
  const lines = [
    ...(isExcellent(row) ? ['经公示，评为本班优秀学员。'] : []),
    ...(isOut ? row.gradeReasons : []),
    ...(isOut || row.strong.length === 0 ? [] : [`突出方面：${row.strong.join('、')}。`]),
    ...(isOut || row.weak.length === 0 ? [] : [`有待加强：${row.weak.join('、')}。`]),
    `建议：${row.finalGrade === undefined ? adviceWithdrawn : adviceByGrade[row.finalGrade]}`,
  ];
  const result = isOut ? '' : `${resultWords.outcome(row)}。`;
  return isOneOfSeveral ? [`【${row.name}】${result}${lines.join('')}`] : lines;
}

const deliveryLabels = { sent: '未阅知', waiting: '正在发送', failed: '未能送达，请另行联系' } as const;

/** The heads in one line, each with the trainees reported to them. */
function headsIn(label: string, lines: readonly FeedbackLine[]): string[] {
  const heads = new Map<string, string[]>();
  for (const { unitName, headName, feedback } of lines) {
    const head = `${unitName} ${headName}`;
    heads.set(head, [...(heads.get(head) ?? []), feedback.name]);
  }
  const named = [...heads].map(([head, names]) => `${head}（学员${names.join('、')}）`);
  return named.length === 0 ? [] : [`${label} ${lines.length} 份：${named.join('；')}`];
}
