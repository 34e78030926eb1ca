import { RuleError } from '../errors.ts';
import { ROLES, type Role, roleLabel } from './roles.ts';

/** Who acts. Being head or liaison of a unit, or teacher of a class, gives nothing without the role. */
export interface Actor {
  cadreId: string;
  roles: readonly Role[];
  teachesClassIds: readonly string[];
  headsUnitIds: readonly string[];
  liaisesUnitIds: readonly string[];
  /** Classes they are or were a trainee of; who does not know them may decide nothing about a class. */
  attendsClassIds?: readonly string[];
}

/** What is acted on. Only facts read from the store, never from the card or the command. */
export interface Subject {
  classId?: string;
  unitId?: string;
  /** Whose record it is. */
  cadreId?: string;
  /** Whose records they are, where one act decides about several people. */
  cadreIds?: readonly string[];
  /** Who proposed what is now to be confirmed. */
  proposedBy?: string;
}

/** `own…` compares the subject with the actor; `any` needs no subject. */
type Scope = 'any' | 'ownClass' | 'ownUnit' | 'self';

interface Rule {
  grants: Partial<Readonly<Record<Role, Scope>>>;
  /** Two-person rule: whoever proposed it may not do this, and the proposer must be known. */
  twoPersons?: true;
  /**
   * The act decides about people, so nobody does it about themselves. `people`: about those whose records it changes, who must be known;
   * `class`: about everybody in the class, so that none of its trainees may do it.
   */
  decides?: 'people' | 'class';
}

const everybody: Rule = {
  grants: {
    systemAdmin: 'any',
    orgDept: 'any',
    partySchool: 'any',
    evaluationTeam: 'any',
    classTeacher: 'any',
    unitHead: 'any',
    unitLiaison: 'any',
    cadre: 'any',
  },
};
const self: Rule = { grants: { cadre: 'self' } };
const staffOfClass: Rule = { grants: { orgDept: 'any', partySchool: 'any', classTeacher: 'ownClass' } };

/** Every act the bot knows, and who may do it; what is not written here is denied. */
const RULES = {
  'help.read': everybody,
  'todo.read': everybody,
  'suggestion.make': everybody,
  'suggestion.answer': { grants: { orgDept: 'any' }, decides: 'people' },
  'survey.create': { grants: { orgDept: 'any', partySchool: 'any' } },
  'survey.answer': self,
  'survey.progress': { grants: { orgDept: 'any', partySchool: 'any' } },
  'survey.read-names': { grants: { orgDept: 'any' } },
  'survey.results': { grants: { orgDept: 'any', partySchool: 'any' } },
  'survey.close': { grants: { orgDept: 'any', partySchool: 'any' } },
  'class.create': { grants: { orgDept: 'any', partySchool: 'any' } },
  'class.curriculum': { grants: { orgDept: 'any', partySchool: 'any', classTeacher: 'ownClass' }, decides: 'class' },
  'class.read': { grants: { orgDept: 'any', partySchool: 'any', evaluationTeam: 'any', classTeacher: 'ownClass' } },
  'call-up.propose': { grants: { orgDept: 'any' } },
  'call-up.issue': { grants: { orgDept: 'any' }, decides: 'people' },
  'call-up.answer': self,
  'call-up.decide': { grants: { orgDept: 'any' }, decides: 'people' },
  'call-up.change': { grants: { orgDept: 'any' }, decides: 'people' },
  'call-up.progress': {
    grants: {
      orgDept: 'any',
      partySchool: 'any',
      classTeacher: 'ownClass',
      unitHead: 'ownUnit',
      unitLiaison: 'ownUnit',
    },
  },
  'notice.send': staffOfClass,
  'notice.answer': self,
  'notice.progress': staffOfClass,
  'material.send': staffOfClass,
  'sign-in.open': { grants: { partySchool: 'any', classTeacher: 'ownClass' } },
  'sign-in.make': self,
  'sign-in.correct': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'people' },
  'sign-in.left-early': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'people' },
  'sign-in.progress': staffOfClass,
  'leave.ask': self,
  'leave.decide': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'people' },
  'score.record': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'class' },
  'score.reverse': {
    grants: { evaluationTeam: 'any', partySchool: 'any', classTeacher: 'ownClass' },
    decides: 'class',
  },
  'score.bonus-propose': { grants: { classTeacher: 'ownClass' }, decides: 'class' },
  'score.bonus-confirm': { grants: { evaluationTeam: 'any' }, twoPersons: true, decides: 'class' },
  'score.read-own': self,
  'score.read-class': {
    grants: { orgDept: 'any', partySchool: 'any', evaluationTeam: 'any', classTeacher: 'ownClass' },
  },
  'grade.propose': { grants: { evaluationTeam: 'any' }, decides: 'class' },
  'grade.confirm': { grants: { evaluationTeam: 'any' }, twoPersons: true, decides: 'class' },
  'grade.publish': { grants: { orgDept: 'any' }, decides: 'class' },
  'result.read-own': self,
  'result.acknowledge': { grants: { unitHead: 'ownUnit' }, decides: 'people' },
  'delivery.inspect': { grants: { systemAdmin: 'any' } },
  'delivery.retry': { grants: { systemAdmin: 'any' } },
  'role.grant': { grants: { systemAdmin: 'any' }, decides: 'people' },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof RULES;
export const ACTIONS = Object.keys(RULES) as readonly Action[];

/**
 * The one place that says who may do what (security.md A1): deny unless one of the actor's roles grants the action and the subject lies
 * in that role's scope. Nobody decides about themselves, and where the two-person rule holds the proposer may not confirm, whatever
 * their roles.
 */
export function allow(actor: Actor, action: Action, subject: Subject): boolean {
  return (
    mayIn(actor, action, subject) && !isOwnRecord(actor, action, subject) && !breaksTwoPersons(actor, action, subject)
  );
}

/** Whether one of the person's roles lets them do this there; asked before anything is looked for. Never a licence to act. */
export function mayIn(actor: Actor, action: Action, place: Pick<Subject, 'classId' | 'unitId' | 'cadreId'>): boolean {
  const rule: Rule = RULES[action];
  return actor.roles.some((role) => covers(rule.grants[role], role, actor, place));
}

/** Whether the person may do this to some subject at all: what `/帮助` lists. Never a licence to act. */
export function mayEver(actor: Actor, action: Action): boolean {
  const rule: Rule = RULES[action];
  return actor.roles.some((role) => rule.grants[role] !== undefined);
}

/** What the act decides about; `undefined` where it decides about nobody. */
export function decidesAbout(action: Action): 'people' | 'class' | undefined {
  const rule: Rule = RULES[action];
  return rule.decides;
}

/**
 * @throws RuleError `policy.own-record` naming who may do it instead, `policy.two-persons` when the two-person rule stands in the way,
 * `policy.not-yours` when the person may do this elsewhere, `policy.denied` otherwise
 */
export function requireAllowed(actor: Actor, action: Action, subject: Subject): void {
  requireIn(actor, action, subject);
  if (isOwnRecord(actor, action, subject)) throw new RuleError('policy.own-record', { who: whoElse(action) });
  if (breaksTwoPersons(actor, action, subject)) throw new RuleError('policy.two-persons', { action });
}

/** @throws RuleError `policy.not-yours`, `policy.denied` */
export function requireIn(actor: Actor, action: Action, place: Pick<Subject, 'classId' | 'unitId' | 'cadreId'>): void {
  if (mayIn(actor, action, place)) return;
  throw new RuleError(mayEver(actor, action) ? 'policy.not-yours' : 'policy.denied', { action });
}

/** Whether the act would decide about the actor, or it is not known about whom it would decide. */
function isOwnRecord(actor: Actor, action: Action, { classId, cadreId, cadreIds }: Subject): boolean {
  switch (decidesAbout(action)) {
    case undefined:
      return false;
    case 'people': {
      const about = cadreId === undefined ? cadreIds : [cadreId, ...(cadreIds ?? [])];
      return about === undefined || about.includes(actor.cadreId);
    }
    case 'class':
      return classId === undefined || (actor.attendsClassIds?.includes(classId) ?? true);
  }
}

function breaksTwoPersons(actor: Actor, action: Action, { proposedBy }: Subject): boolean {
  const rule: Rule = RULES[action];
  return rule.twoPersons === true && (proposedBy === undefined || proposedBy === actor.cadreId);
}

/** `县委党校或班主任`: whose other members may do it. */
function whoElse(action: Action): string {
  const rule: Rule = RULES[action];
  return ROLES.filter((role) => rule.grants[role] !== undefined)
    .map(roleLabel)
    .join('或');
}

function covers(scope: Scope | undefined, role: Role, actor: Actor, subject: Subject): boolean {
  switch (scope) {
    case undefined:
      return false;
    case 'any':
      return true;
    case 'self':
      return subject.cadreId === actor.cadreId;
    case 'ownClass':
      return subject.classId !== undefined && actor.teachesClassIds.includes(subject.classId);
    case 'ownUnit': {
      const units = role === 'unitHead' ? actor.headsUnitIds : actor.liaisesUnitIds;
      return subject.unitId !== undefined && units.includes(subject.unitId);
    }
  }
}
