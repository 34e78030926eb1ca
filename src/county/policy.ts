import { RuleError } from '../errors.ts';
import type { Role } from './roles.ts';

/** Who acts. Being head or liaison of a unit, or teacher of a class, gives nothing without the role. */
export interface Actor {
  cadreId: string;
  roles: readonly Role[];
  teachesClassIds: readonly string[];
  headsUnitIds: readonly string[];
  liaisesUnitIds: readonly string[];
}

/** What is acted on. Only facts read from the store, never from the card or the command. */
export interface Subject {
  classId?: string;
  unitId?: string;
  /** The person the record is about. */
  cadreId?: string;
  /** Who proposed what is now to be confirmed. */
  proposedBy?: string;
}

/** `own…` compares the subject with the actor; `any` needs no subject. */
type Scope = 'any' | 'ownClass' | 'ownUnit' | 'self';

interface Rule {
  grants: Partial<Readonly<Record<Role, Scope>>>;
  /** Two-person rule: whoever proposed it may not do this, and the proposer must be known. */
  twoPersons?: true;
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
  'survey.create': { grants: { orgDept: 'any', partySchool: 'any' } },
  'survey.answer': self,
  'survey.progress': { grants: { orgDept: 'any', partySchool: 'any' } },
  'survey.read-names': { grants: { orgDept: 'any' } },
  'survey.results': { grants: { orgDept: 'any', partySchool: 'any' } },
  'survey.close': { grants: { orgDept: 'any', partySchool: 'any' } },
  'class.create': { grants: { orgDept: 'any', partySchool: 'any' } },
  'class.curriculum': { grants: { orgDept: 'any', partySchool: 'any', classTeacher: 'ownClass' } },
  'class.read': { grants: { orgDept: 'any', partySchool: 'any', evaluationTeam: 'any', classTeacher: 'ownClass' } },
  'call-up.propose': { grants: { orgDept: 'any' } },
  'call-up.issue': { grants: { orgDept: 'any' } },
  'call-up.answer': self,
  'call-up.decide': { grants: { orgDept: 'any' } },
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
  'sign-in.correct': { grants: { partySchool: 'any', classTeacher: 'ownClass' } },
  'sign-in.left-early': { grants: { partySchool: 'any', classTeacher: 'ownClass' } },
  'sign-in.progress': staffOfClass,
  'leave.ask': self,
  'leave.decide': { grants: { partySchool: 'any', classTeacher: 'ownClass' } },
  'score.record': { grants: { partySchool: 'any', classTeacher: 'ownClass' } },
  'score.reverse': { grants: { evaluationTeam: 'any', partySchool: 'any', classTeacher: 'ownClass' } },
  'score.bonus-propose': { grants: { classTeacher: 'ownClass' } },
  'score.bonus-confirm': { grants: { evaluationTeam: 'any' }, twoPersons: true },
  'score.read-own': self,
  'score.read-class': {
    grants: { orgDept: 'any', partySchool: 'any', evaluationTeam: 'any', classTeacher: 'ownClass' },
  },
  'grade.propose': { grants: { evaluationTeam: 'any' } },
  'grade.confirm': { grants: { evaluationTeam: 'any' }, twoPersons: true },
  'grade.publish': { grants: { orgDept: 'any' } },
  'result.read-own': self,
  'result.acknowledge': { grants: { unitHead: 'ownUnit' } },
  'delivery.inspect': { grants: { systemAdmin: 'any' } },
  'delivery.retry': { grants: { systemAdmin: 'any' } },
  'role.grant': { grants: { systemAdmin: 'any' } },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof RULES;
export const ACTIONS = Object.keys(RULES) as readonly Action[];

/**
 * The one place that says who may do what (security.md A1): deny unless one of the actor's roles grants the action and the
 * subject lies in that role's scope. Where the two-person rule holds, the proposer may not confirm, whatever their roles.
 */
export function allow(actor: Actor, action: Action, subject: Subject): boolean {
  const rule: Rule = RULES[action];
  if (rule.twoPersons && (subject.proposedBy === undefined || subject.proposedBy === actor.cadreId)) return false;
  return actor.roles.some((role) => covers(rule.grants[role], role, actor, subject));
}

/** Whether the person may do this to some subject at all: what `/帮助` lists. Never a licence to act. */
export function mayEver(actor: Actor, action: Action): boolean {
  const rule: Rule = RULES[action];
  return actor.roles.some((role) => rule.grants[role] !== undefined);
}

/**
 * @throws RuleError `policy.two-persons` when only the two-person rule stands in the way, `policy.not-yours` when the person may
 * do this elsewhere, `policy.denied` otherwise
 */
export function requireAllowed(actor: Actor, action: Action, subject: Subject): void {
  if (allow(actor, action, subject)) return;
  if (!mayEver(actor, action)) throw new RuleError('policy.denied', { action });
  const rule: Rule = RULES[action];
  throw new RuleError(rule.twoPersons ? 'policy.two-persons' : 'policy.not-yours', { action });
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
