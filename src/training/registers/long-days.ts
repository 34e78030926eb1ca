import { formatDate } from '../../calendar/beijing-time.ts';

/** The days of a class as a document has them, with their years: it is read long afterwards. */
export function longDays(fromOn: string, toOn: string): string {
  return fromOn === toOn ? formatDate(fromOn) : `${formatDate(fromOn)}至${formatDate(toOn)}`;
}
