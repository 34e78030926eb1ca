import type { ListSheet } from '../../chat/long-list.ts';
import { staffListLabels } from '../words.ts';

/** A list as a page shows it. */
export interface PageList extends ListSheet {
  /** For each row the page behind it. */
  links?: readonly (string | undefined)[];
  /** By the header of a column, the page behind each row's cell there. */
  cellLinks?: ReadonlyMap<string, readonly (string | undefined)[]>;
  /** What is said where there is no row at all. */
  empty?: string;
  /** It was made for the words that are looked for: they filter no more. */
  ofWords?: true;
}

export interface ShownRow {
  cells: readonly (string | number)[];
  /** For each cell the page behind it. */
  hrefs: readonly (string | undefined)[];
  /** Something is missing in it. */
  isGap: boolean;
}

/** What of a list is wanted, as the address says it. */
export interface Filters {
  /** Words that a row must have, each somewhere. */
  words: string;
  /** By the header of a column, what a row must have there. */
  only: ReadonlyMap<string, string>;
  /** From 1. */
  page: number;
}

/** Of a column: which values are written there and how often, the most frequent first. */
interface ColumnTotal {
  header: string;
  counts: readonly { value: string; count: number }[];
}

export const rowsPerPage = 200;
const mostTotals = 4;
const mostValues = 8;
const mostLetters = 12;
const fewestRows = 4;

/** The columns whose cells lead on, the first there is; or else the first column. */
const leading: readonly string[] = [staffListLabels.name, staffListLabels.classNumber, staffListLabels.indicator];

export function leadOf({ columns }: Pick<PageList, 'columns'>): number {
  const headers = columns.map(({ header }) => header);
  return Math.max(0, headers.indexOf(leading.find((header) => headers.includes(header)) ?? ''));
}

export function readFilters(query: URLSearchParams): Filters {
  const only = query.getAll('only').flatMap((each): [string, string][] => {
    const cut = each.indexOf(':');
    return cut < 1 ? [] : [[each.slice(0, cut), each.slice(cut + 1)]];
  });
  const page = Number(query.get('page') ?? 1);
  return {
    words: (query.get('q') ?? '').trim().slice(0, 60),
    only: new Map(only),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

export function writeFilters({ words, only, page }: Filters): [string, string][] {
  return [
    ...(words === '' ? [] : [['q', words] as [string, string]]),
    ...[...only].map(([header, value]): [string, string] => ['only', `${header}:${value}`]),
    ...(page === 1 ? [] : [['page', String(page)] as [string, string]]),
  ];
}

/** The rows that are wanted. A column that the list does not have filters nothing. */
export function filteredRows(list: PageList, { words, only }: Filters): ShownRow[] {
  const { columns, rows, links, cellLinks, gaps, ofWords } = list;
  const lead = leadOf(list);
  const wanted = (ofWords ? '' : words).toLowerCase().split(/\s+/u).filter(Boolean);
  const at = [...only].flatMap(([header, value]) => {
    const index = columns.findIndex((column) => column.header === header);
    return index < 0 ? [] : [{ index, value }];
  });
  return rows
    .map((cells, index) => ({
      cells,
      hrefs: columns.map(
        ({ header }, at) => (at === lead ? links?.[index] : undefined) ?? cellLinks?.get(header)?.[index],
      ),
      isGap: gaps?.[index] === true,
    }))
    .filter(({ cells }) => at.every(({ index, value }) => String(cells[index] ?? '') === value))
    .filter(({ cells }) => {
      const text = cells.join('\n').toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
}

/** Which columns a page shows: those in which something stands. */
export function filledColumns({ columns, rows }: Pick<PageList, 'columns' | 'rows'>): number[] {
  return columns.flatMap((_, index) => (rows.some((cells) => (cells[index] ?? '') !== '') ? [index] : []));
}

/** Totals of the columns that sort the rows into few kinds; what a row is named by is no kind. */
export function totalsOf(list: PageList, rows: readonly ShownRow[]): ColumnTotal[] {
  if (rows.length < fewestRows || list.isFigures) return [];
  const lead = leadOf(list);
  return list.columns
    .map(({ header }, index) => ({ header, counts: index === lead ? [] : countsOf(rows, index) }))
    .filter(isTelling)
    .slice(0, mostTotals);
}

function countsOf(rows: readonly ShownRow[], index: number): ColumnTotal['counts'] {
  const counts = new Map<string, number>();
  for (const { cells } of rows) {
    const value = String(cells[index] ?? '');
    if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

function isTelling({ counts }: ColumnTotal): boolean {
  const repeated = counts.some(({ count }) => count > 1);
  const isShort = counts.every(
    ({ value }) => [...value].length <= mostLetters && !/^[\d.:：\-/年月日 ]+$/u.test(value),
  );
  return repeated && isShort && counts.length > 0 && counts.length <= mostValues;
}
