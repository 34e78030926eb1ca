import { describe, expect, it } from 'vitest';
import {
  ACTIONS,
  type Action,
  type Actor,
  allow,
  mayEver,
  requireAllowed,
  type Subject,
} from '../../src/county/policy.ts';
import { ROLES, type Role, readRole, roleLabel } from '../../src/county/roles.ts';

/** Someone with one role who teaches class k1, heads unit u1 and is liaison of unit u2. */
function actor(...roles: Role[]): Actor {
  return { cadreId: 'me', roles, teachesClassIds: ['k1'], headsUnitIds: ['u1'], liaisesUnitIds: ['u2'] };
}

const mine: Subject = { classId: 'k1', unitId: 'u1', cadreId: 'me', proposedBy: 'other' };
const foreign: Subject = { classId: 'k9', unitId: 'u9', cadreId: 'other', proposedBy: 'other' };

/** Who may do it to something of their own, and who also to anything else. Whoever is not named may not. */
const MATRIX: Readonly<Record<Action, { anything: readonly Role[]; ownOnly: readonly Role[] }>> = {
  'help.read': { anything: ROLES, ownOnly: [] },
  'todo.read': { anything: ROLES, ownOnly: [] },
  'survey.create': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'survey.answer': { anything: [], ownOnly: ['cadre'] },
  'survey.progress': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'survey.read-names': { anything: ['orgDept'], ownOnly: [] },
  'survey.results': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'survey.close': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'class.create': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'class.curriculum': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'class.read': { anything: ['orgDept', 'partySchool', 'evaluationTeam'], ownOnly: ['classTeacher'] },
  'call-up.propose': { anything: ['orgDept'], ownOnly: [] },
  'call-up.issue': { anything: ['orgDept'], ownOnly: [] },
  'call-up.answer': { anything: [], ownOnly: ['cadre'] },
  'call-up.decide': { anything: ['orgDept'], ownOnly: [] },
  'call-up.progress': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher', 'unitHead'] },
  'notice.send': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'notice.answer': { anything: [], ownOnly: ['cadre'] },
  'notice.progress': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'material.send': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'sign-in.open': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'sign-in.make': { anything: [], ownOnly: ['cadre'] },
  'sign-in.correct': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'sign-in.left-early': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'sign-in.progress': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'leave.ask': { anything: [], ownOnly: ['cadre'] },
  'leave.decide': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'score.record': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'score.reverse': { anything: ['evaluationTeam', 'partySchool'], ownOnly: ['classTeacher'] },
  'score.bonus-propose': { anything: [], ownOnly: ['classTeacher'] },
  'score.bonus-confirm': { anything: ['evaluationTeam'], ownOnly: [] },
  'score.read-own': { anything: [], ownOnly: ['cadre'] },
  'score.read-class': { anything: ['orgDept', 'partySchool', 'evaluationTeam'], ownOnly: ['classTeacher'] },
  'grade.propose': { anything: ['evaluationTeam'], ownOnly: [] },
  'grade.confirm': { anything: ['evaluationTeam'], ownOnly: [] },
  'grade.publish': { anything: ['orgDept'], ownOnly: [] },
  'result.read-own': { anything: [], ownOnly: ['cadre'] },
  'result.acknowledge': { anything: [], ownOnly: ['unitHead'] },
  'delivery.inspect': { anything: ['systemAdmin'], ownOnly: [] },
  'delivery.retry': { anything: ['systemAdmin'], ownOnly: [] },
  'role.grant': { anything: ['systemAdmin'], ownOnly: [] },
};

describe('who may do what', () => {
  it.each(ACTIONS)('%s: exactly the roles of the matrix, role by role', (action) => {
    const { anything, ownOnly } = MATRIX[action];
    for (const role of ROLES) {
      const expected = { mine: anything.includes(role) || ownOnly.includes(role), foreign: anything.includes(role) };
      const answer = { mine: allow(actor(role), action, mine), foreign: allow(actor(role), action, foreign) };
      expect({ role, ...answer }).toEqual({ role, ...expected });
    }
  });

  it('gives nothing to a person without a role, also not to a unit head by being listed as one', () => {
    for (const action of ACTIONS) expect(allow(actor(), action, mine)).toBe(false);
  });

  it('gives nothing scoped when the subject is not known', () => {
    for (const action of ACTIONS) {
      for (const role of MATRIX[action].ownOnly) expect(allow(actor(role), action, {})).toBe(false);
    }
  });

  it('tells the unit a liaison serves from the unit a head leads', () => {
    expect(allow(actor('unitLiaison'), 'call-up.progress', { unitId: 'u2' })).toBe(true);
    expect(allow(actor('unitLiaison'), 'call-up.progress', { unitId: 'u1' })).toBe(false);
    expect(allow(actor('unitHead'), 'call-up.progress', { unitId: 'u2' })).toBe(false);
  });

  it.each(['grade.confirm', 'score.bonus-confirm'] as const)('%s needs a second person', (action) => {
    expect(allow(actor('evaluationTeam'), action, { proposedBy: 'other' })).toBe(true);
    expect(allow(actor('evaluationTeam'), action, { proposedBy: 'me' })).toBe(false);
    expect(allow(actor('evaluationTeam'), action, {})).toBe(false);
    expect(allow(actor(...ROLES), action, { proposedBy: 'me' })).toBe(false);
  });

  it('says why not: never, not yours, or a second person is needed', () => {
    const refused = (who: Actor, action: Action, subject: Subject) => () => requireAllowed(who, action, subject);
    expect(refused(actor('cadre'), 'call-up.propose', mine)).toThrow(
      expect.objectContaining({ code: 'policy.denied' }),
    );
    expect(refused(actor('classTeacher'), 'notice.send', foreign)).toThrow(
      expect.objectContaining({ code: 'policy.not-yours' }),
    );
    expect(refused(actor('evaluationTeam'), 'grade.confirm', { proposedBy: 'me' })).toThrow(
      expect.objectContaining({ code: 'policy.two-persons' }),
    );
    expect(refused(actor('cadre'), 'survey.answer', mine)).not.toThrow();
  });

  it('lists for help what a person may do at all', () => {
    expect(mayEver(actor('unitHead'), 'result.acknowledge')).toBe(true);
    expect(mayEver(actor('unitHead'), 'call-up.propose')).toBe(false);
  });
});

describe('roles', () => {
  it('reads every role back from its identifier and from its Chinese name', () => {
    for (const role of ROLES) expect([readRole(role), readRole(roleLabel(role))]).toEqual([role, role]);
    expect(readRole('主席')).toBeUndefined();
  });
});
