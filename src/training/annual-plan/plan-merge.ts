import { comparable } from '../../chat/plain-text.ts';
import type { Share } from '../../county/rule-shapes.ts';
import type { AnnualPlanRules } from './annual-plan-rules.ts';
import { audienceLabel, joinedAudience, sharedAudience } from './audience.ts';
import { feeFaults } from './plan-fees.ts';
import { type PlannedClass, planLimits } from './plan-item.ts';
import type { PlanItemRow } from './plan-items.ts';

/** What is compared of an item. */
export type MergeItem = PlannedClass & Pick<PlanItemRow, '_id' | 'state' | 'number' | 'keptApartFrom'>;

/** Two items that could be one class, why, and what that would be. */
export interface MergeProposal<Item extends MergeItem = MergeItem> {
  /** By their numbers. */
  pair: readonly [Item, Item];
  reasons: readonly string[];
  merged: PlannedClass;
}

/** Words that most names of classes have, so that they say nothing of what a class is about. */
const EMPTY_WORDS =
  /培训班|研修班|进修班|专题班|提升班|培训|专题|研讨|能力|素质|提升|提高|增强|干部|领导|工作|全县|20\d\d年?|春季|秋季|第[一二三四五六七八九十\d]+期|班|年度|学习|的|与|和|及/g;

/**
 * The pairs of items with a close theme and a mostly equal audience, in an order of their own: the answer is the same in whatever order the
 * items come.
 */
export function mergeProposals<Item extends MergeItem>(
  items: readonly Item[],
  rules: Pick<AnnualPlanRules, 'merge' | 'feeClasses' | 'longClass' | 'lecturerTitles'>,
): MergeProposal<Item>[] {
  const inOrder = [...items].filter(isOpen).sort(byNumber);
  return inOrder.flatMap((one, index) =>
    inOrder.slice(index + 1).flatMap((other) => {
      if (isApart(one, other)) return [];
      const reasons = closeness(one, other, rules.merge);
      return reasons === undefined
        ? []
        : [{ pair: [one, other] as const, reasons, merged: mergedClass(one, other, rules) }];
    }),
  );
}

/** Whether the two are of one year, and alike decided. */
function isApart(one: MergeItem, other: MergeItem): boolean {
  const kept = one.keptApartFrom?.includes(other._id) === true || other.keptApartFrom?.includes(one._id) === true;
  return kept || one.year !== other.year || one.state !== other.state;
}

const isOpen = ({ state }: Pick<MergeItem, 'state'>) => state === 'filed' || state === 'approved';

function byNumber(a: MergeItem, b: MergeItem): number {
  return a.year === b.year ? a.number - b.number : a.year < b.year ? -1 : 1;
}

/** Why the two are close; `undefined` when they are not. */
export function closeness(
  one: PlannedClass,
  other: PlannedClass,
  { audienceShare, themeShare }: AnnualPlanRules['merge'],
): string[] | undefined {
  const { shared, of } = sharedAudience(one, other);
  if (!reaches(shared, of, audienceShare)) return undefined;
  const audience =
    shared === of
      ? `培训对象相同（${audienceLabel(one)}）`
      : `培训对象大部分相同（${audienceLabel(one)}；${audienceLabel(other)}）`;
  const tags = one.topicTags.filter((tag) => other.topicTags.some((each) => comparable(each) === comparable(tag)));
  if (tags.length > 0) return [`主题相同：${tags.join('、')}`, audience];
  const [mine, theirs] = [pairsOf(one.theme), pairsOf(other.theme)];
  const common = [...mine].filter((pair) => theirs.has(pair));
  // Twice what both have, of what they have together.
  if (common.length === 0 || !reaches(2 * common.length, mine.size + theirs.size, themeShare)) return undefined;
  return ['班次名称相近', audience];
}

function reaches(part: number, whole: number, { numerator, denominator }: Share): boolean {
  return part * denominator >= numerator * whole;
}

/** The pairs of neighbouring characters of what a name says. */
function pairsOf(theme: string): ReadonlySet<string> {
  const said = comparable(theme).replace(EMPTY_WORDS, ' ').split(/\s+/);
  return new Set(said.flatMap((part) => [...part].slice(1).map((sign, index) => `${[...part][index]}${sign}`)));
}

/** The topics of both; a name that stands for a topic where none was given is none of the other's. */
function joinedTags(first: PlannedClass, second: PlannedClass): string[] {
  const given = [first, second].flatMap(({ topicTags, theme }) => topicTags.filter((tag) => tag !== theme));
  const tags = [...new Set(given)].slice(0, planLimits.tags);
  return tags.length === 0 ? [first.theme] : tags;
}

/** Where both say which topics of the menu they serve, those of both; else what their tags and words say. */
function joinedNeeds(first: PlannedClass, second: PlannedClass): Pick<PlannedClass, 'needTopics'> {
  if (first.needTopics === undefined || second.needTopics === undefined) return {};
  return { needTopics: [...new Set([...first.needTopics, ...second.needTopics])] };
}

/** One class for both: of the larger one, for everybody of either; a fee that its limit allows. */
export function mergedClass(
  one: MergeItem,
  other: MergeItem,
  rules: Pick<AnnualPlanRules, 'feeClasses' | 'longClass' | 'lecturerTitles'>,
): PlannedClass {
  const [first, second] = [one, other].sort((a, b) => b.people - a.people || byNumber(a, b)) as [MergeItem, MergeItem];
  const { theme, year, month, unitId, classKind, feeClass, lecturerTitle, yuanPerHour } = first;
  const days = Math.max(first.days, second.days);
  const fees = [first.yuanPerPersonDay, second.yuanPerPersonDay].sort((a, b) => b - a);
  const allowed = fees.find((yuanPerPersonDay) => feeFaults({ days, feeClass, yuanPerPersonDay }, rules).length === 0);
  return {
    ...{ theme, year, month, days, unitId, classKind, feeClass },
    topicTags: joinedTags(first, second),
    ...joinedAudience(first, second),
    people: Math.min(first.people + second.people, planLimits.people),
    yuanPerPersonDay: allowed ?? Math.min(...fees),
    ...(lecturerTitle === undefined ? {} : { lecturerTitle }),
    ...(yuanPerHour === undefined ? {} : { yuanPerHour }),
    need: [...new Set([first.need, second.need])].join('；').slice(0, planLimits.needLetters),
    ...joinedNeeds(first, second),
  };
}
