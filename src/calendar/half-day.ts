import { formatClock, formatDay } from './beijing-time.ts';

/** Half of a day as attendance counts it: sessions starting before 12:00, before 18:00, later. */
export type Half = 'morning' | 'afternoon' | 'evening';

const HALF_LABELS: Readonly<Record<Half, string>> = { morning: '上午', afternoon: '下午', evening: '晚上' };

export function halfOf({ startsAt }: { startsAt: Date }): Half {
  const clock = formatClock(startsAt);
  if (clock < '12:00') return 'morning';
  return clock < '18:00' ? 'afternoon' : 'evening';
}

/** The half of a day that a Chinese word names; absent when it names none. */
export function readHalf(word: string): Half | undefined {
  return word === '上午' ? 'morning' : word === '下午' ? 'afternoon' : word === '晚上' ? 'evening' : undefined;
}

/** `上午`. */
export function halfLabel(half: Half): string {
  return HALF_LABELS[half];
}

/** `3月4日 周三 上午`. */
export function halfDayName({ dateOn, half }: { dateOn: string; half: Half }): string {
  return `${formatDay(dateOn)} ${HALF_LABELS[half]}`;
}
