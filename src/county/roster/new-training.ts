import type { RankLevel, TrainingHistory } from '../cadre.ts';

/** The part of a rule pack that says how much training a level needs each year. */
export interface YearlyHours {
  hours: { yearly: readonly { rankLevels: readonly RankLevel[]; minutes: number }[] };
}

/** The training history of someone who is new: nothing earned, the yearly minutes of the level required (0 where no yearly rule applies). */
export function newTraining(rankLevel: RankLevel, year: number, pack: YearlyHours): TrainingHistory {
  const requiredMinutes = pack.hours.yearly.find((rule) => rule.rankLevels.includes(rankLevel))?.minutes ?? 0;
  return { year, requiredMinutes, earnedMinutes: 0, topicTags: [], callUpsThisYear: 0 };
}
