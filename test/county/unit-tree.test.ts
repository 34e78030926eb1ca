import { describe, expect, it } from 'vitest';
import { UnitTree } from '../../src/county/unit-tree.ts';
import type { UnitRow } from '../../src/county/units.ts';

const unit = (_id: string, parentId?: string, kind: UnitRow['kind'] = 'institution'): UnitRow => ({
  ...{ _id, name: _id, kind, size: 10 },
  ...(parentId === undefined ? {} : { parentId }),
});
const tree = new UnitTree([
  unit('town', undefined, 'town'),
  unit('school', 'town'),
  unit('point', 'school'),
  unit('fin'),
]);

describe('the tree of units', () => {
  it('a unit includes all below it', () => {
    expect(tree.below('town').map(({ _id }) => _id)).toEqual(['town', 'school', 'point']);
    expect(tree.below('school').map(({ _id }) => _id)).toEqual(['school', 'point']);
    expect([tree.isWithin('point', 'town'), tree.isWithin('town', 'point'), tree.isWithin('fin', 'town')]).toEqual([
      ...[true, false, false],
    ]);
  });

  it('what lies in a town lies in it however deep', () => {
    expect(['town', 'point', 'fin'].map((id) => tree.isInTown(id))).toEqual([true, true, false]);
  });

  it('units that belong to each other by mistake end nowhere', () => {
    const circle = new UnitTree([unit('a', 'b'), unit('b', 'a')]);
    expect(circle.upward('a').map(({ _id }) => _id)).toEqual(['a', 'b']);
  });
});
