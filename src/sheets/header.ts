import { comparable, plainWord } from '../chat/plain-text.ts';
import type { Listed } from './packed-list.ts';
import type { CellValue, SheetRow } from './sheet.ts';

/** The name of one column, as far as the sheet gives it. */
export interface HeaderCell {
  at: number;
  /** As the sheet has it, without spaces, stars and colons; of several header rows the lowest. */
  text: string;
  /** Group names above it and its own, e.g. `任职情况` + `任职时间`; the same as `text` where there is no group. */
  path: string;
  /** One name over several columns, so that nobody can say which of them it names. */
  shared: boolean;
}

export interface Header {
  row: SheetRow;
  /** How many rows it takes. */
  depth: number;
  cells: readonly HeaderCell[];
}

/** A header does not take more rows than this. */
const MAX_DEPTH = 4;

/**
 * The rows from `index` on as the names of columns. A header takes more than one row where a name in it runs down into the next one (a
 * merged cell), or where one name lies over several columns and the next row names these alone.
 */
export function headerAt(rows: Listed<SheetRow>, index: number): Header | undefined {
  const near = Array.from({ length: MAX_DEPTH + 1 }, (_, at) => rows.at(index + at)).filter((one) => one !== undefined);
  const [row] = near;
  if (row === undefined) return undefined;
  let depth = 1;
  while (depth < MAX_DEPTH && goesOn(near.slice(0, depth), near[depth])) depth += 1;
  const stack = near.slice(0, depth);
  const columns = [...new Set(stack.flatMap((one) => [...one.cells.keys()]))].sort((a, b) => a - b);
  const cells = columns.map((at): HeaderCell => {
    const named = stack.filter((one) => one.cells.has(at));
    const texts = [...new Set(named.map((one) => headerText(one.cells.get(at)?.text ?? '')))];
    const lowest = named.at(-1)?.cells;
    const shared = [at - 1, at + 1].some((beside) => isSameRange(lowest?.get(at), lowest?.get(beside)));
    return { at, text: texts.at(-1) ?? '', path: texts.join(''), shared };
  });
  return { row, depth, cells };
}

/** How a header is compared: without spaces, line breaks, stars and colons. */
function headerText(text: string): string {
  return plainWord(text).replaceAll(/[*:]/g, '');
}

/** Whether two header texts mean the same; a closing note such as `（必填）` counts for nothing. */
export function isHeader(text: string, known: string): boolean {
  const whole = comparable(text);
  const wanted = comparable(headerText(known));
  return whole === wanted || whole.replace(/\([^()]*\)$/, '') === wanted;
}

function goesOn(above: readonly SheetRow[], next: SheetRow | undefined): boolean {
  const last = above.at(-1);
  if (last === undefined || next === undefined) return false;
  const runsDown = [...next.cells].some(([at, cell]) => isSameRange(cell, last.cells.get(at)));
  const groups = [...last.cells].filter(([at, cell]) => isSameRange(cell, last.cells.get(at + 1)));
  const isGrouped = (at: number) => {
    const cell = last.cells.get(at);
    return groups.some(([, group]) => cell !== undefined && isSameRange(group, cell));
  };
  const namesGroupsAlone = groups.length > 0 && [...last.cells.keys()].some((at) => !isGrouped(at));
  return runsDown || (namesGroupsAlone && [...next.cells.keys()].every(isGrouped));
}

function isSameRange(one: CellValue | undefined, other: CellValue | undefined): boolean {
  return one?.kind === 'merged' && other?.kind === 'merged' && one.master === other.master;
}
