import { typedWord } from '../../chat/plain-text.ts';
import type { UnitKind } from '../../county/cadre.ts';
import type { CadreStore, Placement } from '../../county/cadres.ts';
import type { GroupRules } from '../../county/group-rules.ts';
import { type FocusGroups, groupsOn } from '../../county/groups.ts';
import { RANK_LEVEL_WORDS } from '../../county/rank-level-words.ts';
import { UnitTree } from '../../county/unit-tree.ts';
import { type UnitRow, type UnitStore, unitNamed } from '../../county/units.ts';
import type { BaseFacts } from './base-facts.ts';

/** One person a survey goes to, with what is not asked of them. */
export interface AskedPerson extends BaseFacts {
  cadreId: string;
  unitId: string;
  headsUnit: boolean;
}

type Test = (person: Placement, unit: UnitRow | undefined, groups: FocusGroups) => boolean;

/** Words for both levels of 科级; the words for one level are those of every sheet and command. */
const bothTownshipLevels = ['科级', '科级干部'];

const unitKindWords: ReadonlyMap<string, UnitKind> = new Map([
  ['党群机关', 'partyOrgan'],
  ['党委机构', 'partyOrgan'],
  ['政府部门', 'government'],
  ['事业单位', 'institution'],
  ['国有企业', 'enterprise'],
]);

/** The words that can be typed as a scope, in addition to a unit's name. */
export const SCOPE_WORDS = [
  '全县',
  '县直',
  '乡镇',
  '关键岗位',
  '新提拔',
  '新录用',
  '年轻干部',
  '单位主要负责人',
  '县处级',
  '科级正职',
  '科级副职',
  '科员',
  '党群机关',
  '政府部门',
  '事业单位',
  '国有企业',
];

/** A typed scope as it is kept, and everyone it means. */
export interface AskedScope {
  scope: string;
  people: AskedPerson[];
}

/**
 * What a typed scope means; `undefined` when the word means nothing. A unit means all that belong to it.
 * @param todayOn - the day on which somebody belongs to a focus group or not
 */
export async function peopleInScope(
  { cadres, units: unitStore }: { cadres: CadreStore; units: UnitStore },
  scope: string,
  todayOn: string,
  rules: GroupRules,
): Promise<AskedScope | undefined> {
  const [placements, units] = await Promise.all([cadres.placements(), unitStore.all()]);
  const heads = new Set(units.map((unit) => unit.headId));
  const belongs = testFor(scope, new UnitTree(units), heads);
  if (belongs === undefined) return undefined;
  const unitById = new Map(units.map((unit) => [unit._id, unit]));
  const people = placements
    .filter((person) =>
      belongs(person, unitById.get(person.unitId), groupsOn(person, heads.has(person._id), todayOn, rules)),
    )
    .map((person) => askedPerson(person, heads));
  return { scope: unitNamed(units, scope)?.name ?? typedWord(scope), people };
}

/** @param heads - those who head a unit */
function askedPerson(person: Placement, heads: ReadonlySet<string | undefined>): AskedPerson {
  const { _id, unitId, birthMonth, rankLevel, cadreCategory, inPostSince } = person;
  return { cadreId: _id, unitId, headsUnit: heads.has(_id), birthMonth, rankLevel, cadreCategory, inPostSince };
}

function testFor(typed: string, tree: UnitTree, heads: ReadonlySet<string | undefined>): Test | undefined {
  const scope = typedWord(typed);
  const level = RANK_LEVEL_WORDS.get(scope);
  if (level !== undefined) return (person) => person.rankLevel === level;
  if (bothTownshipLevels.includes(scope))
    return ({ rankLevel }) => rankLevel === 'townshipChief' || rankLevel === 'townshipDeputy';
  const kind = unitKindWords.get(scope);
  if (kind !== undefined) return (_, unit) => unit?.kind === kind;
  const named = unitNamed(tree.units, scope);
  if (named !== undefined) return (person) => tree.isWithin(person.unitId, named._id);
  switch (scope) {
    case '全县':
      return () => true;
    case '县直':
      return (_, unit) => unit !== undefined && !tree.isInTown(unit._id);
    case '乡镇':
      return (_, unit) => unit !== undefined && tree.isInTown(unit._id);
    case '关键岗位':
      return (_person, _unit, groups) => groups.keyPost;
    case '新提拔':
      return (_person, _unit, groups) => groups.newlyPromoted;
    case '新录用':
      return (_person, _unit, groups) => groups.newRecruit;
    case '年轻干部':
      return (_person, _unit, groups) => groups.youngCadre;
    case '单位主要负责人':
      return (person) => heads.has(person._id);
    default:
      return undefined;
  }
}
