import type { CadreRecord } from '../county/cadre.ts';
import { RandomNumbers } from '../demo/random-numbers.ts';
import type { Participants, Trait } from './participants.ts';

/** What a trainee's marks follow from, drawn once from the seed. */
export interface TraineeProfile {
  cadre: CadreRecord;
  trait: Trait;
  /** 0 to 1: how active and able the trainee is. */
  ability: number;
}

/** The profile of everyone who may come to the class, by rank; the same seed gives the same profiles. */
export function profilesOf(participants: Participants, seed: number): TraineeProfile[] {
  const random = new RandomNumbers(seed + 2);
  return participants.trainees.map(({ cadre, trait }) => ({ cadre, trait, ability: random.next() }));
}

/** Bonus items the class teacher proposes, for class offices and the best speaker. */
export function bonusLines(profiles: readonly TraineeProfile[]): { cadreId: string; words: string }[] {
  const able = [...profiles].sort((a, b) => b.ability - a.ability || (a.cadre.id < b.cadre.id ? -1 : 1));
  const items = [
    '担任班长 担任班长，履职良好',
    '担任其他班委 担任学习委员',
    '担任其他班委 担任宣传委员',
    '最佳发言人 学员论坛最佳发言人',
  ];
  return items.flatMap((words, index) => {
    const profile = able[index];
    return profile === undefined ? [] : [{ cadreId: profile.cadre.id, words }];
  });
}
