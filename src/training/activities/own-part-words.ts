import { addDays, formatDay } from '../../calendar/beijing-time.ts';
import type { ActivityRules } from './activity-rules.ts';
import type { OwnPart } from './own-parts.ts';

/** What the card of a morning says of what its receiver has a part in. */
export const ownPartWords = {
  line: (part: OwnPart, dateOn: string, { kinds }: Pick<ActivityRules, 'kinds'>): string => {
    const day = dayOf(part.dateOn, dateOn);
    if (part.is === 'duty') return part.dateOn === dateOn ? `${day}由您值日，点到请回复“点到”。` : `${day}由您值日。`;
    const { name } = kinds[part.kind];
    if (part.is === 'speaker') return `${day}${name}由您主讲：${part.title}。`;
    return `${day}${name}由您记录：${part.title}。${part.dateOn === dateOn ? '结束后请回复“活动纪要”。' : ''}`;
  },
} as const;

function dayOf(partOn: string, dateOn: string): string {
  if (partOn === dateOn) return '今天';
  return partOn === addDays(dateOn, 1) ? '明天' : formatDay(partOn);
}
