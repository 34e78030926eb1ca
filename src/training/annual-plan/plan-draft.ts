import { z } from 'zod';
import { RANK_LEVELS } from '../../county/cadre.ts';
import { AUDIENCE_GROUPS } from './audience.ts';
import { type PlannedClass, planLimits } from './plan-item.ts';

const whole = (most: number) => z.int().min(1).max(most);

const draftShape = z.array(
  z.strictObject({
    year: z.string().regex(/^20\d\d$/),
    theme: z.string().min(1).max(planLimits.themeLetters),
    topicTags: z.array(z.string().min(1)).min(1),
    rankLevels: z.array(z.enum(RANK_LEVELS)),
    group: z.enum(AUDIENCE_GROUPS).optional(),
    people: whole(planLimits.people),
    month: whole(12),
    days: whole(planLimits.days),
    unitId: z.string().min(1),
    classKind: z.string().min(1),
    feeClass: z.string().min(1),
    yuanPerPersonDay: whole(planLimits.yuan),
    lecturerTitle: z.string().optional(),
    yuanPerHour: whole(planLimits.yuan).optional(),
    need: z.string().min(1).max(planLimits.needLetters),
    needTopics: z.array(z.string().min(1)).min(1).optional(),
  }),
);

/** The bytes in which a filing is kept from its preview until it is confirmed. */
export function draftBytes(items: readonly PlannedClass[]): Buffer {
  return Buffer.from(JSON.stringify(items));
}

/** What was kept; `undefined` where the bytes are something else. */
export function readDraft(bytes: Buffer): PlannedClass[] | undefined {
  try {
    return draftShape.safeParse(JSON.parse(bytes.toString('utf8'))).data?.map(withoutEmpty);
  } catch {
    return undefined;
  }
}

function withoutEmpty({
  group,
  lecturerTitle,
  yuanPerHour,
  needTopics,
  ...item
}: z.infer<typeof draftShape>[number]): PlannedClass {
  return {
    ...item,
    ...(group === undefined ? {} : { group }),
    ...(lecturerTitle === undefined ? {} : { lecturerTitle }),
    ...(yuanPerHour === undefined ? {} : { yuanPerHour }),
    ...(needTopics === undefined ? {} : { needTopics }),
  };
}
