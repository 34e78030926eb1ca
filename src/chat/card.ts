import type { Card } from './message.ts';

/** A card with these parts; all others are empty. */
export function cardOf(part: Pick<Card, 'id' | 'title'> & Partial<Card>): Card {
  return { kind: 'card', lines: [], fields: [], buttons: [], ...part };
}
