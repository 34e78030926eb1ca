import type { ClassRow } from '../class/classes.ts';
import type { SessionRow } from '../class/sessions.ts';
import type { ActivityStore } from './activities.ts';
import type { ActivityRules } from './activity-rules.ts';
import { ownPartWords } from './own-part-words.ts';
import { ownParts } from './own-parts.ts';

/** Says of each trainee of a class what the card of a day has of their duty and activities. @param sessions - of the class, by start */
export async function dayPartsOf(
  store: { activities: Pick<ActivityStore, 'ofClass'> },
  trainingClass: Pick<ClassRow, '_id' | 'keepers'>,
  { dateOn, sessions }: { dateOn: string; sessions: readonly Pick<SessionRow, 'dateOn'>[] },
  rules: Pick<ActivityRules, 'kinds'>,
): Promise<(cadreId: string) => string[]> {
  const activities = await store.activities.ofClass(trainingClass._id);
  const days = sessions.map((each) => each.dateOn);
  return (cadreId) =>
    ownParts(trainingClass, activities, cadreId, { dateOn, days }).map((part) =>
      ownPartWords.line(part, dateOn, rules),
    );
}
