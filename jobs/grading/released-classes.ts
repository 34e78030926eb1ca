import type { GradingRow } from '../../src/training/grading/gradings.ts';

/** A grading whose results are to be sent. */
export type Released = GradingRow & { release: string };

/** So many trainees are posted or published in one run, and whole classes: what follows goes out in the next, ten minutes later. */
const mostTrainees = 2_000;
/** Classes that are looked at, or take effect, side by side share their reads and writes. */
export const classesAtOnce = 10;

/** What is to be done for released classes, as far as one run does it. @param gradings - of released classes; @param read - nothing where nothing is to be done */
export async function releasedClasses<Found extends { trainees: number }>(
  gradings: readonly GradingRow[],
  read: (grading: Released) => Promise<Found | undefined>,
): Promise<Found[]> {
  const released = gradings.flatMap(({ release, ...row }) => (release === undefined ? [] : [{ ...row, release }]));
  const found: Found[] = [];
  let trainees = 0;
  for (let from = 0; from < released.length && trainees < mostTrainees; from += classesAtOnce)
    for (const one of await Promise.all(released.slice(from, from + classesAtOnce).map(read))) {
      if (one === undefined) continue;
      found.push(one);
      trainees += one.trainees;
    }
  return found;
}
