import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { UnitTree } from '../../../src/county/unit-tree.ts';
import { escalationAt, stepDue, toldOf } from '../../../src/training/class-messages/notice-escalation.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const rules = defaultRulePack().notices.escalation;
const unit = { kind: 'town' as const, size: 20 };
const tree = new UnitTree([
  { ...unit, _id: 'town', name: '甲镇', headId: 'head', liaisonId: 'liaison' },
  { ...unit, _id: 'school', name: '甲镇中心小学', parentId: 'town', headId: 'principal' },
]);
const of = (cadreId: string, unitId: string) => ({ cadreId, unitId });

describe('who is told that a notice was not answered', () => {
  it('the liaison when the deadline passes, the head a working day later at the same time, over a weekend too', () => {
    const friday = beijingTime('2026-03-06', '17:30');
    expect(escalationAt(friday, 'liaison', rules)).toEqual(friday);
    expect(escalationAt(friday, 'head', rules)).toEqual(beijingTime('2026-03-09', '17:30'));
    const at = (dateOn: string, clock: string) => stepDue(friday, beijingTime(dateOn, clock), rules);
    expect([at('2026-03-06', '17:29'), at('2026-03-06', '17:31'), at('2026-03-09', '17:29')]).toEqual([
      undefined,
      'liaison',
      'liaison',
    ]);
    expect([at('2026-03-09', '17:31'), at('2026-03-14', '09:00')]).toEqual(['head', undefined]);
  });

  it('each of them once with all of their people, those of units below that have nobody included', () => {
    const told = toldOf('liaison', [of('a', 'town'), of('b', 'school')], tree, 'sender');
    expect([...told].map(([who, people]) => [who, people.map(({ cadreId }) => cadreId)])).toEqual([
      ['liaison', ['a', 'b']],
    ]);
  });

  it('nobody of themselves: the next unit above is told', () => {
    expect([...toldOf('head', [of('principal', 'school')], tree, 'sender').keys()]).toEqual(['head']);
    expect(toldOf('head', [of('head', 'town')], tree, 'sender').size).toBe(0);
    expect(toldOf('head', [of('a', 'town')], tree, 'head').size).toBe(0);
  });

  it('every missing person is in one list at most, and in none of their own', () => {
    const people = fc.array(
      fc.record({
        cadreId: fc.constantFrom('a', 'b', 'head', 'liaison'),
        unitId: fc.constantFrom('town', 'school', 'none'),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(people, fc.constantFrom('liaison' as const, 'head' as const), (missing, step) => {
        const told = [...toldOf(step, missing, tree, 'sender')];
        expect(told.flatMap(([, list]) => list).length).toBeLessThanOrEqual(missing.length);
        for (const [officer, list] of told) expect(list.map(({ cadreId }) => cadreId)).not.toContain(officer);
      }),
    );
  });
});
