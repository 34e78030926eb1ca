import { text } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import { changesBetween } from './class-scheme.ts';
import { schemeWords } from './scheme-words.ts';
import type { ScoringScheme } from './scoring-scheme.ts';

/**
 * What each trainee is told of the scheme that holds, once: with others in the day's digest. Nothing where the class has none of its own.
 * @param schemeOf - the scheme of a class with these versions
 */
export async function toldScheme(
  { enrollments }: { enrollments: EnrollmentStore },
  trainingClass: ClassRow,
  schemeOf: (each: ClassRow) => ScoringScheme,
) {
  const versions = trainingClass.schemes ?? [];
  const last = versions.at(-1);
  if (last === undefined) return [];
  const before = schemeOf({ ...trainingClass, schemes: versions.slice(0, -1) });
  const message = text(schemeWords.toTrainee(trainingClass, last, changesBetween(before, schemeOf(trainingClass))));
  const trainees = await enrollments.traineesOf(trainingClass._id);
  return trainees.map(({ cadreId }) => ({
    ...{ cadreId, message, urgency: 'low' as const },
    key: `scheme:${trainingClass._id}:${last.version}:${cadreId}` as const,
  }));
}
