import { addMonths, formatCreditHours, formatDate, formatKnownDate } from '../../calendar/beijing-time.ts';
import { isWithin } from '../../county/groups.ts';
import { type Duty, dutyNeed } from '../hours/duties.ts';
import type { CallUpGroup, CallUpRules } from './call-up-rules.ts';
import type { CallUpTarget, Candidate } from './call-up-target.ts';

/** Why a person should be trained. */
export interface Need {
  cadreId: string;
  /** The reasons that hold, in the rule pack's order. */
  groups: readonly CallUpGroup[];
  /** Minutes short of the required hours, of one year. */
  shortMinutes: number;
  duty: Duty | undefined;
  /** `''` = never trained. */
  lastTrainedOn: string;
  /** `''` = not known. */
  promotedOn: string;
  /** Whether the time within which training for a promotion is due is over. */
  isOverdue: boolean;
}

/** The days that reasons are reckoned from, the same for everybody on a list. */
export interface NeedDays {
  /** Who was last trained on this day or earlier has gone long without. */
  longAgoOn: string;
  opensOn: string;
}

export function needDaysOf({ opensOn }: Pick<CallUpTarget, 'opensOn'>, rules: CallUpRules): NeedDays {
  return {
    longAgoOn: addMonths(opensOn, -12 * rules.longUntrainedYears),
    opensOn,
  };
}

/** The reasons for naming a person, as of the day the class opens. */
export function needOf(
  { cadre, groups, duty }: Pick<Candidate, 'cadre' | 'groups' | 'duty'>,
  days: NeedDays,
  rules: CallUpRules,
): Need {
  const { training, promotedOn } = cadre;
  const { withinMonths, overdueMonths } = rules.postTraining;
  const isDue = cadre.rankLevel !== 'staff' && isWithin(promotedOn, withinMonths + overdueMonths, days.opensOn);
  // Hours that are required over several years weigh as what is missing of each.
  const shortMinutes = duty === undefined ? 0 : Math.ceil(duty.shortMinutes / duty.years);
  const lastTrainedOn = training.lastTrainedOn ?? '';
  const short = shortMinutes > 0;
  const newly = (groups.newlyPromoted || isDue) && lastTrainedOn < (promotedOn ?? '');
  const long = lastTrainedOn <= days.longAgoOn;
  return {
    cadreId: cadre.id,
    groups: rules.order.filter((group) => {
      if (group === 'newlyPromoted') return newly;
      if (group === 'hoursShort') return short;
      return group === 'longUntrained' ? long : groups[group];
    }),
    shortMinutes,
    duty,
    lastTrainedOn,
    promotedOn: promotedOn ?? '',
    isOverdue: !isWithin(promotedOn, withinMonths, days.opensOn),
  };
}

/** More than anybody can be short of, in minutes, so that what is left of it sorts as text. */
const mostMinutes = 9_999_999;

/** A text that sorts people by need, the greater first: by each group in the rule pack's order, then by cadre id. */
export function orderOf(need: Need, rules: CallUpRules): string {
  return `${rules.order.map((group) => orderWithin(group, need)).join('')}${need.cadreId}`;
}

/** As long for everybody. Dates sort as text; without one, never trained comes first. */
function orderWithin(group: CallUpGroup, { groups, shortMinutes, lastTrainedOn }: Need): string {
  if (group === 'hoursShort') return String(mostMinutes - shortMinutes).padStart(7, '0');
  const held = groups.includes(group) ? '0' : '1';
  if (group !== 'longUntrained') return held;
  return `${held}${(held === '0' ? lastTrainedOn : '').padEnd(10)}`;
}

/** The reasons as sentences, in the rule pack's order. */
export function needReasons(need: Need, rules: CallUpRules): string[] {
  const sentences: Readonly<Record<CallUpGroup, string>> = {
    newlyPromoted: promotedReason(need, rules),
    hoursShort: shortReason(need),
    longUntrained: untrainedReason(need, rules),
    keyPost: '关键岗位干部，属于重点调训对象。',
    newRecruit: '新录用公务员，属于重点调训对象。',
    youngCadre: '年轻干部，属于重点调训对象。',
  };
  return need.groups.map((group) => sentences[group]);
}

/** The reasons in a few words each, for a list under the first of them. */
export function needBriefly(need: Need): string {
  const { lastTrainedOn } = need;
  const briefs: Readonly<Record<CallUpGroup, string>> = {
    newlyPromoted: `${formatKnownDate(need.promotedOn)}提拔${need.isOverdue ? '，任职培训逾期' : ''}`,
    hoursShort: `${need.duty?.kind === 'longCycle' ? `近${need.duty.years}年` : ''}缺${formatCreditHours(need.duty?.shortMinutes ?? 0)}`,
    longUntrained: lastTrainedOn === '' ? '无培训记录' : `${formatDate(lastTrainedOn)}后未培训`,
    keyPost: '关键岗位',
    newRecruit: '新录用',
    youngCadre: '年轻干部',
  };
  return need.groups.map((group) => briefs[group]).join('、');
}

function shortReason({ duty }: Need): string {
  if (duty === undefined) return '';
  const when = duty.kind === 'longCycle' ? `近${duty.years}年` : '本年度';
  return `${when}应完成脱产培训${dutyNeed(duty)}，尚缺${formatCreditHours(duty.shortMinutes)}。`;
}

function promotedReason({ promotedOn, isOverdue }: Need, { postTraining }: CallUpRules): string {
  const since = formatKnownDate(promotedOn);
  return isOverdue
    ? `${since}提拔任职，已超过${postTraining.withinMonths}个月，尚未完成任职培训，应尽快安排。`
    : `新提拔领导干部，${since}提拔任职以来尚未参加培训，应在${postTraining.withinMonths}个月内完成任职培训。`;
}

function untrainedReason({ lastTrainedOn }: Need, rules: CallUpRules): string {
  if (lastTrainedOn === '') return '信息库中没有参加过培训的记录。';
  return `最近一次培训为${formatDate(lastTrainedOn)}，已满${rules.longUntrainedYears}年未参加培训。`;
}
