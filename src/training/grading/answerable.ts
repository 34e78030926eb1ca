import type { CadreStore } from '../../county/cadres.ts';
import type { GradingRow } from './gradings.ts';

/** Somebody who is told, and what a message key has besides where several are. */
export interface Answerable {
  cadreId: string;
  suffix: string;
}

/**
 * Who of the organisation department answers for the results of a class: whoever released them, as long as they are of the department;
 * afterwards everybody of it, so that nothing waits for somebody who left. Nobody before the results were released.
 */
export async function answerableFor(
  { cadres }: { cadres: Pick<CadreStore, 'withRole'> },
  grading: Pick<GradingRow, 'releasedBy'> | null,
): Promise<Answerable[]> {
  const releasedBy = grading?.releasedBy;
  if (releasedBy === undefined) return [];
  const department = await cadres.withRole('orgDept');
  if (department.some(({ _id }) => _id === releasedBy)) return [{ cadreId: releasedBy, suffix: '' }];
  return department.map(({ _id }) => ({ cadreId: _id, suffix: `:${_id}` }));
}
