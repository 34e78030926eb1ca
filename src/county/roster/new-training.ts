import type { RankLevel, TrainingHistory } from '../cadre.ts';
import type { HoursRules } from '../hours-rules.ts';

/** The training history of someone who is new: nothing earned, the yearly hours of the level required (0 where no yearly rule applies). */
export function newTraining(rankLevel: RankLevel, year: number, hours: HoursRules): TrainingHistory {
  const requiredMinutes = hours.yearly.find((rule) => rule.rankLevels.includes(rankLevel))?.minutes ?? 0;
  return { year, requiredMinutes, earnedMinutes: 0, topicTags: [], callUpsThisYear: 0 };
}
