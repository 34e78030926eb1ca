import { typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import type { ActivityRow } from './activities.ts';
import { ACTIVITY_KINDS, type ActivityKind, type ActivityRules } from './activity-rules.ts';

/** The kind that was typed, by its name or another word for it. @throws RuleError `activity.kind-unknown` */
export function kindTyped(typed: string, { kinds }: ActivityRules): ActivityKind {
  const word = typedWord(typed);
  const found = ACTIVITY_KINDS.find((kind) => [kinds[kind].name, ...kinds[kind].words].map(typedWord).includes(word));
  if (found !== undefined) return found;
  throw new RuleError('activity.kind-unknown', {
    typed,
    kinds: ACTIVITY_KINDS.map((kind) => kinds[kind].name).join('、'),
  });
}

/** Whether an activity counts as held on a day: planned, and its day has come. */
export function isHeld({ state, dateOn }: Pick<ActivityRow, 'state' | 'dateOn'>, todayOn: string): boolean {
  return state === 'planned' && dateOn !== undefined && dateOn <= todayOn;
}

/** How many activities were held, by kind and class. Each counts once, whatever their order. */
export interface ActivityCounts {
  total: number;
  byKind: ReadonlyMap<ActivityKind, number>;
  /** Classes with at least one, by their numbers. */
  byClass: readonly { classId: string; total: number; byKind: ReadonlyMap<ActivityKind, number> }[];
}

export function countActivities(
  rows: readonly Pick<ActivityRow, 'classId' | 'kind' | 'state' | 'dateOn'>[],
  todayOn: string,
): ActivityCounts {
  const held = rows.filter((row) => isHeld(row, todayOn));
  const classIds = [...new Set(held.map(({ classId }) => classId))].sort();
  return {
    total: held.length,
    byKind: byKind(held),
    byClass: classIds.map((classId) => {
      const own = held.filter((row) => row.classId === classId);
      return { classId, total: own.length, byKind: byKind(own) };
    }),
  };
}

function byKind(rows: readonly Pick<ActivityRow, 'kind'>[]): ReadonlyMap<ActivityKind, number> {
  const counts = new Map<ActivityKind, number>();
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Points that are proposed for an activity: for those who spoke, and for those who were there without speaking. */
export function proposedPoints(
  { kind, speakers, absent }: Pick<ActivityRow, 'kind' | 'speakers' | 'absent'>,
  trainees: readonly string[],
  { kinds }: ActivityRules,
): { cadreId: string; item: string; step: string; spoke: boolean }[] {
  const { speaker, present } = kinds[kind];
  return trainees
    .filter((cadreId) => !absent.includes(cadreId))
    .flatMap((cadreId) => {
      const spoke = speakers.includes(cadreId);
      const given = spoke ? speaker : present;
      return given === undefined ? [] : [{ cadreId, ...given, spoke }];
    });
}
