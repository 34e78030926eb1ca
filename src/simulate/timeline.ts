import { afterClass } from './after-class.ts';
import { beforeClass } from './before-class.ts';
import type { Cast } from './cast.ts';
import { classDays } from './class-days.ts';
import { talentsOf } from './script.ts';
import type { Scene, Step } from './step.ts';

/** The whole class from needs survey to acknowledged results; the same steps for the same seed. */
export function timeline(cast: Cast, seed: number): Step[] {
  const scene: Scene = { cast, talents: talentsOf(cast, seed), classId: '2026-01' };
  return [...beforeClass(scene), ...classDays(scene), ...afterClass(scene)].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
}
