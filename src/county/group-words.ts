import type { FocusGroups } from './groups.ts';

export type FocusGroup = keyof FocusGroups;

/** The focus groups as they are called in short, and in full. */
export const FOCUS_GROUP_NAMES: Readonly<Record<FocusGroup, string>> = {
  newlyPromoted: '新提拔',
  newRecruit: '新录用',
  youngCadre: '年轻干部',
  keyPost: '关键岗位',
};
export const FOCUS_GROUP_LABELS: Readonly<Record<FocusGroup, string>> = {
  newlyPromoted: '新提拔领导干部',
  newRecruit: '新录用公务员',
  youngCadre: '年轻干部',
  keyPost: '关键岗位干部',
};
export const FOCUS_GROUPS = ['newlyPromoted', 'newRecruit', 'youngCadre', 'keyPost'] as const satisfies FocusGroup[];

/** The words for each focus group in commands and sheets. */
export const FOCUS_GROUP_WORDS: ReadonlyMap<string, FocusGroup> = new Map([
  ...FOCUS_GROUPS.map((group) => [FOCUS_GROUP_NAMES[group], group] as const),
  ...FOCUS_GROUPS.map((group) => [FOCUS_GROUP_LABELS[group], group] as const),
  ['新提拔干部', 'newlyPromoted'],
]);
