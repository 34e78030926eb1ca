import { createHash } from 'node:crypto';

/**
 * Stands for what a card showed, to be carried by its button: whoever presses it decides about that and nothing else.
 * @param shown - all that the decision rests on, as text in a fixed order
 */
export function basisOf(shown: string): string {
  return createHash('sha256').update(shown).digest('hex').slice(0, 12);
}
