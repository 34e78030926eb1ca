import { formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { type Button, type Card, MAX_BUTTONS } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import type { ClassAnswers } from '../satisfaction/class-answers.ts';
import type { ClosingFacts, ClosingStep, ClosingStepName } from './closing-steps.ts';

interface StepWords {
  left: (left: number) => string;
  /** The command that shows or does what is left, of the class unless it is `ofPerson`. */
  command: string;
  ofPerson?: true;
  button: string;
}

const steps: Readonly<Record<ClosingStepName, StepWords>> = {
  timetable: { left: () => '课程表尚未录入', command: '课程', button: '课程表' },
  lessons: { left: (left) => `还有 ${left} 节课没有上完`, command: '课程', button: '课程表' },
  rolls: { left: (left) => `${left} 个半天没有任何签到记录，全班将按缺勤计`, command: '签到情况', button: '签到情况' },
  minutes: { left: (left) => `${left} 项活动没有纪要`, command: '活动', button: '班级活动' },
  leave: { left: (left) => `请假 ${left} 件未审批`, command: '待办', button: '待办', ofPerson: true },
  stay: { left: (left) => `${left} 名学员是否按退学处理未决定`, command: '评定等次', button: '去留情况' },
  works: { left: (left) => `作业 ${left} 份未交或未评完`, command: '作业情况', button: '作业情况' },
  tests: { left: (left) => `测试 ${left} 项未结束`, command: '测试情况', button: '测试情况' },
  marks: { left: (left) => `${left} 名学员没有评完`, command: '成绩', button: '查看待评' },
  bonuses: { left: (left) => `加分 ${left} 笔未确认`, command: '待办', button: '待办', ofPerson: true },
  vetoes: { left: (left) => `一票否决 ${left} 件未确认`, command: '待办', button: '待办', ofPerson: true },
  objections: { left: (left) => `异议 ${left} 件未办结`, command: '异议列表', button: '异议列表' },
  grading: { left: () => '等次尚未评定', command: '评定等次', button: '评定等次' },
  posting: { left: () => '优秀学员人选尚未公示期满', command: '公示', button: '公示情况' },
  results: { left: () => '成绩尚未公布', command: '公布成绩', button: '公布成绩' },
  feedback: { left: (left) => `结果反馈 ${left} 份未阅知或未告知`, command: '反馈进度', button: '反馈进度' },
  plans: { left: (left) => `${left} 名学员未写行动计划`, command: '跟踪', button: '结业跟踪' },
};

/** The commands that its buttons begin. */
export const closingCommands: readonly string[] = [
  ...new Set([...Object.values(steps).map(({ command }) => command), '满意度']),
];

/** How many have rated the class: nobody has to, so this is no step. */
function ratedWords({ atLeast, people, closesAt, isCounted }: ClassAnswers, how: string): string {
  const said = atLeast === 0 ? '作答人数较少' : `${atLeast} 人${isCounted ? '' : '以上'}作答`;
  return `满意度：学员 ${people} 人，${said}，${isCounted ? '已汇总' : `${formatMoment(closesAt)}截止`}${how === '' ? '' : `，${how}`}。`;
}

const gradingLabels: Readonly<Record<ClosingFacts['grading'], string>> = {
  none: '等次尚未评定',
  proposed: '等次评定方案待确认',
  returned: '等次评定方案已退回',
  confirmed: '等次已评定',
  released: '等次已评定',
  published: '等次已评定',
};

/** Results that were released go out by themselves; nothing is left to do about them. */
function onTheirWay(open: readonly ClosingStep[]): string {
  return open.some(({ name }) => name === 'posting') ? '成绩待公示期满后自动发出' : '成绩已确认公布，正在发送';
}

/** What is left of a class, as sentences without what to do about it. */
export function missingWords(all: readonly ClosingStep[], grading: ClosingFacts['grading']): string[] {
  return all
    .filter(({ left }) => left > 0)
    .map(({ name, left }) => (name === 'grading' ? gradingLabels[grading] : steps[name].left(left)));
}

export const closingWords = {
  /**
   * What is still missing, each with its button, or with its command where the card has no room for one more.
   * @param answers - to what was asked about the class, once it is
   * @param buttonFor - the button that begins a command, of this class if it is given, where this person may use it
   */
  standing: (
    { _id, name }: ClassRow,
    all: readonly ClosingStep[],
    grading: ClosingFacts['grading'],
    buttonFor: (command: string, label: string, classId?: string) => Button | undefined,
    answers?: ClassAnswers,
  ): Card => {
    const open = all.filter(({ left }) => left > 0);
    const isOnItsWay = ({ name: step }: ClosingStep) => step === 'results' && grading === 'released';
    const buttons = new Map<string, Button>();
    for (const step of open.filter((each) => !isOnItsWay(each))) {
      const { command, button, ofPerson } = steps[step.name];
      const made = buttonFor(command, button, ofPerson === true ? undefined : _id);
      if (made !== undefined && !buttons.has(command)) buttons.set(command, made);
    }
    const rated = answers && buttonFor('满意度', '满意度', _id);
    if (rated !== undefined) buttons.set('满意度', rated);
    const shown = [...buttons].slice(0, MAX_BUTTONS);
    const leftOut = (command: string, classId?: string) => {
      const isLeftOut = buttons.has(command) && !shown.some(([each]) => each === command);
      return isLeftOut ? `请回复“/${command}${classId === undefined ? '' : ` ${classId}`}”` : '';
    };
    const text = (each: ClosingStep) => {
      if (isOnItsWay(each)) return onTheirWay(open);
      const { name: step, left } = each;
      const { command, ofPerson } = steps[step];
      const said = leftOut(command, ofPerson === true ? undefined : _id);
      const what = step === 'grading' ? gradingLabels[grading] : steps[step].left(left);
      return said === '' ? what : `${what}，${said}`;
    };
    return cardOf({
      id: `closing:${_id}`,
      title: '结班情况',
      lines: [
        ...(open.length === 0
          ? [`“${name}”各项工作已办结，可用“/导出 ${_id}”领取登记册归档。`]
          : [
              `“${name}”共 ${all.length} 项，已办结 ${all.length - open.length} 项，还缺 ${open.length} 项：`,
              ...open.map((step, index) => `${index + 1}. ${text(step)}`),
            ]),
        ...(answers === undefined ? [] : [ratedWords(answers, leftOut('满意度', _id))]),
      ],
      buttons: shown.map(([, button]) => button),
    });
  },
} as const;
