import type { TrainingHistory } from '../cadre.ts';

/** The training history of a new person: nothing earned so far. */
export function newTraining(year: number): TrainingHistory {
  return { year, earnedMinutes: 0, topicTags: [], callUpsThisYear: 0 };
}
