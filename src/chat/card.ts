import type { Card } from './message.ts';

/** A card of these parts; what is not said is empty. */
export function cardOf(part: Pick<Card, 'id' | 'title'> & Partial<Card>): Card {
  return { kind: 'card', lines: [], fields: [], buttons: [], ...part };
}
