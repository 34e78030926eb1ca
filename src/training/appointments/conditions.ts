import { numberOf } from '../../chat/chinese-number.ts';
import { comparable } from '../../chat/plain-text.ts';
import type { RankLevel, Sex } from '../../county/cadre.ts';
import { FOCUS_GROUP_WORDS, type FocusGroup } from '../../county/group-words.ts';
import { levelsCalled } from '../../county/rank-level-words.ts';
import { type UnitRow, unitNamed } from '../../county/units.ts';

/** One thing that is asked of people, in the words of whoever asks. */
export type Condition = { words: string } & (
  | { kind: 'levels'; levels: readonly RankLevel[] }
  | { kind: 'excellent' | 'mainClass'; years: number }
  | { kind: 'grassroots' | 'inPost'; years: number }
  | { kind: 'age'; atMost?: number; atLeast?: number }
  | { kind: 'group'; group: FocusGroup }
  | { kind: 'unit'; unit: UnitRow }
  | { kind: 'sex'; sex: Sex }
  | { kind: 'hours' | 'pool' | 'party' }
);

/** A condition without the words in which it was asked. */
type Asked = Condition extends infer Each ? (Each extends Condition ? Omit<Each, 'words'> : never) : never;

const NUMBER = '(\\d{1,2}|[一二两三四五六七八九十]{1,3})';
const years = (pattern: string) => new RegExp(pattern.replace('N', NUMBER), 'u');

const EXCELLENT = years('^(?:近|最近|过去)?N年(?:内|来|以来)?(?:的)?(?:被评为|获评)?优秀学员$');
const MAIN_CLASS = years('^(?:近|最近|过去)?N年(?:内|来|以来)?(?:参加过?|上过)?主体班(?:学员|次)?$');
const GRASSROOTS = years('^(?:有)?(?:在)?基层(?:工作)?(?:经历|经验)?(?:满|不少于|至少|超过)?N年(?:以上|及以上)?$');
const GRASSROOTS_FOR = years('^N年(?:以上|及以上)?基层(?:工作)?(?:经历|经验)?$');
const IN_POST = years('^任?现职(?:满|不少于|至少|超过)?N年(?:以上|及以上)?$');
const AGE_MOST = years('^(?:年龄)?(?:不超过|不满)?N岁(?:以下|及以下|以内)?$');
const AGE_LEAST = years('^(?:年龄)?N岁(?:以上|及以上)$');

/**
 * What a condition in plain words means: `近三年优秀学员`, `副科级`, `基层满2年`, `40岁以下`, `任现职满2年`, `学时达标`, `储备库`, `中共党员`, `女`,
 * `近3年主体班`, a focus group, a unit. Nothing for other words.
 */
export function readCondition(typed: string, units: readonly UnitRow[]): Condition | undefined {
  const word = comparable(typed);
  const asked = asYears(word) ?? asFixed(word) ?? asUnit(word, units);
  return asked === undefined ? undefined : ({ ...asked, words: typed } as Condition);
}

function asYears(word: string): Asked | undefined {
  const numberIn = (pattern: RegExp) =>
    pattern
      .exec(word)
      ?.slice(1)
      .find((each) => each !== undefined);
  const of = (pattern: RegExp, make: (count: number) => Asked) => {
    const found = numberIn(pattern);
    return found === undefined ? undefined : make(numberOf(found));
  };
  return (
    of(EXCELLENT, (count) => ({ kind: 'excellent', years: count })) ??
    of(MAIN_CLASS, (count) => ({ kind: 'mainClass', years: count })) ??
    of(GRASSROOTS, (count) => ({ kind: 'grassroots', years: count })) ??
    of(GRASSROOTS_FOR, (count) => ({ kind: 'grassroots', years: count })) ??
    of(IN_POST, (count) => ({ kind: 'inPost', years: count })) ??
    of(AGE_MOST, (count) => ({ kind: 'age', atMost: count })) ??
    of(AGE_LEAST, (count) => ({ kind: 'age', atLeast: count }))
  );
}

const FIXED: ReadonlyMap<string, Asked> = new Map<string, Asked>([
  ['学时达标', { kind: 'hours' }],
  ['完成学时', { kind: 'hours' }],
  ['储备库', { kind: 'pool' }],
  ['在储备库', { kind: 'pool' }],
  ['中共党员', { kind: 'party' }],
  ['党员', { kind: 'party' }],
  ['女', { kind: 'sex', sex: 'female' }],
  ['女干部', { kind: 'sex', sex: 'female' }],
  ['女性', { kind: 'sex', sex: 'female' }],
  ['男', { kind: 'sex', sex: 'male' }],
  ['男性', { kind: 'sex', sex: 'male' }],
  ['基层经历', { kind: 'grassroots', years: 0 }],
  ['有基层经历', { kind: 'grassroots', years: 0 }],
  ['基层工作经历', { kind: 'grassroots', years: 0 }],
]);

function asFixed(word: string): Asked | undefined {
  const fixed = FIXED.get(word);
  if (fixed !== undefined) return fixed;
  const levels = levelsCalled(word) ?? levelsCalled(word.replace(/干部$/u, ''));
  if (levels !== undefined) return { kind: 'levels', levels };
  const group = FOCUS_GROUP_WORDS.get(word);
  return group && { kind: 'group', group };
}

function asUnit(word: string, units: readonly UnitRow[]): Asked | undefined {
  const unit = unitNamed(units, word);
  return unit && { kind: 'unit', unit };
}

/** The parts of a query: what spaces, commas and 且 stand between. */
export function queryParts(text: string): string[] {
  return text.split(/[\s、，,；;。]+|且/u).filter((part) => part !== '');
}
