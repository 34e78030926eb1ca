import type { CadreRecord } from '../../county/cadre.ts';
import type { GroupRules } from '../../county/group-rules.ts';
import { type GroupFacts, groupsOn } from '../../county/groups.ts';
import type { Audience } from '../annual-plan/audience.ts';

/**
 * Whether a class is meant for somebody.
 * @param headsUnit - whether they head their unit
 * @param opensOn - the day on which they have to belong to the group
 */
export function isMeantFor(
  { rankLevels, group }: Audience,
  person: GroupFacts & Pick<CadreRecord, 'rankLevel'>,
  headsUnit: boolean,
  opensOn: string,
  rules: GroupRules,
): boolean {
  const isOfLevel = rankLevels.length === 0 || rankLevels.includes(person.rankLevel);
  return isOfLevel && (group === undefined || groupsOn(person, headsUnit, opensOn, rules)[group]);
}
