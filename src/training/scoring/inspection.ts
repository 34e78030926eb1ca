import { RuleError } from '../../errors.ts';
import { type ScoreEvent, stepName } from './score-event.ts';
import type { ScoringScheme } from './scoring-scheme.ts';

/**
 * What inspectors (督查员) enter: the indicators the scheme leaves to them, each with its facts.
 * @throws RuleError `score.not-inspected`, `score.inspection-facts`
 */
export function refuseBeyondInspection(events: readonly ScoreEvent[], scheme: ScoringScheme): void {
  const inspected = scheme.indicators.filter((indicator) => indicator.inspected === true);
  for (const event of events) {
    const indicator = inspected.find(({ id }) => id === event.item);
    if (indicator === undefined)
      throw new RuleError('score.not-inspected', { items: inspected.map(({ name }) => name).join('、') });
    if (event.reason === stepName(event, scheme))
      throw new RuleError('score.inspection-facts', { item: indicator.name });
  }
}
