import { comparable } from '../../chat/plain-text.ts';
import { type ScoreEvent, settledEvents } from './score-event.ts';
import type { BonusItem, ScoringScheme } from './scoring-scheme.ts';

/** From this share of common pairs of characters on, two descriptions may be of one achievement. */
const alikeFrom = { numerator: 1, denominator: 2 };

type Achieved = Pick<ScoreEvent, '_id' | 'cadreId' | 'item' | 'achievementId'>;

/** What one achievement is known by, however it was typed: width, case, spaces and punctuation make no second one of it. */
function achievementKey(typed: string): string {
  return comparable(typed).replace(/[\p{P}\p{S}\s]/gu, '');
}

/** The same for a bonus: what somebody can have only once in a class is one, whatever is written of it. */
export function achievementOf({ _id, item, achievementId }: Achieved, { bonusItems }: ScoringScheme): string {
  if (bonusItems.find(({ id }) => id === item)?.once === true) return `once ${item}`;
  return achievementId === undefined ? _id : achievementKey(achievementId);
}

/**
 * The bonuses of the same person that stand and may be for the achievement of this one: of the same item, or of another level of it, and
 * described alike. Whether they are the same, people say.
 * @param events - of the class
 */
export function alikeBonuses<Event extends ScoreEvent>(
  bonus: Event,
  events: readonly Event[],
  scheme: ScoringScheme,
): Event[] {
  const itemOf = (id: string) => scheme.bonusItems.find((each) => each.id === id);
  const own = events.filter(({ cadreId }) => cadreId === bonus.cadreId);
  const standing = new Set(settledEvents(own).standing.map(({ _id }) => _id));
  return own.filter((each) => {
    const [one, other] = [itemOf(bonus.item), itemOf(each.item)];
    if (each._id === bonus._id || !standing.has(each._id)) return false;
    if (one === undefined || other === undefined || !areLevelsOfOne(one, other)) return false;
    return achievementOf(each, scheme) === achievementOf(bonus, scheme) || areAlike(wordsOf(each), wordsOf(bonus));
  });
}

function areLevelsOfOne(one: BonusItem, other: BonusItem): boolean {
  return one.id === other.id || (one.family !== undefined && one.family === other.family);
}

function wordsOf({ reason }: ScoreEvent): string {
  return achievementKey(reason);
}

/** Whether one holds the other, or they have at least half of their pairs of characters in common. */
function areAlike(one: string, other: string): boolean {
  if (one.includes(other) || other.includes(one)) return true;
  const [pairs, others] = [pairsOf(one), pairsOf(other)];
  const common = pairs.filter((pair) => others.includes(pair)).length;
  return common * 2 * alikeFrom.denominator >= (pairs.length + others.length) * alikeFrom.numerator;
}

function pairsOf(words: string): string[] {
  const letters = [...words];
  return [...new Set(letters.slice(1).map((letter, at) => `${letters[at]}${letter}`))];
}
