import { daysBetween } from '../../calendar/beijing-time.ts';
import { comparable } from '../../chat/plain-text.ts';
import type { CurriculumRules } from './curriculum-rules.ts';
import type { Session } from './session.ts';

type ClassKind = CurriculumRules['classKinds'][string];
type KindRules = Pick<CurriculumRules, 'classKinds'>;

/** A class of a name that says nothing is held to everything. */
const STRICTEST = 'mainClass';

/**
 * The class kind that a class's name says: the first of the rule pack whose official name or one of whose words occurs in it; otherwise a
 * main class, to which every rule applies. So a class of young cadres that also deals with their business stays one of young cadres.
 */
export function classKindOf(name: string, { classKinds }: KindRules): string {
  const said = comparable(name);
  const isSaid = (kind: ClassKind) => [kind.name, ...kind.words].some((word) => said.includes(comparable(word)));
  return Object.entries(classKinds).find(([, kind]) => isSaid(kind))?.[0] ?? STRICTEST;
}

/** The kind somebody names when they change the kind of a class: by its official name, with or without 班 or 培训班 at its end. */
export function kindNamed(word: string, { classKinds }: KindRules): string | undefined {
  const said = withoutEnding(word);
  return Object.entries(classKinds).find(([, { name }]) => withoutEnding(name) === said)?.[0];
}

function withoutEnding(name: string): string {
  return comparable(name).replace(/(培训)?班?$/, '');
}

interface ClassDays {
  opensOn: string;
  closesOn: string;
}

/** What to look at before a class is made: longer than its kind should be, or so short that it needs lessons to be called training. */
export function newClassRemarks(kindId: string, days: ClassDays, rules: CurriculumRules): string[] {
  const count = lengthOf(days);
  const short = `${shortClass(count)}须有课程和授课人。只部署工作的会议不得以培训名义举办。`;
  return [...lengthRemarks(kindId, days, rules), ...(count <= rules.meetingDays ? [short] : [])];
}

/** A class longer than its kind should be in principle. */
export function lengthRemarks(kindId: string, days: ClassDays, { classKinds }: KindRules): string[] {
  const kind = classKinds[kindId];
  const count = lengthOf(days);
  if (kind?.daysInPrinciple === undefined || count <= kind.daysInPrinciple) return [];
  return [`${kind.name}原则上不超过${kind.daysInPrinciple}天，本班${count}天，请确认。`];
}

/** A short class without a lesson that somebody gives: a meeting dressed as training. */
export function meetingRemarks(
  { sessions, ...days }: ClassDays & { sessions: readonly Session[] },
  rules: Pick<CurriculumRules, 'meetingDays'>,
): string[] {
  const count = lengthOf(days);
  if (count > rules.meetingDays) return [];
  if (sessions.some(({ countsInRatio, lecturer }) => countsInRatio && lecturer.trim() !== '')) return [];
  return [`${shortClass(count)}没有安排授课人授课。只部署工作的会议不得以培训名义举办，请确认。`];
}

const shortClass = (days: number) => `本班只有${days}天，`;

const lengthOf = ({ opensOn, closesOn }: ClassDays) => daysBetween(opensOn, closesOn) + 1;
