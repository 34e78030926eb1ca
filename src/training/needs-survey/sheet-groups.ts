import type { AnswerSheet } from './question.ts';

/** Sheets whose results are told together: of one unit or level, or of several that are too small alone. */
export interface SheetGroup<Sheet = AnswerSheet> {
  /** The units or levels; one alone is told by its name. */
  keys: readonly string[];
  sheets: readonly Sheet[];
}

/**
 * Sheets by unit or level. Groups under `smallestGroup` are merged, and if they are too few even together, the smallest others are added, so
 * that no small group can be computed by subtraction from the total; nothing where there are too few in all.
 * @returns by key, the merged ones last; the same for any order of the sheets
 */
export function groupsOf<Sheet>(
  sheets: readonly Sheet[],
  keyOf: (sheet: Sheet) => string,
  smallestGroup: number,
): SheetGroup<Sheet>[] {
  const byKey = new Map<string, Sheet[]>();
  for (const sheet of sheets) {
    const own = byKey.get(keyOf(sheet));
    if (own === undefined) byKey.set(keyOf(sheet), [sheet]);
    else own.push(sheet);
  }
  const groups = [...byKey].map(([key, own]): SheetGroup<Sheet> => ({ keys: [key], sheets: own })).sort(smallerFirst);
  let small: SheetGroup<Sheet> = { keys: [], sheets: [] };
  for (let next = groups[0]; next !== undefined; next = groups[0]) {
    const isTooFew = small.keys.length > 0 && small.sheets.length < smallestGroup;
    if (next.sheets.length >= smallestGroup && !isTooFew) break;
    small = joined(small, next);
    groups.shift();
  }
  const alone = groups.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return small.sheets.length < smallestGroup ? alone : [...alone, small];
}

/**
 * Merges groups until no set of them, compared with the groups by which the same sheets are told elsewhere, leaves fewer than `smallestGroup`
 * sheets over: a level that is all of a unit but two would tell what these two answered.
 * @param groups - few, e.g. levels: every set of them is looked at
 */
export function withoutDifferences(
  groups: readonly SheetGroup[],
  others: readonly SheetGroup[],
  smallestGroup: number,
): SheetGroup[] {
  let left = [...groups];
  while (left.length > 1 && tellsTooMuch(left, others, smallestGroup)) {
    const [one, two, ...rest] = [...left].sort(smallerFirst);
    if (one === undefined || two === undefined) break;
    left = [...rest.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)), joined(one, two)];
  }
  return left;
}

/** Whether some groups without all others that lie within them, or all others they touch without them, are fewer than may be told. */
function tellsTooMuch(groups: readonly SheetGroup[], others: readonly SheetGroup[], smallestGroup: number): boolean {
  const groupOf = new Map(groups.flatMap(({ sheets }, at) => sheets.map((sheet) => [sheet, at] as const)));
  const shares = others.map(({ sheets }) => {
    const counts = groups.map(() => 0);
    for (const sheet of sheets) {
      const at = groupOf.get(sheet);
      if (at !== undefined) counts[at] = (counts[at] ?? 0) + 1;
    }
    return { all: sheets.length, counts };
  });
  const isFew = (count: number) => count > 0 && count < smallestGroup;
  for (let chosen = 1; chosen < 2 ** groups.length; chosen += 1) {
    const isIn = (_: unknown, at: number) => Math.floor(chosen / 2 ** at) % 2 === 1;
    const size = sum(groups.filter(isIn).map(({ sheets }) => sheets.length));
    const parts = shares.map(({ all, counts }) => ({ all, within: sum(counts.filter(isIn)) }));
    const inside = sum(parts.filter(({ all, within }) => within === all).map(({ all }) => all));
    const touched = sum(parts.filter(({ within }) => within > 0).map(({ all }) => all));
    if (isFew(size - inside) || isFew(touched - size)) return true;
  }
  return false;
}

function joined<Sheet>(one: SheetGroup<Sheet>, other: SheetGroup<Sheet>): SheetGroup<Sheet> {
  return { keys: [...one.keys, ...other.keys].sort(), sheets: [...one.sheets, ...other.sheets] };
}

const nameOf = ({ keys }: Pick<SheetGroup, 'keys'>) => keys.join();
const smallerFirst = (a: SheetGroup<unknown>, b: SheetGroup<unknown>) =>
  a.sheets.length - b.sheets.length || (nameOf(a) < nameOf(b) ? -1 : 1);
const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
