import type { RulePack } from '../../training/rule-pack.ts';
import type { RankLevel, TrainingHistory } from '../cadre.ts';

/** The training history of someone who is new: nothing earned, the yearly hours of the level required (0 where no yearly rule applies). */
export function newTraining(rankLevel: RankLevel, year: number, pack: RulePack): TrainingHistory {
  const requiredMinutes = pack.hours.yearly.find((rule) => rule.rankLevels.includes(rankLevel))?.minutes ?? 0;
  return { year, requiredMinutes, earnedMinutes: 0, topicTags: [], callUpsThisYear: 0 };
}
