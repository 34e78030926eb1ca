import type { RankLevel, TrainingHistory } from '../cadre.ts';
import type { HoursRules } from '../hours-rules.ts';

/** The training history of a new person: no hours earned, and the yearly hours of their level required (0 without a yearly rule). */
export function newTraining(rankLevel: RankLevel, year: number, hours: HoursRules): TrainingHistory {
  const requiredMinutes = hours.yearly.find((rule) => rule.rankLevels.includes(rankLevel))?.minutes ?? 0;
  return { year, requiredMinutes, earnedMinutes: 0, topicTags: [], callUpsThisYear: 0 };
}
