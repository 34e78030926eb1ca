import { addMonths } from '../calendar/beijing-time.ts';
import type { CadreRecord } from './cadre.ts';
import type { GroupRules } from './group-rules.ts';

/** Which focus groups somebody belongs to. */
export interface FocusGroups {
  newlyPromoted: boolean;
  newRecruit: boolean;
  youngCadre: boolean;
  keyPost: boolean;
}

/** What the information base knows of a person for that. */
export type GroupFacts = Pick<
  CadreRecord,
  'birthMonth' | 'post' | 'rankLevel' | 'cadreCategory' | 'keyPost' | 'promotedOn' | 'recruitedOn'
>;

/**
 * The focus groups somebody belongs to on a day: reckoned, never stored, so that they begin and end by themselves.
 * @param headsUnit - whether they head their unit
 */
export function groupsOn(person: GroupFacts, headsUnit: boolean, dayOn: string, rules: GroupRules): FocusGroups {
  const { promotedOn, recruitedOn, rankLevel, cadreCategory } = person;
  return {
    newlyPromoted: rankLevel !== 'staff' && isWithin(promotedOn, rules.newlyPromotedMonths, dayOn),
    newRecruit: isCivilServant(cadreCategory) && isWithin(recruitedOn, rules.newRecruitMonths, dayOn),
    youngCadre: isYoung(person, dayOn, rules),
    keyPost: isKeyPost(person, headsUnit, rules),
  };
}

/** Full years of age on a day; a birth known to the month counts from that month's first day. */
export function ageOn(birthMonth: string, dayOn: string): number {
  const years = Number(dayOn.slice(0, 4)) - Number(birthMonth.slice(0, 4));
  return dayOn.slice(5, 7) < birthMonth.slice(5, 7) ? years - 1 : years;
}

/**
 * Whether a day lies in so many months from a date on, the day on which they are full included; 29 February is full on 28 February. A date
 * known to the month counts from its first day to its last.
 */
export function isWithin(fromOn: string | undefined, months: number, dayOn: string): boolean {
  if (fromOn === undefined || fromOn > dayOn) return false;
  return fromOn.length === 7
    ? dayOn.slice(0, 7) <= addMonths(`${fromOn}-01`, months).slice(0, 7)
    : dayOn <= addMonths(fromOn, months);
}

function isCivilServant(category: CadreRecord['cadreCategory']): boolean {
  return category === 'organ' || category === 'civilServantManaged';
}

function isYoung({ birthMonth, rankLevel, cadreCategory }: GroupFacts, dayOn: string, rules: GroupRules): boolean {
  const { cadreCategories, upToAge } = rules.youngCadre;
  const limit = upToAge.find(({ rankLevels }) => rankLevels.includes(rankLevel));
  return limit !== undefined && cadreCategories.includes(cadreCategory) && ageOn(birthMonth, dayOn) <= limit.years;
}

function isKeyPost({ keyPost, post }: GroupFacts, headsUnit: boolean, { keyPost: rules }: GroupRules): boolean {
  return keyPost || (rules.unitHeads && headsUnit) || rules.postWords.some((word) => post.includes(word));
}
