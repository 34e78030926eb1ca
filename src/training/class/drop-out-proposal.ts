import type { Card } from '../../chat/message.ts';
import type { CadreStore } from '../../county/cadres.ts';
import type { UnitStore } from '../../county/units.ts';
import type { ClassRow } from './classes.ts';
import { dropOutWords } from './drop-out-words.ts';

interface Proposed {
  cadreId: string;
  message: Card;
  key: `drop-out-proposal:${string}`;
}

/**
 * The cards that ask the organisation department whether somebody leaves a class.
 * @param about - what brought it up, e.g. the leave; each asks once
 */
export async function dropOutProposals(
  store: { cadres: CadreStore; units: UnitStore },
  trainingClass: ClassRow,
  cadreId: string,
  { reason, about }: { reason: string; about: string },
): Promise<Proposed[]> {
  const person = await store.cadres.byId(cadreId);
  if (person === null) return [];
  const unit = (await store.units.byId(person.unitId))?.name ?? '';
  const message = dropOutWords.proposal(trainingClass, { cadreId, name: person.name, unit }, reason);
  const staff = (await store.cadres.withRole('orgDept')).filter(({ _id }) => _id !== cadreId);
  return staff.map(({ _id }) => ({ cadreId: _id, message, key: `drop-out-proposal:${about}:${_id}` as const }));
}
