import { addDays, beijingDateOf, beijingTime } from '../../calendar/beijing-time.ts';
import { byCadre } from '../class/by-cadre.ts';
import type { CountedClass } from './class-figures.ts';
import { type Figure, type FigureRows, medianOf } from './figure.ts';
import { figureWords } from './figure-words.ts';
import type { Period } from './period.ts';

/** A message that reached somebody, as the outbox tells of it. */
interface Reached {
  cadreId: string;
  sentAt: Date;
  settledByUpdate?: string;
  isAnswer?: true;
}

export interface MessagesSent {
  reachedBetween(from: Date, to: Date): Promise<readonly Reached[]>;
}

/** Messages are kept for little longer than a year. */
const keptDays = 365;
/** From the call-up to the results. */
const daysAround = 30;

/** What the bot cost the trainees of the classes of the last year: messages, and those of them that were answered. */
export async function burdenFigures(
  { deliveries }: { deliveries: MessagesSent },
  classes: readonly CountedClass[],
  period: Period,
): Promise<Figure[]> {
  const since = addDays(period.toOn, -keptDays);
  const recent = classes.filter(({ row, trainees }) => row.opensOn >= since && trainees.length > 0);
  const reached = recent.length === 0 ? [] : await sentSince(deliveries, addDays(since, -daysAround));
  const of = byCadre(reached);
  const counted = recent.map(({ row, trainees }) => {
    const [fromOn, toOn] = [addDays(row.opensOn, -daysAround), addDays(row.closesOn, daysAround)];
    const own = trainees.map(({ cadreId }) => of(cadreId).filter(({ on }) => fromOn <= on && on <= toOn));
    return {
      row,
      messages: own.map((each) => each.length),
      answers: own.map((each) => each.filter(({ settledByUpdate }) => settledByUpdate !== undefined).length),
    };
  });
  const rows: FigureRows = {
    columns: COLUMNS,
    namesPeople: false,
    rows: counted.map(({ row, messages, answers }) => [
      ...[row._id, row.name, messages.length, medianOf(messages) ?? 0, Math.max(...messages)],
      ...[medianOf(answers) ?? 0, Math.max(...answers)],
    ]),
  };
  return (['messages', 'answers'] as const).map((key) => {
    const value = medianOf(counted.flatMap((each) => each[key]));
    return { key, ...figureWords[key], ...(value !== undefined && { value }), rows };
  });
}

async function sentSince(deliveries: MessagesSent, fromOn: string) {
  const until = beijingTime(addDays(fromOn, keptDays + 3 * daysAround), '00:00');
  const rows = await deliveries.reachedBetween(beijingTime(fromOn, '00:00'), until);
  return rows.filter(({ isAnswer }) => isAnswer !== true).map((row) => ({ ...row, on: beijingDateOf(row.sentAt) }));
}

const COLUMNS = [
  { header: '班号', width: 12 },
  { header: '班次', width: 36 },
  { header: '学员人数', width: 10 },
  { header: '消息中位数', width: 12 },
  { header: '消息最多', width: 10 },
  { header: '办理中位数', width: 12 },
  { header: '办理最多', width: 10 },
];
