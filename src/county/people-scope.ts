import { typedWord } from '../chat/plain-text.ts';
import type { UnitKind } from './cadre.ts';
import type { GroupRules } from './group-rules.ts';
import { FOCUS_GROUP_WORDS } from './group-words.ts';
import { type GroupFacts, groupsOn } from './groups.ts';
import { levelsCalled } from './rank-level-words.ts';
import type { UnitTree } from './unit-tree.ts';
import { type UnitRow, unitNamed } from './units.ts';

/** What a scope is read by. */
export interface ScopeFacts {
  tree: UnitTree;
  /** The day on which somebody belongs to a focus group or not. */
  todayOn: string;
  rules: GroupRules;
}

/** What a scope asks of a person. */
export type ScopedPerson = GroupFacts & { _id: string; unitId: string };

/** `各单位主要负责人` says no more than `单位主要负责人`. */
const EACH = /^(?:全县)?各(?=单位.|乡镇|部门.)/u;

type Test = (person: ScopedPerson, unit: UnitRow | undefined) => boolean;

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
  '单位联络员',
  '县处级',
  '科级正职',
  '科级副职',
  '科员',
  '党群机关',
  '政府部门',
  '事业单位',
  '国有企业',
];

/** Those of these people whom a typed scope means, and the scope as it is kept. A unit means all that belong to it. */
export function inScope<Person extends ScopedPerson>(
  people: readonly Person[],
  typed: string,
  facts: ScopeFacts,
): { scope: string; people: Person[] } | undefined {
  const belongs = testFor(typed, facts);
  if (belongs === undefined) return undefined;
  const { tree } = facts;
  const scope = unitNamed(tree.units, typed)?.name ?? typedWord(typed);
  return { scope, people: people.filter((person) => belongs(person, tree.unit(person.unitId))) };
}

/** Those who head a unit. */
export function headsOf({ units }: UnitTree): ReadonlySet<string | undefined> {
  return new Set(units.map((unit) => unit.headId));
}

function testFor(typed: string, { tree, todayOn, rules }: ScopeFacts): Test | undefined {
  const scope = typedWord(typed).replace(EACH, '');
  const levels = levelsCalled(scope);
  if (levels !== undefined) return ({ rankLevel }) => levels.includes(rankLevel);
  const kind = unitKindWords.get(scope);
  if (kind !== undefined) return (_, unit) => unit?.kind === kind;
  const heads = headsOf(tree);
  const group = FOCUS_GROUP_WORDS.get(scope);
  if (group !== undefined) return (person) => groupsOn(person, heads.has(person._id), todayOn, rules)[group];
  const named = unitNamed(tree.units, scope);
  if (named !== undefined) return (person) => tree.isWithin(person.unitId, named._id);
  switch (scope) {
    case '全县':
      return () => true;
    case '县直':
      return (_, unit) => unit !== undefined && !tree.isInTown(unit._id);
    case '乡镇':
      return (_, unit) => unit !== undefined && tree.isInTown(unit._id);
    case '单位主要负责人':
    case '主要负责人':
    case '单位负责人':
    case '负责人':
      return ({ _id }) => heads.has(_id);
    case '单位联络员':
    case '联络员': {
      const liaisons = new Set(tree.units.map((unit) => unit.liaisonId));
      return ({ _id }) => liaisons.has(_id);
    }
    default:
      return undefined;
  }
}
