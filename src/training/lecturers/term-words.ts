import { formatDays, formatDuration } from '../../calendar/beijing-time.ts';
import type { Term, TermShares } from './term-shares.ts';

type Repairs = TermShares['leaders']['repairs'];

/** What is said of the school's shares of a term. */
export const termWords = {
  shares: (term: Term, classes: number, { leaders, interactive, unknownLecturers }: TermShares): string =>
    [
      `${term.name}（${formatDays(term.fromOn, term.toOn)}）主体班次 ${classes} 个：`,
      leaders.sentence,
      ...open('改由领导干部授课', leaders.repairs, leaders.met),
      interactive.sentence,
      ...open('改用研讨、案例、模拟等方式', interactive.repairs, interactive.met),
      ...(unknownLecturers === 0 ? [] : [`有 ${unknownLecturers} 节课的授课人不在师资库，未计为领导干部授课。`]),
    ].join('\n'),
  none: (term: Term) => `${term.name}还没有主体班次的课程。`,
  noTerm: '现行规则没有这一天所在的学期，请联系系统管理员。',
  badTerm: (word: string) => `“${word}”请写成本学期或上学期。`,
} as const;

function open(what: string, repairs: Repairs, met: boolean): string[] {
  if (met) return [];
  if (repairs.length === 0) return ['本学期没有尚未上的课可以调整。'];
  const classes = repairs.map(({ classId, name, minutes }) => `${classId}“${name}”（尚有${formatDuration(minutes)}）`);
  return [`可在以下班次${what}：${classes.join('、')}。`];
}
