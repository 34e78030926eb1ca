import { proofAbout } from '../proofs/matter.ts';
import type { ScoreEventRow, ScoreEventStore } from './score-events.ts';

const entryPrefix = 'entry:';

/** What proofs of an entry are kept about: all marks that were entered together share them. */
export function evidenceAbout(classId: string, entryId: string): string {
  return proofAbout('score', `${classId}:${entryId}`);
}

/** The same for one mark; `undefined` for one that nobody entered. */
export function evidenceOf(mark: Pick<ScoreEventRow, 'classId' | 'source'>): string | undefined {
  const entryId = entryOfMark(mark);
  return entryId === undefined ? undefined : evidenceAbout(mark.classId, entryId);
}

/** The entry a mark is of; `undefined` for one that nobody entered. */
export function entryOfMark({ source }: Pick<ScoreEventRow, 'source'>): string | undefined {
  return source.startsWith(entryPrefix) ? source.slice(entryPrefix.length) : undefined;
}

/** The marks of an entry: those that were recorded, else those of a preview that waits. None where there is no such entry. */
export async function marksOfEntry(
  { scoreEvents }: { scoreEvents: ScoreEventStore },
  classId: string,
  entryId: string,
): Promise<readonly ScoreEventRow[]> {
  const recorded = (await scoreEvents.ofClass(classId)).filter(
    ({ source, reverses }) => source === `${entryPrefix}${entryId}` && reverses === undefined,
  );
  if (recorded.length > 0) return recorded;
  const draft = await scoreEvents.draft(entryId);
  if (draft?.classId !== classId || draft.state === 'dropped') return [];
  return draft.events.filter(({ reverses }) => reverses === undefined);
}
