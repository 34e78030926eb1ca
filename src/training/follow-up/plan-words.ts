import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { type ActionPlanRow, headsWords, progressOf } from './action-plans.ts';
import type { FollowUpRules } from './follow-up-rules.ts';
import { askPlanWords, confirmPlans, writeGoals, writeProgress } from './presses.ts';

export function planCardId(classId: string): string {
  return `action-plan:${classId}`;
}

export function planUnitCardId(classId: string): string {
  return `action-plan-unit:${classId}`;
}

export function progressCardId(classId: string, day: number): string {
  return `action-plan-progress:${classId}:${day}`;
}

/** `一、每月走访十户；二、年底前化解两件积案`. */
export function goalsLine(goals: readonly string[]): string {
  return goals.map((goal, at) => `${'一二三四五'[at]}、${withoutStop(goal)}`).join('；');
}

/** When the last of these was written, as a card of them tells it. */
export function lastWritten(plans: readonly ActionPlanRow[]): string {
  return String(Math.max(...plans.map(({ writtenAt }) => writtenAt.getTime())));
}

/** `30、60、90`. */
const daysOf = ({ plan }: FollowUpRules) => plan.progressDays.join('、');

/** What is said of the action plan (行动计划) to the trainee and to the head of the unit. */
export const planWords = {
  card: ({ _id: classId, name }: ClassRow, rules: FollowUpRules): Card =>
    cardOf({
      id: planCardId(classId),
      title: '结业行动计划',
      task: { name: `写“${name}”的行动计划`, mayWait: true, classId, ofTrainee: true },
      lines: [
        `请结合“${name}”所学，写下结业后要办成的 ${rules.plan.goals} 件事，可打字，也可用语音。`,
        `由单位主要负责人确认；结业 ${daysOf(rules)} 天时各问一次进展。`,
      ],
      buttons: [{ label: '写目标', style: 'primary', press: writeGoals.with({ classId }) }],
    }),
  note: (className: string) => `请学员写行动计划：${className}`,
  ask: ({ plan }: FollowUpRules) =>
    `请写下 ${plan.goals} 个目标后发送，每个不超过 ${plan.mostLetters} 字。一条发完的，换行或写“一、二、”分开；也可先发一个。回复“取消”则不写。`,
  askNext: (first: string) => `第一个目标：${withoutStop(first)}。请接着写第二个，两个都写好后保存。回复“取消”则不写。`,
  settled: '已写行动计划',
  written: ({ goals }: ActionPlanRow) =>
    `行动计划已保存：${goalsLine(goals)}。下一个工作日送单位主要负责人确认。修改的，请再用“/行动计划”。`,
  /** One's own plan as it stands. */
  own: ({ _id: classId, name }: ClassRow, plan: ActionPlanRow): Card =>
    cardOf({
      id: `action-plan-own:${classId}`,
      title: '我的行动计划',
      lines: [
        `${goalsLine(plan.goals)}。`,
        `${planWords.state(plan)}。`,
        ...progressOf(plan).map(({ day, words }) => `${day} 天进展：${withoutStop(words)}。`),
      ],
      fields: [{ label: '班次', value: name }],
      numbers: 'none',
      buttons: [
        { label: '写进展', style: 'primary', press: writeProgress.with({ classId }) },
        { label: '修改目标', press: writeGoals.with({ classId }) },
      ],
    }),
  /** `单位已确认，意见：予以支持`. */
  state: (plan: Pick<ActionPlanRow, 'state' | 'confirmations'>) => {
    const words = headsWords(plan);
    return plan.state === 'written' ? '待单位确认' : `单位已确认${words === '' ? '' : `，意见：${withoutStop(words)}`}`;
  },

  /** All plans of one class that this head has not confirmed. @param plans - one or more */
  unitCard: ({ _id: classId, name }: ClassRow, plans: readonly ActionPlanRow[]): Card => {
    const shown = { classId, upTo: lastWritten(plans) };
    return cardOf({
      id: planUnitCardId(classId),
      title: '请确认行动计划',
      task: { name: `确认“${name}”学员的行动计划`, mayWait: true, classId },
      lines: [
        `您单位 ${plans.length} 名学员在“${name}”结业时写了行动计划：`,
        ...plans.map((plan) => `${plan.name}：${goalsLine(plan.goals)}。`),
      ],
      buttons: [
        { label: '确认', style: 'primary', press: confirmPlans.with(shown) },
        { label: '确认并写意见', press: askPlanWords.with(shown) },
      ],
    });
  },
  unitNote: (people: number) => `请单位主要负责人确认行动计划 ${people} 份`,
  confirmed: (people: number) => `已确认行动计划 ${people} 份`,
  confirmedReply: (names: readonly string[]) => `已确认${names.join('、')}的行动计划，本人可在学册中看到。`,
  askWords: '请写下您的意见后发送，将转告本人，并记为已确认。回复“取消”则不确认。',
  wordsTo: (by: string, words: string) => `【行动计划】${by}已确认您的行动计划，意见：${withoutStop(words)}。`,
  undone: '已撤销确认',

  progressCard: ({ _id: classId, name }: ClassRow, plan: ActionPlanRow, day: number): Card =>
    cardOf({
      id: progressCardId(classId, day),
      title: `行动计划进展（结业 ${day} 天）`,
      task: { name: `写行动计划 ${day} 天的进展（${name}）`, mayWait: true, classId, ofTrainee: true },
      lines: [
        `您的目标：${goalsLine(plan.goals)}。`,
        '请用一句话说明进展，可打字，也可用语音；有图片的，直接发送即可作为佐证。',
      ],
      buttons: [{ label: '写进展', style: 'primary', press: writeProgress.with({ classId }) }],
    }),
  progressNote: (day: number) => `询问行动计划 ${day} 天的进展`,
  askProgress: '请用一句话写下或说出行动计划的进展后发送。回复“取消”则不记。',
  progressSettled: '已写进展',
  reported: (day: number) => `${day} 天的进展已保存，单位主要负责人和县委组织部可以查看。更正的，请再用“/计划进展”。`,
  matter: (day: number) => `行动计划 ${day} 天进展`,
} as const;
