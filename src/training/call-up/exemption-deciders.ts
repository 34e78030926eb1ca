import type { CadreStore } from '../../county/cadres.ts';
import type { CallUpRow } from './call-ups.ts';

/**
 * Who decides on a request to stay away: everybody of the organisation department but the person who asks, whoever issued the call-up first.
 * @param otherwise - who is asked where there is nobody else
 */
export async function exemptionDeciders(
  cadres: CadreStore,
  { cadreId, issuedBy }: Pick<CallUpRow, 'cadreId' | 'issuedBy'>,
  otherwise: string,
): Promise<string[]> {
  const staff = (await cadres.withRole('orgDept')).map(({ _id }) => _id).filter((id) => id !== cadreId);
  if (staff.length === 0) return [issuedBy ?? otherwise];
  return [...staff].sort((a, b) => Number(b === issuedBy) - Number(a === issuedBy) || (a < b ? -1 : 1));
}
