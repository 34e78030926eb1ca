import { z } from 'zod';
import { ruleId, ruleLabel } from '../../county/rule-shapes.ts';

const activityKinds = [
  'traineeForum',
  'bookSharing',
  'groupDiscussion',
  'socialResearch',
  'offsiteTraining',
  'fieldTeaching',
  'ownLesson',
] as const;

/** 学员论坛, 好书共读, 小组讨论, 社会调研, 异地培训, 现场教学, 我来讲. */
export type ActivityKind = (typeof activityKinds)[number];

/** An indicator and its step for which an activity gives points. */
const given = z.strictObject({ item: ruleId, step: ruleId });

/** What activities a class may have, and for what points are proposed. */
export const activityRules = z.strictObject({
  kinds: z.record(
    z.enum(activityKinds),
    z.strictObject({
      name: ruleLabel,
      /** What else it is called. */
      words: z.array(ruleLabel),
      speaker: given.optional(),
      /** For everybody who was there and did not speak. */
      present: given.optional(),
    }),
  ),
});

export type ActivityRules = z.infer<typeof activityRules>;
export const ACTIVITY_KINDS: readonly ActivityKind[] = activityKinds;
