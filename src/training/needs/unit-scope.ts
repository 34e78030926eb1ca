import { typedWord } from '../../chat/plain-text.ts';
import { UNIT_KINDS, unitKindLabel } from '../../county/cadre.ts';
import { UnitTree } from '../../county/unit-tree.ts';
import { type UnitRow, unitNamed } from '../../county/units.ts';

/** Whether anybody can answer for a unit. */
export function canReport({ headId, liaisonId }: Pick<UnitRow, 'headId' | 'liaisonId'>): boolean {
  return headId !== undefined || liaisonId !== undefined;
}

/**
 * The units a typed scope means: 全县, 县直, 乡镇, a kind of unit, or the names of units joined by 、. Those below a named one are asked by it.
 * @returns `undefined` when a word means nothing; units each once, by their ids
 */
export function unitsInScope(
  units: readonly UnitRow[],
  typed: string,
): { scope: string; units: UnitRow[] } | undefined {
  const tree = new UnitTree(units);
  const found = new Set<UnitRow>();
  const names: string[] = [];
  for (const part of typed.split(/[、,，;；]/u).filter((each) => each.trim() !== '')) {
    const some = meant(tree, part);
    if (some === undefined) return undefined;
    for (const unit of some) found.add(unit);
    names.push(unitNamed(units, part)?.name ?? typedWord(part));
  }
  const inOrder = [...found].sort((a, b) => (a._id < b._id ? -1 : 1));
  return names.length === 0 ? undefined : { scope: names.join('、'), units: inOrder };
}

function meant(tree: UnitTree, typed: string): UnitRow[] | undefined {
  const word = typedWord(typed);
  const named = unitNamed(tree.units, typed);
  if (named !== undefined) return [named];
  if (word === '全县') return [...tree.units];
  if (word === '县直') return tree.units.filter(({ _id }) => !tree.isInTown(_id));
  if (word === '乡镇') return tree.units.filter(({ _id }) => tree.isInTown(_id));
  const kind = UNIT_KINDS.find((each) => unitKindLabel(each) === word);
  return kind === undefined ? undefined : tree.units.filter((unit) => unit.kind === kind);
}

/** Who is asked first for a unit's report: its liaison, or where there is none its head. */
export function reporterOf({ headId, liaisonId }: Pick<UnitRow, 'headId' | 'liaisonId'>): string | undefined {
  return liaisonId ?? headId;
}
