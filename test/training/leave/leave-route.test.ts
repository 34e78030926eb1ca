import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaveRoute, officesLeft, officesNamed } from '../../../src/training/leave/leave-route.ts';
import { LEAVE_KINDS } from '../../../src/training/leave/leave-rules.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const rules = defaultRulePack().attendance;

describe('who agrees to leave', () => {
  it('is the class teacher for a day, the school too for more, the organisation department too beyond three days', () => {
    const of = (halfDays: number) => officesNamed(leaveRoute('personalLeave', halfDays, rules));
    expect([1, 2, 3, 6, 7].map(of)).toEqual([
      ...['班主任', '班主任', '班主任、县委党校', '班主任、县委党校', '班主任、县委党校、县委组织部'],
    ]);
  });

  it('never becomes fewer with more half-days, whatever the kind', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LEAVE_KINDS), fc.nat(40), fc.nat(40), (kind, a, b) => {
        const [few, many] = [Math.min(a, b) + 1, Math.max(a, b) + 1];
        expect(leaveRoute(kind, few, rules).length).toBeLessThanOrEqual(leaveRoute(kind, many, rules).length);
      }),
    );
  });

  it('follows a rule for one kind where the pack has one', () => {
    const leaveRoutes = [
      { overHalfDays: 0, offices: ['classTeacher' as const] },
      { kinds: ['sickLeave' as const], overHalfDays: 0, offices: ['partySchool' as const] },
    ];
    const own = { ...rules, leaveRoutes };
    expect([leaveRoute('sickLeave', 1, own), leaveRoute('personalLeave', 1, own)]).toEqual([
      ...[['partySchool'], ['classTeacher']],
    ]);
  });

  it('a request of an earlier version is the class teacher’s alone', () => {
    expect(officesLeft({})).toEqual(['classTeacher']);
    expect(officesLeft({ route: ['classTeacher', 'partySchool'], agreedSteps: 1 })).toEqual(['partySchool']);
  });
});
