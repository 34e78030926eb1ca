import { isMonthOver, type PlannedClass } from './plan-item.ts';
import type { PlanItemRow } from './plan-items.ts';

/** What a class tells of the item of which it was made. */
export interface HeldClass {
  _id: string;
  name: string;
  kind: string;
  planItem?: string;
  opensOn: string;
  closesOn: string;
  /** How many take part or took part. */
  trainees: number;
}

type ProgressItem = PlannedClass & Pick<PlanItemRow, '_id' | 'state'>;

export const PROGRESS = ['done', 'underWay', 'arranged', 'planned', 'late'] as const;
/** `arranged`: a class was made and has not begun; `planned`: none was made yet; `late`: nothing has begun although its month is over. */
export type Progress = (typeof PROGRESS)[number];

/** How far an approved item is on a day. */
function progressOf(item: ProgressItem, made: HeldClass | undefined, todayOn: string): Progress {
  if (made !== undefined && made.closesOn < todayOn) return 'done';
  if (made !== undefined && made.opensOn <= todayOn) return 'underWay';
  if (isMonthOver(item, todayOn)) return 'late';
  return made === undefined ? 'planned' : 'arranged';
}

/** Figures of some items: how many are how far, and for how many people they were planned and held. */
export interface Figures {
  items: number;
  people: number;
  counts: Readonly<Record<Progress, number>>;
  /** Who takes or took part in what has begun. */
  trained: number;
}

/** Items with how far they are. */
export interface FollowedItem {
  item: ProgressItem;
  progress: Progress;
  made?: HeldClass;
}

/** Approved items with how far they are; what is not approved is not followed. */
export function followed(
  items: readonly ProgressItem[],
  classes: readonly HeldClass[],
  todayOn: string,
): FollowedItem[] {
  return items
    .filter(({ state }) => state === 'approved')
    .map((item) => {
      const made = classes.find(({ planItem }) => planItem === item._id);
      return { item, progress: progressOf(item, made, todayOn), ...(made === undefined ? {} : { made }) };
    });
}

export function figuresOf(all: readonly FollowedItem[]): Figures {
  const count = (progress: Progress) => all.filter((each) => each.progress === progress).length;
  const begun = all.filter(({ progress }) => progress === 'done' || progress === 'underWay');
  return {
    items: all.length,
    people: sum(all.map(({ item }) => item.people)),
    counts: {
      done: count('done'),
      underWay: count('underWay'),
      arranged: count('arranged'),
      planned: count('planned'),
      late: count('late'),
    },
    trained: sum(begun.map(({ made }) => made?.trainees ?? 0)),
  };
}

/** The figures of each group, in the order of the groups' names. */
export function figuresBy(all: readonly FollowedItem[], groupOf: (item: ProgressItem) => string): [string, Figures][] {
  const groups = [...new Set(all.map(({ item }) => groupOf(item)))].sort();
  return groups.map((group) => [group, figuresOf(all.filter(({ item }) => groupOf(item) === group))]);
}

/** The classes of a year that were made without an item of the plan. */
export function outsidePlan(classes: readonly HeldClass[], year: string): HeldClass[] {
  return classes.filter(({ planItem, opensOn }) => planItem === undefined && opensOn.startsWith(`${year}-`));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
