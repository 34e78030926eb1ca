import type { CadreStore } from '../../county/cadres.ts';
import type { CallUpChoice } from './call-up.ts';
import type { CallUpRow } from './call-ups.ts';

/** The rows of a proposal for a choice of people, those named first. @param proposal - the update that makes it */
export async function proposedRows(
  store: { cadres: CadreStore },
  classId: string,
  { named, reserve }: CallUpChoice,
  proposal: string,
): Promise<CallUpRow[]> {
  const people = new Map(
    (await store.cadres.many([...named, ...reserve].map((each) => each.cadreId))).map((each) => [each._id, each]),
  );
  return [
    ...named.map((each) => ({ ...each, listed: 'named' as const })),
    ...reserve.map((each) => ({ ...each, listed: 'reserve' as const })),
  ].map(({ cadreId, rank, reasons, mainNeed, briefly, pickedBy, listed }) => ({
    _id: `${classId}:${cadreId}`,
    classId,
    cadreId,
    unitId: people.get(cadreId)?.unitId ?? '',
    name: people.get(cadreId)?.name ?? '',
    listed,
    rank,
    reasons,
    ...(mainNeed && { mainNeed }),
    briefly,
    ...(pickedBy !== undefined && { pickedBy }),
    state: 'checked',
    proposal,
    moves: [],
  }));
}
