import { RuleError } from '../errors.ts';
import { ROLES, type Role, roleLabel } from './roles.ts';

/** Who acts. Being head or liaison of a unit, or teacher of a class, gives no right without the role. */
export interface Actor {
  cadreId: string;
  roles: readonly Role[];
  teachesClassIds: readonly string[];
  headsUnitIds: readonly string[];
  liaisesUnitIds: readonly string[];
  /** Classes whose roll they keep today as monitor or duty trainee; if not given, none. */
  keepsRollOf?: readonly string[];
  /** Classes of which they look after a branch classroom; if not given, none. */
  keepsRoomsOf?: readonly string[];
  /** Running classes of whose committee they are; if not given, none. */
  onCommitteeOf?: readonly string[];
  /** Surveys they share with whoever made them; if not given, none. */
  sharesSurveys?: readonly string[];
  /** Exchange pairs in which they are mentor; if not given, none. */
  mentorsIn?: readonly string[];
  /** Classes in which they are or were a trainee; if not given, they may not decide anything about a class. */
  attendsClassIds?: readonly string[];
  /** Classes with an evaluation team that they are not of, and the names of who is; if not given, they have that role's rights in no class. */
  otherTeams?: ReadonlyMap<string, string>;
  /** Whose offices they do today (代办): what is about these they may not decide either. */
  standsInFor?: readonly string[];
}

/** What is acted on. Its facts must come from the store, never from the card or the command. */
export interface Subject {
  classId?: string;
  unitId?: string;
  surveyId?: string;
  /** Whose record it is. */
  cadreId?: string;
  /** Whose records they are, if one act decides about several people. */
  cadreIds?: readonly string[];
  /** Who was named to guide the person it is about. */
  mentorId?: string;
  /** Who wrote what is acted on; absent for what is yet to be written. */
  authorId?: string;
  /** Who made the proposal that is to be confirmed. */
  proposedBy?: string;
}

/** Where something is done, before it is known about whom it decides. */
type Place = Pick<Subject, 'classId' | 'unitId' | 'surveyId' | 'cadreId' | 'mentorId' | 'authorId'>;

/**
 * `own…` compares the subject with the actor; `any` needs no subject. `onCommittee`: of the class, and for what others wrote not at all.
 * `ofTeam`: where the class has an evaluation team of its own, only who is of it.
 */
type Scope =
  | 'any'
  | 'ownClass'
  | 'ofTeam'
  | 'onCommittee'
  | 'keptRoll'
  | 'keptRoom'
  | 'sharedSurvey'
  | 'ownUnit'
  | 'mentored'
  | 'self';

/** What a cadre may through a task of the moment, which is looked up only for acts that ask for it. */
const OF_TASKS = ['keptRoll', 'keptRoom', 'onCommittee', 'sharedSurvey', 'mentored'] as const;

interface Rule {
  grants: Partial<Readonly<Record<Role, Scope>>>;
  /** Two-person rule: whoever proposed it may not do this, and the proposer must be known. */
  twoPersons?: true;
  /**
   * The act decides about people, so nobody may do it about themselves. `people`: it decides about those whose records it changes, and they
   * must be known; `class`: it decides about everybody in the class, so none of its trainees may do it.
   */
  decides?: 'people' | 'class';
}

/** Whoever holds a role or an office. */
const staff = {
  grants: {
    systemAdmin: 'any',
    orgDept: 'any',
    orgDeptLeader: 'any',
    partySchool: 'any',
    evaluationTeam: 'any',
    inspector: 'any',
    classTeacher: 'any',
    unitHead: 'any',
    unitLiaison: 'any',
  },
} as const satisfies Rule;
const everybody: Rule = { grants: { ...staff.grants, cadre: 'any' } };
const self: Rule = { grants: { cadre: 'self' } };
const senders: Rule = {
  grants: { orgDept: 'any', partySchool: 'any', classTeacher: 'ownClass', unitHead: 'ownUnit', unitLiaison: 'ownUnit' },
};
const sendersAndCommittee: Rule = { grants: { ...senders.grants, cadre: 'onCommittee' } };
const surveyors: Rule = { grants: { orgDept: 'any', partySchool: 'any', cadre: 'sharedSurvey' } };
const staffOfClass: Rule = { grants: { orgDept: 'any', partySchool: 'any', classTeacher: 'ownClass' } };

/** Every act of the bot and who may do it; anything not listed is denied. */
const RULES = {
  'help.read': everybody,
  'todo.read': everybody,
  'suggestion.make': everybody,
  'suggestion.answer': { grants: { orgDept: 'any' }, decides: 'people' },
  /** What is answered is known to nobody. */
  'satisfaction.rate': self,
  /** What a class is asked. */
  'satisfaction.set': staffOfClass,
  'satisfaction.read': {
    grants: { orgDept: 'any', partySchool: 'any', evaluationTeam: 'ofTeam', classTeacher: 'ownClass' },
  },
  'survey.create': { grants: { orgDept: 'any', partySchool: 'any' } },
  'survey.answer': self,
  'survey.progress': surveyors,
  'survey.read-names': { grants: { orgDept: 'any' } },
  /** The pictures and files that were handed in, which may show who did. */
  'survey.read-files': { grants: { orgDept: 'any' } },
  'survey.results': surveyors,
  'survey.chase': surveyors,
  'survey.close': surveyors,
  'survey.reopen': { grants: { orgDept: 'any', partySchool: 'any' } },
  'need.open': { grants: { orgDept: 'any' } },
  'need.report': { grants: { orgDept: 'any', unitHead: 'ownUnit', unitLiaison: 'ownUnit' } },
  'need.read': { grants: { orgDept: 'any', partySchool: 'any', unitHead: 'ownUnit', unitLiaison: 'ownUnit' } },
  'need.note': { grants: { orgDept: 'any', partySchool: 'any' } },
  'need.org': { grants: { orgDept: 'any' } },
  'need.menu': { grants: { orgDept: 'any', partySchool: 'any', unitHead: 'any', unitLiaison: 'any' } },
  'plan.read': { grants: { orgDept: 'any', partySchool: 'any', unitHead: 'ownUnit', unitLiaison: 'ownUnit' } },
  'plan.file': { grants: { orgDept: 'any', partySchool: 'any', unitHead: 'ownUnit', unitLiaison: 'ownUnit' } },
  'plan.change': { grants: { orgDept: 'any', unitHead: 'ownUnit', unitLiaison: 'ownUnit' } },
  'plan.withdraw': { grants: { orgDept: 'any', unitHead: 'ownUnit', unitLiaison: 'ownUnit' } },
  /** Nobody decides about what they filed themselves. */
  'plan.review': { grants: { orgDept: 'any' }, decides: 'people' },
  'plan.merge': { grants: { orgDept: 'any' } },
  'plan.confirm': { grants: { orgDept: 'any' } },
  'class.create': { grants: { orgDept: 'any', partySchool: 'any' } },
  'class.curriculum': { grants: { orgDept: 'any', partySchool: 'any', classTeacher: 'ownClass' }, decides: 'class' },
  'class.read': { grants: { orgDept: 'any', partySchool: 'any', evaluationTeam: 'ofTeam', classTeacher: 'ownClass' } },
  /** The archive of a class that is closed, and whether a file is the one that was archived. */
  'class.archive': { grants: { orgDept: 'any', partySchool: 'any' } },
  'faculty.read': { grants: { orgDept: 'any', partySchool: 'any', evaluationTeam: 'any', classTeacher: 'any' } },
  'faculty.change': { grants: { orgDept: 'any', partySchool: 'any' } },
  'class.change': { grants: { orgDept: 'any', partySchool: 'any' }, decides: 'people' },
  /** Who may not withdraw a class themselves hand it over to those who may. */
  'class.ask-withdrawal': { grants: { orgDept: 'any', partySchool: 'any' } },
  'class.withdraw': { grants: { orgDept: 'any' }, decides: 'people' },
  'call-up.propose': { grants: { orgDept: 'any' } },
  'call-up.issue': { grants: { orgDept: 'any' }, decides: 'people' },
  'call-up.answer': self,
  /** What a unit says about its own people before the list goes out. */
  'call-up.consult': { grants: { unitHead: 'ownUnit', unitLiaison: 'ownUnit' }, decides: 'people' },
  /** Whom a unit picks for its seats; its own name among them is shown to the organisation department, which decides. */
  'call-up.pick': { grants: { unitHead: 'ownUnit', unitLiaison: 'ownUnit' } },
  'call-up.decide': { grants: { orgDept: 'any' }, decides: 'people' },
  'call-up.change': { grants: { orgDept: 'any' }, decides: 'people' },
  'call-up.document': { grants: { orgDept: 'any', partySchool: 'any', classTeacher: 'ownClass' } },
  'call-up.progress': {
    grants: {
      orgDept: 'any',
      partySchool: 'any',
      classTeacher: 'ownClass',
      unitHead: 'ownUnit',
      unitLiaison: 'ownUnit',
    },
  },
  'trainee.drop-out': { grants: { orgDept: 'any' }, decides: 'people' },
  /** With what somebody comes to a class, and who of it has arrived. */
  'arrival.say': self,
  'arrival.read': staffOfClass,
  'arrival.mark': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'people' },
  'elective.choose': self,
  'elective.open': { grants: { orgDept: 'any', partySchool: 'any' } },
  /** Requests to give a seat back, and people put in or taken out. */
  'elective.decide': { grants: { orgDept: 'any', partySchool: 'any' }, decides: 'people' },
  'elective.read': {
    grants: {
      orgDept: 'any',
      partySchool: 'any',
      classTeacher: 'ownClass',
      unitHead: 'ownUnit',
      unitLiaison: 'ownUnit',
    },
  },
  /** To a class or part of it, or outside a class: by heads and liaisons to their own people; by the committee to its class. */
  'notice.send': sendersAndCommittee,
  /** What a committee may not with its notices: a label above 内部, and having units follow them up. */
  'notice.beyond-class': senders,
  'notice.answer': self,
  'notice.progress': sendersAndCommittee,
  'class-group.bind': staffOfClass,
  'material.send': staffOfClass,
  'sign-in.open': { grants: { partySchool: 'any', classTeacher: 'ownClass' } },
  'sign-in.make': self,
  /** The page that shows the codes of a room. */
  'sign-in.screen': { grants: { partySchool: 'any', classTeacher: 'ownClass', cadre: 'keptRoom' } },
  /** Branch classrooms of a class, and who sits where. */
  'room.change': { grants: { partySchool: 'any', classTeacher: 'ownClass' } },
  'room.read': { grants: { orgDept: 'any', partySchool: 'any', classTeacher: 'ownClass', cadre: 'keptRoom' } },
  'sign-in.roll': {
    grants: { partySchool: 'any', classTeacher: 'ownClass', cadre: 'keptRoll' },
    decides: 'people',
  },
  'sign-in.name-keeper': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'people' },
  'sign-in.correct': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'people' },
  'sign-in.left-early': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'people' },
  'sign-in.progress': staffOfClass,
  /** The committee of a class: who sees to it, who stands and votes, and who confirms what came of it. */
  'committee.manage': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'class' },
  'committee.take-part': self,
  'committee.confirm': { grants: { partySchool: 'any' }, decides: 'people' },
  'committee.name': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'people' },
  'committee.read': {
    grants: { orgDept: 'any', partySchool: 'any', evaluationTeam: 'ofTeam', classTeacher: 'ownClass' },
  },
  'leave.ask': self,
  'leave.decide': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'people' },
  /** Longer leave needs the agreement of the school too, and still longer leave that of the organisation department. */
  'leave.decide-long': { grants: { partySchool: 'any' }, decides: 'people' },
  'leave.decide-longest': { grants: { orgDept: 'any' }, decides: 'people' },
  'town-school.change': { grants: { orgDept: 'any', partySchool: 'any' } },
  'town-school.read': { grants: { orgDept: 'any', partySchool: 'any' } },
  /** How the school did in a year, and what only people know of it. */
  'self-assessment.read': { grants: { orgDept: 'any', orgDeptLeader: 'any', partySchool: 'any' } },
  'self-assessment.enter': { grants: { orgDept: 'any', partySchool: 'any' } },
  /** Activities of a class: planned, changed, looked at, counted; whoever was named records them. */
  'activity.manage': staffOfClass,
  'activity.minutes': { grants: { ...staffOfClass.grants, cadre: 'self' } },
  'activity.read': { grants: { ...staffOfClass.grants, evaluationTeam: 'ofTeam', cadre: 'self' } },
  'activity.count': { grants: { orgDept: 'any', partySchool: 'any', evaluationTeam: 'any' } },
  'activity.offer': self,
  'activity.decide': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'people' },
  /** Pairs for exchange shadowing are proposed, changed and cancelled. */
  'exchange.propose': { grants: { orgDept: 'any', partySchool: 'any', classTeacher: 'ownClass' }, decides: 'people' },
  /** What a unit says about whom it sends and takes in, and who guides them. */
  'exchange.consult': { grants: { unitHead: 'ownUnit', unitLiaison: 'ownUnit' }, decides: 'people' },
  'exchange.change': {
    grants: {
      orgDept: 'any',
      partySchool: 'any',
      classTeacher: 'ownClass',
      unitHead: 'ownUnit',
      unitLiaison: 'ownUnit',
    },
    decides: 'people',
  },
  'exchange.read': {
    grants: {
      orgDept: 'any',
      partySchool: 'any',
      classTeacher: 'ownClass',
      unitHead: 'ownUnit',
      unitLiaison: 'ownUnit',
      cadre: 'self',
    },
  },
  'exchange.log': self,
  'exchange.visit': { grants: { orgDept: 'any', partySchool: 'any', classTeacher: 'ownClass' } },
  /** By the host: its head, its liaison, or the mentor who was named. */
  'exchange.rate': { grants: { unitHead: 'ownUnit', unitLiaison: 'ownUnit', cadre: 'mentored' }, decides: 'people' },
  'proof.send': everybody,
  /** What a class hands in: given, changed, called off, followed. */
  'work.give': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'class' },
  'work.read': staffOfClass,
  /** Of those who may, whoever is named for the assignment. */
  'work.mark': {
    grants: { orgDept: 'any', partySchool: 'any', evaluationTeam: 'any', classTeacher: 'ownClass' },
    decides: 'class',
  },
  'work.hand-in': self,
  'test.give': { grants: { partySchool: 'any', classTeacher: 'ownClass' }, decides: 'class' },
  'test.read': staffOfClass,
  'test.take': self,
  'score.record': {
    grants: { partySchool: 'any', evaluationTeam: 'ofTeam', inspector: 'any', classTeacher: 'ownClass' },
    decides: 'class',
  },
  /** Every indicator; inspectors enter only what the scheme leaves to them. */
  'score.record-all': {
    grants: { partySchool: 'any', evaluationTeam: 'ofTeam', classTeacher: 'ownClass' },
    decides: 'class',
  },
  'score.reverse': {
    grants: { evaluationTeam: 'ofTeam', partySchool: 'any', classTeacher: 'ownClass' },
    decides: 'class',
  },
  'score.bonus-propose': { grants: { classTeacher: 'ownClass' }, decides: 'class' },
  'score.veto-propose': {
    grants: { partySchool: 'any', classTeacher: 'ownClass', evaluationTeam: 'ofTeam' },
    decides: 'class',
  },
  'score.bonus-confirm': { grants: { evaluationTeam: 'ofTeam' }, twoPersons: true, decides: 'class' },
  /** A scoring scheme of its own for one class: the school proposes, the organisation department confirms. */
  'scheme.propose': { grants: { partySchool: 'any' }, decides: 'class' },
  'scheme.confirm': { grants: { orgDept: 'any' }, twoPersons: true, decides: 'class' },
  'score.read-own': self,
  'objection.make': self,
  'objection.read': {
    grants: { evaluationTeam: 'ofTeam', orgDept: 'any', partySchool: 'any', classTeacher: 'ownClass' },
    decides: 'class',
  },
  /** Decided by somebody else than who entered what it is about. */
  'objection.decide': { grants: { evaluationTeam: 'ofTeam', orgDept: 'any' }, twoPersons: true, decides: 'class' },
  /** The evidence of an entry: the trainee concerned, and whoever may put the entry right. */
  'score.read-evidence': {
    grants: { evaluationTeam: 'ofTeam', partySchool: 'any', classTeacher: 'ownClass', cadre: 'self' },
  },
  'score.read-class': {
    grants: { orgDept: 'any', partySchool: 'any', evaluationTeam: 'ofTeam', classTeacher: 'ownClass' },
  },
  /** Who evaluates a class; who names them is not among them, and is no trainee of the class. */
  'grade.read-team': {
    grants: { orgDept: 'any', partySchool: 'any', evaluationTeam: 'any', classTeacher: 'ownClass' },
  },
  'grade.name-team': { grants: { orgDept: 'any', partySchool: 'any' }, decides: 'people' },
  'grade.read-places': { grants: { evaluationTeam: 'ofTeam' } },
  'grade.propose': { grants: { evaluationTeam: 'ofTeam' }, decides: 'class' },
  'grade.confirm': { grants: { evaluationTeam: 'ofTeam' }, twoPersons: true, decides: 'class' },
  'grade.publish': { grants: { orgDept: 'any' }, decides: 'class' },
  'grade.read-posting': {
    grants: { orgDept: 'any', partySchool: 'any', evaluationTeam: 'ofTeam', classTeacher: 'ownClass' },
  },
  /** Who of the excellent trainees speaks at the closing, and what they are about to say. */
  'sharing.choose': { grants: { orgDept: 'any', partySchool: 'any', classTeacher: 'ownClass' }, decides: 'people' },
  'sharing.read-class': staffOfClass,
  'sharing.own': self,
  /** What was shared with the others may be learnt from by everybody. */
  'sharing.read': everybody,
  'grade.send-back': { grants: { orgDept: 'any' }, decides: 'class' },
  'grade.reopen': { grants: { orgDept: 'any' }, decides: 'class' },
  /** Who fits a post, for leaders alone, and nobody about themselves. */
  'appointment.query': { grants: { orgDeptLeader: 'any' }, decides: 'people' },
  /** A year's training for the yearly appraisal; heads see their own unit. */
  'appraisal.read': { grants: { orgDept: 'any', orgDeptLeader: 'any', unitHead: 'ownUnit' } },
  /** What a county reports of its training; the lists that name people are for the department alone. */
  'statistics.read': { grants: { orgDept: 'any', orgDeptLeader: 'any', partySchool: 'any' } },
  'statistics.read-names': { grants: { orgDept: 'any', orgDeptLeader: 'any' } },
  /** The reserve pool is closed to everybody else, also in the organisation department. */
  'reserve.read': { grants: { orgDeptLeader: 'any' } },
  'reserve.decide': { grants: { orgDeptLeader: 'any' }, decides: 'people' },
  /** One's own action plan, and how one sees oneself some months after a class. */
  'follow-up.own': self,
  /** What the unit says of its people: it stands behind their plans, and rates them; the organisation department for it where it has nobody. */
  'follow-up.rate': { grants: { orgDept: 'any', unitHead: 'ownUnit' }, decides: 'people' },
  'follow-up.read': { grants: { orgDept: 'any', unitHead: 'ownUnit', cadre: 'self' } },
  /** Figures of a class, without what was said of anybody. */
  'follow-up.read-class': staffOfClass,
  'follow-up.draw': { grants: { orgDept: 'any' } },
  'follow-up.check': { grants: { orgDept: 'any', partySchool: 'any' }, decides: 'people' },
  'follow-up.leave-out': { grants: { orgDept: 'any' }, decides: 'people' },
  /** Who is sent to the front line (一线锻炼). */
  'front-line.read': { grants: { orgDept: 'any' } },
  'front-line.record': { grants: { orgDept: 'any' }, decides: 'people' },
  /** Honours that people were given (评优评先). */
  'honour.read': { grants: { orgDept: 'any', orgDeptLeader: 'any' } },
  'honour.record': { grants: { orgDept: 'any' }, decides: 'people' },
  'result.read-own': self,
  'result.acknowledge': { grants: { unitHead: 'ownUnit' }, decides: 'people' },
  /** A result that no head can take note of is told by the organisation department itself. */
  'feedback.tell': { grants: { orgDept: 'any' }, decides: 'people' },
  /** 一人一册, with everything about one's training. */
  'register.read-class': { grants: { orgDept: 'any' } },
  'register.void': { grants: { orgDept: 'any' }, decides: 'people' },
  'register.read': { grants: { orgDept: 'any', cadre: 'self' } },
  'hours.read': { grants: { orgDept: 'any', unitHead: 'ownUnit', unitLiaison: 'ownUnit', cadre: 'self' } },
  'hours.read-county': { grants: { orgDept: 'any' } },
  'hours.claim': self,
  'hours.vouch': { grants: { unitHead: 'ownUnit', unitLiaison: 'ownUnit' }, decides: 'people' },
  /** Whether it is this person's turn, the rules say (`hours.claims.enteredBy`). */
  'hours.enter-claim': { grants: { systemAdmin: 'any', orgDept: 'any', partySchool: 'any' }, decides: 'people' },
  'hours.enter': { grants: { orgDept: 'any' }, decides: 'people' },
  'delivery.inspect': { grants: { systemAdmin: 'any' } },
  'delivery.retry': { grants: { systemAdmin: 'any' } },
  'contacts.read': { grants: { systemAdmin: 'any', orgDept: 'any' } },
  'cadre.look': { grants: { orgDept: 'any', unitHead: 'ownUnit', unitLiaison: 'ownUnit' } },
  'cadre.change': { grants: { orgDept: 'any' }, decides: 'people' },
  'unit.change': { grants: { orgDept: 'any' }, decides: 'people' },
  'stand-in.read': everybody,
  'stand-in.read-all': { grants: { orgDept: 'any' } },
  'stand-in.name': { grants: { unitHead: 'any', unitLiaison: 'any', classTeacher: 'any' } },
  'stand-in.end': self,
  'roster.import': { grants: { systemAdmin: 'any', orgDept: 'any' }, decides: 'people' },
  'burden.read': { grants: { systemAdmin: 'any', orgDept: 'any' } },
  'role.grant': { grants: { systemAdmin: 'any' }, decides: 'people' },
  /** The staff page: each list on it has its own right besides. */
  'page.open': staff,
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof RULES;
export const ACTIONS = Object.keys(RULES) as readonly Action[];

/**
 * Whether the actor may do this to the subject. The only place that decides it: denied unless one of the actor's roles grants the action and
 * the subject is within that role's scope. Whatever their roles, nobody decides about themselves, and under the two-person rule the proposer
 * may not confirm.
 */
export function allow(actor: Actor, action: Action, subject: Subject): boolean {
  return (
    mayIn(actor, action, subject) &&
    !isOwnRecord(actor, action, subject) &&
    !isPrincipals(actor, action, subject) &&
    !breaksTwoPersons(actor, action, subject)
  );
}

/** Whether one of the person's roles lets them do this there; checked before anything is looked up. Not sufficient to act. */
export function mayIn(actor: Actor, action: Action, place: Place): boolean {
  const rule: Rule = RULES[action];
  return actor.roles.some((role) => covers(rule.grants[role], role, actor, place));
}

/** Acts for which it matters whose roll and whose rooms the person keeps, of which committee they are, and which surveys they share. */
export function isOfKeepers(action: Action): boolean {
  const { cadre }: Rule['grants'] = RULES[action].grants;
  return OF_TASKS.some((scope) => scope === cadre);
}

/** Acts for which it matters whether a class has an evaluation team that the person is not of. */
export function isOfTeam({ roles }: Actor, action: Action): boolean {
  const { evaluationTeam }: Rule['grants'] = RULES[action].grants;
  return evaluationTeam === 'ofTeam' && roles.includes('evaluationTeam');
}

/** Whether the person may do this to at least some subject: what `/帮助` lists. Not sufficient to act. */
export function mayEver(actor: Actor, action: Action): boolean {
  const rule: Rule = RULES[action];
  const kept = {
    keptRoll: [...(actor.keepsRollOf ?? []), ...(actor.keepsRoomsOf ?? [])],
    keptRoom: actor.keepsRoomsOf ?? [],
    onCommittee: actor.onCommitteeOf ?? [],
    sharedSurvey: actor.sharesSurveys ?? [],
    mentored: actor.mentorsIn ?? [],
  };
  return actor.roles.some((role) => {
    const scope = rule.grants[role];
    const ofTask = OF_TASKS.find((each) => each === scope);
    return ofTask === undefined ? scope !== undefined : kept[ofTask].length > 0;
  });
}

/** Whether the act decides about people or about a class; `undefined` if it decides about nobody. */
export function decidesAbout(action: Action): 'people' | 'class' | undefined {
  const rule: Rule = RULES[action];
  return rule.decides;
}

/**
 * @throws RuleError `policy.own-record` naming who may do it instead, `policy.principal` where it is about whoever they stand in for, `policy.two-persons` when the two-person rule forbids it,
 * `policy.not-yours` when the person may only do this elsewhere, otherwise `policy.denied`
 */
export function requireAllowed(actor: Actor, action: Action, subject: Subject): void {
  requireIn(actor, action, subject);
  if (isOwnRecord(actor, action, subject)) throw new RuleError('policy.own-record', { who: whoMay(action) });
  if (isPrincipals(actor, action, subject)) throw new RuleError('policy.principal', { who: whoMay(action) });
  if (breaksTwoPersons(actor, action, subject)) throw new RuleError('policy.two-persons', { action });
}

/** @throws RuleError `policy.other-team` naming the team of the class, `policy.not-yours`, `policy.denied` */
export function requireIn(actor: Actor, action: Action, place: Place): void {
  if (mayIn(actor, action, place)) return;
  const { classId = '' } = place;
  const members = isOfTeam(actor, action) ? actor.otherTeams?.get(classId) : undefined;
  if (members !== undefined) throw new RuleError('policy.other-team', { classId, members });
  throw new RuleError(mayEver(actor, action) ? 'policy.not-yours' : 'policy.denied', { action, who: whoMay(action) });
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

/** Whether the act would decide about somebody whose office the actor does: that person could not do so either. */
function isPrincipals({ standsInFor = [] }: Actor, action: Action, { cadreId, cadreIds = [] }: Subject): boolean {
  return (
    decidesAbout(action) === 'people' &&
    [cadreId, ...cadreIds].some((id) => id !== undefined && standsInFor.includes(id))
  );
}

function breaksTwoPersons(actor: Actor, action: Action, { proposedBy }: Subject): boolean {
  const rule: Rule = RULES[action];
  return rule.twoPersons === true && (proposedBy === undefined || proposedBy === actor.cadreId);
}

/** `县委组织部、县委党校或班主任`: the roles whose business it is; empty where people do it for themselves alone. */
function whoMay(action: Action): string {
  const { grants }: Rule = RULES[action];
  const labels = ROLES.filter((role) => !['self', ...OF_TASKS, undefined].includes(grants[role])).map(roleLabel);
  return labels.length < 2 ? labels.join('') : `${labels.slice(0, -1).join('、')}或${labels.at(-1)}`;
}

function covers(scope: Scope | undefined, role: Role, actor: Actor, subject: Subject): boolean {
  switch (scope) {
    case undefined:
      return false;
    case 'any':
      return true;
    case 'self':
      return subject.cadreId === actor.cadreId;
    case 'mentored':
      return subject.mentorId === actor.cadreId;
    case 'ownClass':
      return subject.classId !== undefined && actor.teachesClassIds.includes(subject.classId);
    case 'ofTeam':
      return subject.classId === undefined || actor.otherTeams?.has(subject.classId) === false;
    case 'onCommittee':
      return includes(actor.onCommitteeOf, subject.classId) && [undefined, actor.cadreId].includes(subject.authorId);
    case 'keptRoll':
      return includes(actor.keepsRollOf, subject.classId) || includes(actor.keepsRoomsOf, subject.classId);
    case 'sharedSurvey':
      return includes(actor.sharesSurveys, subject.surveyId);
    case 'keptRoom':
      return includes(actor.keepsRoomsOf, subject.classId);
    case 'ownUnit': {
      const units = role === 'unitHead' ? actor.headsUnitIds : actor.liaisesUnitIds;
      return subject.unitId !== undefined && units.includes(subject.unitId);
    }
  }
}

function includes(ids: readonly string[] | undefined, id: string | undefined): boolean {
  return id !== undefined && ids?.includes(id) === true;
}
