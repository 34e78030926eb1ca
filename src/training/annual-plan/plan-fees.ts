import type { AnnualPlanRules } from './annual-plan-rules.ts';
import type { PlannedClass } from './plan-item.ts';

type Fees = Pick<PlannedClass, 'days' | 'feeClass' | 'yuanPerPersonDay' | 'lecturerTitle' | 'yuanPerHour'>;
type FeeRules = Pick<AnnualPlanRules, 'feeClasses' | 'longClass' | 'lecturerTitles'>;

/** The fee class that holds where none is named. */
export function usualFeeClass({ feeClasses }: Pick<FeeRules, 'feeClasses'>): string {
  return Object.keys(feeClasses)[0] ?? '';
}

/** Why what is planned may not be planned, as sentences; exactly at a limit it may. */
export function feeFaults(fees: Fees, rules: FeeRules): string[] {
  return [...quotaFaults(fees, rules), ...lectureFaults(fees, rules)];
}

/** The days beyond those of a long class count with a share of the quota alone. All in whole numbers: both sides times the denominator. */
function quotaFaults({ days, feeClass, yuanPerPersonDay }: Fees, { feeClasses, longClass }: FeeRules): string[] {
  const known = feeClasses[feeClass];
  if (known === undefined) return ['经费类别不在现行规则中。'];
  const { overDays, share } = longClass;
  const full = Math.min(days, overDays);
  const most = known.yuanPerPersonDay * (full * share.denominator + (days - full) * share.numerator);
  if (yuanPerPersonDay * days * share.denominator <= most) return [];
  if (days <= overDays)
    return [`综合定额每人每天 ${yuanPerPersonDay} 元，超过${known.name}的上限 ${known.yuanPerPersonDay} 元。`];
  const mostPerDay = Math.floor(most / (days * share.denominator));
  return [
    `综合定额每人每天 ${yuanPerPersonDay} 元，超过上限。${days}天的班，超过${overDays}天的部分按定额的${(share.numerator * 100) / share.denominator}%计，平均每天至多 ${mostPerDay} 元。`,
  ];
}

function lectureFaults({ lecturerTitle, yuanPerHour }: Fees, { lecturerTitles }: FeeRules): string[] {
  if (lecturerTitle === undefined && yuanPerHour === undefined) return [];
  const known = lecturerTitle === undefined ? undefined : lecturerTitles[lecturerTitle];
  if (known === undefined) return ['填写讲课费的，请同时填写授课人职称。'];
  if (yuanPerHour === undefined) return ['填写授课人职称的，请同时填写讲课费。'];
  return yuanPerHour <= known.yuanPerHour
    ? []
    : [`讲课费每学时 ${yuanPerHour} 元，超过${known.name}的上限 ${known.yuanPerHour} 元。`];
}
