import type { ListSheet } from '../../chat/long-list.ts';
import { type FigureKey, figureWords } from './figure-words.ts';
import { type Period, yearsOf } from './period.ts';

/** The list behind a figure. */
export interface FigureRows {
  columns: ListSheet['columns'];
  rows: ListSheet['rows'];
  /** They name people, or tell of single ones: only for those who may read such lists. */
  namesPeople: boolean;
  /** Whom each row is about. */
  people?: ListSheet['people'];
}

/** One figure of a county's training. */
export interface Figure {
  key: FigureKey;
  label: string;
  /** Absent where nothing is known yet. */
  value?: number;
  unit: string;
  /** What it counts, and what not. */
  explanation: string;
  /** By year, where it can be added up. */
  byYear?: Readonly<Record<string, number>>;
  /** Absent where no list lies behind it. */
  rows?: FigureRows;
}

/** One thing that is counted, with its day and its row in the list. */
export interface Counted {
  on: string;
  row: ListSheet['rows'][number];
  /** Whom it is about. */
  cadreId?: string;
}

/** How many there are, in all and by year, with the list of them by day. */
export function countFigure(
  key: FigureKey,
  counted: readonly Counted[],
  period: Period,
  { columns, namesPeople = false }: { columns: ListSheet['columns']; namesPeople?: boolean },
): Figure {
  const inOrder = [...counted].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return {
    ...{ key, ...figureWords[key], value: counted.length, byYear: countsByYear(counted, period) },
    rows: {
      ...{ columns, namesPeople, rows: inOrder.map(({ row }) => row) },
      ...(namesPeople && { people: inOrder.map(({ cadreId }) => cadreId) }),
    },
  };
}

function countsByYear(counted: readonly Counted[], period: Period): Record<string, number> {
  return Object.fromEntries(
    yearsOf(period).map((year) => [year, counted.filter(({ on }) => on.startsWith(year)).length]),
  );
}

/** Whole percent, rounded down, so that 100 is said of everybody alone. */
export function percent(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Math.floor((part * 100) / whole);
}

/** The lower of the two in the middle. */
export function medianOf(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
