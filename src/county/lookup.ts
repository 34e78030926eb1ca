import { comparable, typedName, typedWord } from '../chat/plain-text.ts';
import type { CadreRow } from './cadres.ts';
import type { GroupRules } from './group-rules.ts';
import { FOCUS_GROUP_NAMES, FOCUS_GROUP_WORDS, FOCUS_GROUPS } from './group-words.ts';
import { type FocusGroups, groupsOn } from './groups.ts';
import { levelsCalled } from './rank-level-words.ts';
import { spelled } from './spelling.ts';
import type { UnitTree } from './unit-tree.ts';

/** The focus groups of a person, as they are called. */
export function groupNames(groups: FocusGroups): string[] {
  return FOCUS_GROUPS.filter((group) => groups[group]).map((group) => FOCUS_GROUP_NAMES[group]);
}

/** What looking somebody up needs beside the people. */
export interface LookupFacts {
  tree: UnitTree;
  todayOn: string;
  rules: GroupRules;
}

type Test = (person: CadreRow) => boolean;

/**
 * Those of these people whom every word means: a name or a part of it, its letters or their first ones, an id, a unit with all below it (also by
 * a post held beside the main one), a level, a focus group.
 */
export function lookedUp(people: readonly CadreRow[], words: readonly string[], facts: LookupFacts): CadreRow[] {
  const tests = words.map((word) => testOf(word, facts));
  return people.filter((person) => tests.every((test) => test(person)));
}

function testOf(typed: string, { tree, todayOn, rules }: LookupFacts): Test {
  const word = typedWord(typed);
  const levels = levelsCalled(word);
  if (levels !== undefined) return ({ rankLevel }) => levels.includes(rankLevel);
  const group = FOCUS_GROUP_WORDS.get(word);
  if (group !== undefined) return (person) => groupsOn(person, headsOwn(person, tree), todayOn, rules)[group];
  if (/^[a-zü]+$/.test(word)) return lettersTest(word);
  const name = withoutDots(typed);
  const units = word.length < 2 ? [] : tree.units.filter((unit) => comparable(unit.name).includes(word));
  const within = new Set(units.flatMap(({ _id }) => tree.below(_id).map((unit) => unit._id)));
  return (person) =>
    typedWord(person._id) === word ||
    (name !== '' && withoutDots(person.name).includes(name)) ||
    unitsOf(person, todayOn).some((id) => within.has(id));
}

/** A name as it is looked for: many leave the dot between its parts out. */
function withoutDots(name: string): string {
  return typedName(name).replaceAll('·', '');
}

function lettersTest(letters: string): Test {
  return ({ _id, name }) => {
    if (typedWord(_id) === letters) return true;
    const { pinyin, initials } = spelled(name);
    return initials === letters || pinyin.startsWith(letters);
  };
}

/** The units somebody works in on a day: of the main post, and of those held beside it. */
function unitsOf({ unitId, otherPosts = [] }: CadreRow, todayOn: string): string[] {
  const beside = otherPosts.filter((post) => post.untilOn === undefined || post.untilOn > todayOn);
  return [unitId, ...beside.flatMap((post) => post.unitId ?? [])];
}

/** Whether somebody works in one of these units on a day, be it beside the main post. */
export function worksIn(unitIds: ReadonlySet<string>, cadre: CadreRow, todayOn: string): boolean {
  return unitsOf(cadre, todayOn).some((id) => unitIds.has(id));
}

/** Whether somebody heads the unit they work in. */
export function headsOwn({ _id, unitId }: CadreRow, tree: UnitTree): boolean {
  return tree.unit(unitId)?.headId === _id;
}
