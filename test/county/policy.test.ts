import { describe, expect, it } from 'vitest';
import {
  ACTIONS,
  type Action,
  type Actor,
  allow,
  decidesAbout,
  mayEver,
  mayIn,
  requireAllowed,
  type Subject,
} from '../../src/county/policy.ts';
import { ROLES, type Role, readRole, roleLabel } from '../../src/county/roles.ts';

/** Someone with one role who teaches class k1, heads unit u1 and is liaison of unit u2. */
function actor(...roles: Role[]): Actor {
  return {
    cadreId: 'me',
    roles,
    teachesClassIds: ['k1'],
    headsUnitIds: ['u1'],
    liaisesUnitIds: ['u2'],
    attendsClassIds: ['k7'],
    otherTeams: new Map(),
  };
}

const mine: Subject = { classId: 'k1', unitId: 'u1', cadreId: 'me', proposedBy: 'other' };
const foreign: Subject = { classId: 'k9', unitId: 'u9', cadreId: 'other', proposedBy: 'other' };

/** Who may do it to something of their own, and who also to anything else. Whoever is not named may not. */
const MATRIX: Readonly<Record<Action, { anything: readonly Role[]; ownOnly: readonly Role[] }>> = {
  'help.read': { anything: ROLES, ownOnly: [] },
  'todo.read': { anything: ROLES, ownOnly: [] },
  'suggestion.make': { anything: ROLES, ownOnly: [] },
  'suggestion.answer': { anything: ['orgDept'], ownOnly: [] },
  'satisfaction.rate': { anything: [], ownOnly: ['cadre'] },
  'satisfaction.set': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'satisfaction.read': { anything: ['orgDept', 'partySchool', 'evaluationTeam'], ownOnly: ['classTeacher'] },
  'survey.create': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'survey.answer': { anything: [], ownOnly: ['cadre'] },
  'survey.progress': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'survey.read-names': { anything: ['orgDept'], ownOnly: [] },
  'survey.read-files': { anything: ['orgDept'], ownOnly: [] },
  'survey.results': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'survey.chase': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'survey.close': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'survey.reopen': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'need.open': { anything: ['orgDept'], ownOnly: [] },
  'need.report': { anything: ['orgDept'], ownOnly: ['unitHead'] },
  'need.read': { anything: ['orgDept', 'partySchool'], ownOnly: ['unitHead'] },
  'need.note': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'need.org': { anything: ['orgDept'], ownOnly: [] },
  'need.menu': { anything: ['orgDept', 'partySchool', 'unitHead', 'unitLiaison'], ownOnly: [] },
  'plan.read': { anything: ['orgDept', 'partySchool'], ownOnly: ['unitHead'] },
  'plan.file': { anything: ['orgDept', 'partySchool'], ownOnly: ['unitHead'] },
  'plan.change': { anything: ['orgDept'], ownOnly: ['unitHead'] },
  'plan.withdraw': { anything: ['orgDept'], ownOnly: ['unitHead'] },
  'plan.review': { anything: ['orgDept'], ownOnly: [] },
  'plan.merge': { anything: ['orgDept'], ownOnly: [] },
  'plan.confirm': { anything: ['orgDept'], ownOnly: [] },
  'class.create': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'class.curriculum': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'class.read': { anything: ['orgDept', 'partySchool', 'evaluationTeam'], ownOnly: ['classTeacher'] },
  'class.archive': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'faculty.read': { anything: ['orgDept', 'partySchool', 'evaluationTeam', 'classTeacher'], ownOnly: [] },
  'faculty.change': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'class.change': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'class.ask-withdrawal': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'class.withdraw': { anything: ['orgDept'], ownOnly: [] },
  'committee.manage': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'committee.take-part': { anything: [], ownOnly: ['cadre'] },
  'committee.confirm': { anything: ['partySchool'], ownOnly: [] },
  'committee.name': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'committee.read': { anything: ['orgDept', 'partySchool', 'evaluationTeam'], ownOnly: ['classTeacher'] },
  'elective.choose': { anything: [], ownOnly: ['cadre'] },
  'elective.open': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'elective.decide': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'elective.read': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher', 'unitHead'] },
  'call-up.propose': { anything: ['orgDept'], ownOnly: [] },
  'call-up.issue': { anything: ['orgDept'], ownOnly: [] },
  'call-up.consult': { anything: [], ownOnly: ['unitHead'] },
  'call-up.pick': { anything: [], ownOnly: ['unitHead'] },
  'call-up.answer': { anything: [], ownOnly: ['cadre'] },
  'call-up.decide': { anything: ['orgDept'], ownOnly: [] },
  'call-up.change': { anything: ['orgDept'], ownOnly: [] },
  'call-up.document': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'call-up.progress': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher', 'unitHead'] },
  'trainee.drop-out': { anything: ['orgDept'], ownOnly: [] },
  'arrival.say': { anything: [], ownOnly: ['cadre'] },
  'arrival.read': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'arrival.mark': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'notice.send': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher', 'unitHead'] },
  'notice.beyond-class': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher', 'unitHead'] },
  'notice.answer': { anything: [], ownOnly: ['cadre'] },
  'notice.progress': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher', 'unitHead'] },
  'class-group.bind': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'material.send': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'sign-in.open': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'sign-in.make': { anything: [], ownOnly: ['cadre'] },
  'sign-in.screen': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'room.change': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'room.read': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'sign-in.roll': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'sign-in.name-keeper': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'sign-in.correct': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'sign-in.left-early': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'sign-in.progress': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'leave.ask': { anything: [], ownOnly: ['cadre'] },
  'leave.decide': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'leave.decide-long': { anything: ['partySchool'], ownOnly: [] },
  'leave.decide-longest': { anything: ['orgDept'], ownOnly: [] },
  'town-school.change': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'town-school.read': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'self-assessment.read': { anything: ['orgDept', 'orgDeptLeader', 'partySchool'], ownOnly: [] },
  'self-assessment.enter': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'activity.manage': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'activity.minutes': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher', 'cadre'] },
  'activity.read': { anything: ['orgDept', 'partySchool', 'evaluationTeam'], ownOnly: ['classTeacher', 'cadre'] },
  'activity.count': { anything: ['orgDept', 'partySchool', 'evaluationTeam'], ownOnly: [] },
  'activity.offer': { anything: [], ownOnly: ['cadre'] },
  'activity.decide': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'exchange.propose': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'exchange.consult': { anything: [], ownOnly: ['unitHead'] },
  'exchange.change': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher', 'unitHead'] },
  'exchange.read': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher', 'unitHead', 'cadre'] },
  'exchange.log': { anything: [], ownOnly: ['cadre'] },
  'exchange.visit': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'exchange.rate': { anything: [], ownOnly: ['unitHead'] },
  'proof.send': { anything: ROLES, ownOnly: [] },
  'score.record': { anything: ['partySchool', 'evaluationTeam', 'inspector'], ownOnly: ['classTeacher'] },
  'score.record-all': { anything: ['partySchool', 'evaluationTeam'], ownOnly: ['classTeacher'] },
  'work.give': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'work.read': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'work.mark': { anything: ['orgDept', 'partySchool', 'evaluationTeam'], ownOnly: ['classTeacher'] },
  'work.hand-in': { anything: [], ownOnly: ['cadre'] },
  'test.give': { anything: ['partySchool'], ownOnly: ['classTeacher'] },
  'test.read': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'test.take': { anything: [], ownOnly: ['cadre'] },
  'score.reverse': { anything: ['evaluationTeam', 'partySchool'], ownOnly: ['classTeacher'] },
  'score.bonus-propose': { anything: [], ownOnly: ['classTeacher'] },
  'score.veto-propose': { anything: ['evaluationTeam', 'partySchool'], ownOnly: ['classTeacher'] },
  'score.bonus-confirm': { anything: ['evaluationTeam'], ownOnly: [] },
  'score.read-evidence': { anything: ['evaluationTeam', 'partySchool'], ownOnly: ['classTeacher', 'cadre'] },
  'objection.make': { anything: [], ownOnly: ['cadre'] },
  'objection.read': { anything: ['evaluationTeam', 'orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'objection.decide': { anything: ['evaluationTeam', 'orgDept'], ownOnly: [] },
  'scheme.propose': { anything: ['partySchool'], ownOnly: [] },
  'scheme.confirm': { anything: ['orgDept'], ownOnly: [] },
  'score.read-own': { anything: [], ownOnly: ['cadre'] },
  'score.read-class': { anything: ['orgDept', 'partySchool', 'evaluationTeam'], ownOnly: ['classTeacher'] },
  'grade.read-team': { anything: ['orgDept', 'partySchool', 'evaluationTeam'], ownOnly: ['classTeacher'] },
  'grade.name-team': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'grade.read-places': { anything: ['evaluationTeam'], ownOnly: [] },
  'grade.propose': { anything: ['evaluationTeam'], ownOnly: [] },
  'grade.confirm': { anything: ['evaluationTeam'], ownOnly: [] },
  'grade.publish': { anything: ['orgDept'], ownOnly: [] },
  'grade.read-posting': { anything: ['evaluationTeam', 'orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'sharing.choose': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'sharing.read-class': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'sharing.own': { anything: [], ownOnly: ['cadre'] },
  'sharing.read': { anything: ROLES, ownOnly: [] },
  'grade.send-back': { anything: ['orgDept'], ownOnly: [] },
  'grade.reopen': { anything: ['orgDept'], ownOnly: [] },
  'appointment.query': { anything: ['orgDeptLeader'], ownOnly: [] },
  'appraisal.read': { anything: ['orgDept', 'orgDeptLeader'], ownOnly: ['unitHead'] },
  'statistics.read': { anything: ['orgDept', 'orgDeptLeader', 'partySchool'], ownOnly: [] },
  'statistics.read-names': { anything: ['orgDept', 'orgDeptLeader'], ownOnly: [] },
  'reserve.read': { anything: ['orgDeptLeader'], ownOnly: [] },
  'reserve.decide': { anything: ['orgDeptLeader'], ownOnly: [] },
  'follow-up.own': { anything: [], ownOnly: ['cadre'] },
  'follow-up.rate': { anything: ['orgDept'], ownOnly: ['unitHead'] },
  'follow-up.read': { anything: ['orgDept'], ownOnly: ['unitHead', 'cadre'] },
  'follow-up.read-class': { anything: ['orgDept', 'partySchool'], ownOnly: ['classTeacher'] },
  'follow-up.draw': { anything: ['orgDept'], ownOnly: [] },
  'follow-up.check': { anything: ['orgDept', 'partySchool'], ownOnly: [] },
  'follow-up.leave-out': { anything: ['orgDept'], ownOnly: [] },
  'front-line.read': { anything: ['orgDept'], ownOnly: [] },
  'front-line.record': { anything: ['orgDept'], ownOnly: [] },
  'honour.read': { anything: ['orgDept', 'orgDeptLeader'], ownOnly: [] },
  'honour.record': { anything: ['orgDept'], ownOnly: [] },
  'result.read-own': { anything: [], ownOnly: ['cadre'] },
  'feedback.tell': { anything: ['orgDept'], ownOnly: [] },
  'result.acknowledge': { anything: [], ownOnly: ['unitHead'] },
  'register.read': { anything: ['orgDept'], ownOnly: ['cadre'] },
  'register.read-class': { anything: ['orgDept'], ownOnly: [] },
  'register.void': { anything: ['orgDept'], ownOnly: [] },
  'hours.read': { anything: ['orgDept'], ownOnly: ['unitHead', 'cadre'] },
  'hours.read-county': { anything: ['orgDept'], ownOnly: [] },
  'hours.claim': { anything: [], ownOnly: ['cadre'] },
  'hours.vouch': { anything: [], ownOnly: ['unitHead'] },
  'hours.enter': { anything: ['orgDept'], ownOnly: [] },
  'hours.enter-claim': { anything: ['systemAdmin', 'orgDept', 'partySchool'], ownOnly: [] },
  'delivery.inspect': { anything: ['systemAdmin'], ownOnly: [] },
  'delivery.retry': { anything: ['systemAdmin'], ownOnly: [] },
  'contacts.read': { anything: ['systemAdmin', 'orgDept'], ownOnly: [] },
  'cadre.look': { anything: ['orgDept'], ownOnly: ['unitHead'] },
  'cadre.change': { anything: ['orgDept'], ownOnly: [] },
  'unit.change': { anything: ['orgDept'], ownOnly: [] },
  'stand-in.read': { anything: ROLES, ownOnly: [] },
  'stand-in.read-all': { anything: ['orgDept'], ownOnly: [] },
  'stand-in.name': { anything: ['unitHead', 'unitLiaison', 'classTeacher'], ownOnly: [] },
  'stand-in.end': { anything: [], ownOnly: ['cadre'] },
  'roster.import': { anything: ['systemAdmin', 'orgDept'], ownOnly: [] },
  'burden.read': { anything: ['systemAdmin', 'orgDept'], ownOnly: [] },
  'role.grant': { anything: ['systemAdmin'], ownOnly: [] },
  'page.open': { anything: ROLES.filter((role) => role !== 'cadre'), ownOnly: [] },
};

describe('who may do what', () => {
  it.each(ACTIONS)('%s: exactly the roles of the matrix, role by role', (action) => {
    const { anything, ownOnly } = MATRIX[action];
    for (const role of ROLES) {
      const expected = { mine: anything.includes(role) || ownOnly.includes(role), foreign: anything.includes(role) };
      const answer = { mine: mayIn(actor(role), action, mine), foreign: mayIn(actor(role), action, foreign) };
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

  it('lets a trainee call the roll of the class whose roll they keep, and of no other', () => {
    const keeper = { ...actor('cadre'), keepsRollOf: ['k7'] };
    const roll = (classId: string, cadreIds: string[]) => allow(keeper, 'sign-in.roll', { classId, cadreIds });
    expect([roll('k7', ['other']), roll('k7', ['other', 'me']), roll('k9', ['other'])]).toEqual([true, false, false]);
    expect(allow(keeper, 'sign-in.correct', { classId: 'k7', cadreId: 'other' })).toBe(false);
    expect([mayEver(keeper, 'sign-in.roll'), mayEver(actor('cadre'), 'sign-in.roll')]).toEqual([true, false]);
  });

  it('lets the committee of a class write to it and follow what they wrote themselves, and nothing beyond', () => {
    const member = { ...actor('cadre'), onCommitteeOf: ['k7'] };
    const may = (action: Action, classId: string, authorId?: string) =>
      allow(member, action, { classId, ...(authorId !== undefined && { authorId }) });
    for (const action of ['notice.send', 'notice.progress'] as const)
      expect([may(action, 'k7'), may(action, 'k7', 'me'), may(action, 'k7', 'other'), may(action, 'k9')]).toEqual([
        ...[true, true, false, false],
      ]);
    expect(may('notice.beyond-class', 'k7', 'me')).toBe(false);
    expect(allow(member, 'notice.send', {})).toBe(false);
    expect([mayEver(member, 'notice.send'), mayEver(actor('cadre'), 'notice.send')]).toEqual([true, false]);
  });

  it('lets a co-owner look at, chase and end the survey they share, and no other; names and everything else stay with the staff', () => {
    const sharer = { ...actor('cadre'), sharesSurveys: ['D1'] };
    const may = (action: Action, surveyId: string) => allow(sharer, action, { surveyId });
    for (const action of ['survey.progress', 'survey.results', 'survey.chase', 'survey.close'] as const) {
      expect([may(action, 'D1'), may(action, 'D2'), allow(sharer, action, {})]).toEqual([true, false, false]);
      expect([mayEver(sharer, action), mayEver(actor('cadre'), action)]).toEqual([true, false]);
    }
    for (const action of ['survey.read-names', 'survey.read-files', 'survey.create', 'survey.reopen'] as const)
      expect(may(action, 'D1')).toBe(false);
  });

  it('lets whoever looks after a branch classroom of a class call its roll and show its code, and nothing else', () => {
    const keeper = { ...actor('cadre'), keepsRoomsOf: ['k7'] };
    const may = (action: Action, classId: string) => allow(keeper, action, { classId, cadreIds: ['other'] });
    expect([may('sign-in.roll', 'k7'), may('sign-in.screen', 'k7'), may('room.read', 'k7')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([may('sign-in.roll', 'k9'), may('sign-in.screen', 'k9'), may('room.change', 'k7')]).toEqual([
      ...[false, false, false],
    ]);
    expect([mayEver(keeper, 'sign-in.screen'), mayEver(actor('cadre'), 'sign-in.screen')]).toEqual([true, false]);
  });

  it.each(['grade.confirm', 'score.bonus-confirm', 'objection.decide'] as const)(
    '%s needs a second person',
    (action) => {
      const classId = 'k9';
      expect(allow(actor('evaluationTeam'), action, { classId, proposedBy: 'other' })).toBe(true);
      expect(allow(actor('evaluationTeam'), action, { classId, proposedBy: 'me' })).toBe(false);
      expect(allow(actor('evaluationTeam'), action, { classId })).toBe(false);
      expect(allow(actor(...ROLES), action, { classId, proposedBy: 'me' })).toBe(false);
    },
  );

  it('gives the rights of the evaluation team in a class with a team of its own to its members alone', () => {
    const outside = { ...actor('evaluationTeam'), otherTeams: new Map([['k9', '张三、李四']]) };
    const ofTeam = [
      'score.record',
      'score.bonus-confirm',
      'objection.decide',
      'grade.propose',
      'grade.confirm',
    ] as const;
    for (const action of [...ofTeam, 'score.read-class', 'class.read'] as const) {
      const may = (who: Actor, classId: string) => allow(who, action, { classId, proposedBy: 'other' });
      expect([action, may(outside, 'k9'), may(outside, 'k8')]).toEqual([action, false, true]);
      // Where it was not looked up, nobody has them.
      const { otherTeams: _, ...unknown } = outside;
      expect([action, may(unknown, 'k8'), mayEver(unknown, action)]).toEqual([action, false, true]);
    }
    expect(allow({ ...outside, roles: ['evaluationTeam', 'orgDept'] }, 'class.read', { classId: 'k9' })).toBe(true);
    expect(allow(outside, 'grade.read-team', { classId: 'k9' })).toBe(true);
    expect(() => requireAllowed(outside, 'grade.propose', { classId: 'k9' })).toThrow(
      expect.objectContaining({ code: 'policy.other-team', facts: { classId: 'k9', members: '张三、李四' } }),
    );
  });

  it('says why not: never, not yours, or a second person is needed', () => {
    const refused = (who: Actor, action: Action, subject: Subject) => () => requireAllowed(who, action, subject);
    expect(refused(actor('cadre'), 'call-up.propose', mine)).toThrow(
      expect.objectContaining({ code: 'policy.denied' }),
    );
    expect(refused(actor('classTeacher'), 'notice.send', foreign)).toThrow(
      expect.objectContaining({ code: 'policy.not-yours' }),
    );
    expect(refused(actor('evaluationTeam'), 'grade.confirm', { classId: 'k9', proposedBy: 'me' })).toThrow(
      expect.objectContaining({ code: 'policy.two-persons' }),
    );
    expect(refused(actor('cadre'), 'survey.answer', mine)).not.toThrow();
  });

  it('lists for help what a person may do at all', () => {
    expect(mayEver(actor('unitHead'), 'result.acknowledge')).toBe(true);
    expect(mayEver(actor('unitHead'), 'call-up.propose')).toBe(false);
  });
});

describe('nobody decides about themselves', () => {
  const deciding = ACTIONS.filter((action) => decidesAbout(action) !== undefined);
  /** Somebody else's record, in a class that the actor teaches and does not attend. */
  const others: Subject = { classId: 'k1', unitId: 'u1', cadreId: 'other', proposedBy: 'other' };

  it('is a rule for every act that records, confirms, grants, corrects, grades, publishes, takes back or acknowledges', () => {
    expect(deciding.sort()).toEqual([
      'activity.decide',
      'appointment.query',
      'arrival.mark',
      'cadre.change',
      'call-up.change',
      'call-up.consult',
      'call-up.decide',
      'call-up.issue',
      'class.change',
      'class.curriculum',
      'class.withdraw',
      'committee.confirm',
      'committee.manage',
      'committee.name',
      'elective.decide',
      'exchange.change',
      'exchange.consult',
      'exchange.propose',
      'exchange.rate',
      'feedback.tell',
      'follow-up.check',
      'follow-up.leave-out',
      'follow-up.rate',
      'front-line.record',
      'grade.confirm',
      'grade.name-team',
      'grade.propose',
      'grade.publish',
      'grade.reopen',
      'grade.send-back',
      'honour.record',
      'hours.enter',
      'hours.enter-claim',
      'hours.vouch',
      'leave.decide',
      'leave.decide-long',
      'leave.decide-longest',
      'objection.decide',
      'objection.read',
      'plan.review',
      'register.void',
      'reserve.decide',
      'result.acknowledge',
      'role.grant',
      'roster.import',
      'scheme.confirm',
      'scheme.propose',
      'score.bonus-confirm',
      'score.bonus-propose',
      'score.record',
      'score.record-all',
      'score.reverse',
      'score.veto-propose',
      'sharing.choose',
      'sign-in.correct',
      'sign-in.left-early',
      'sign-in.name-keeper',
      'sign-in.roll',
      'suggestion.answer',
      'test.give',
      'trainee.drop-out',
      'unit.change',
      'work.give',
      'work.mark',
    ]);
  });

  it.each(deciding)('%s: with every role at once, about others but not about oneself', (action) => {
    const own: Subject = decidesAbout(action) === 'class' ? { ...others, classId: 'k7' } : { ...others, cadreId: 'me' };
    const everything = { ...actor(...ROLES), teachesClassIds: ['k1', 'k7'] };
    expect([allow(everything, action, others), allow(everything, action, own)]).toEqual([true, false]);
    expect(() => requireAllowed(everything, action, own)).toThrow(
      expect.objectContaining({ code: 'policy.own-record' }),
    );
  });

  it.each(deciding)('%s: not while it is unknown whom it is about', (action) => {
    const nobody: Subject =
      decidesAbout(action) === 'class'
        ? { unitId: 'u1', proposedBy: 'other' }
        : { classId: 'k1', unitId: 'u1', proposedBy: 'other' };
    expect(allow(actor(...ROLES), action, nobody)).toBe(false);
    const { attendsClassIds: _, ...unlooked } = actor(...ROLES);
    if (decidesAbout(action) === 'class') expect(allow(unlooked, action, others)).toBe(false);
  });

  it('also not where one is among several', () => {
    const list = (...cadreIds: string[]): Subject => ({ classId: 'k1', cadreIds });
    expect(allow(actor('orgDept'), 'call-up.issue', list('a', 'b'))).toBe(true);
    expect(allow(actor('orgDept'), 'call-up.issue', list('a', 'me'))).toBe(false);
    expect(allow(actor('orgDept'), 'call-up.issue', list())).toBe(true);
  });
});

describe('roles', () => {
  it('reads every role back from its identifier and from its Chinese name', () => {
    for (const role of ROLES) expect([readRole(role), readRole(roleLabel(role))]).toEqual([role, role]);
    expect(readRole('主席')).toBeUndefined();
  });
});

describe('whoever does the office of another', () => {
  const standIn = { ...actor('unitHead', 'classTeacher'), standsInFor: ['boss'] };

  it('decides about everybody there but the two of them', () => {
    const about = (cadreId: string) => allow(standIn, 'leave.decide', { classId: 'k1', cadreId });
    expect(['other', 'me', 'boss'].map(about)).toEqual([true, false, false]);
    expect(() => requireAllowed(standIn, 'result.acknowledge', { unitId: 'u1', cadreIds: ['other', 'boss'] })).toThrow(
      'policy.principal',
    );
  });
});
