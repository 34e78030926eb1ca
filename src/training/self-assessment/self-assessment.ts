import type { Figure } from '../statistics/figure.ts';
import type { QualityEntry } from './quality-entries.ts';
import type { QualityIndicator } from './self-assessment-rules.ts';

/** `missing`: nobody has entered it, or there is no record yet. `noted`: there is no standard for it. */
export type IndicatorStanding = 'met' | 'short' | 'noted' | 'missing';

/** One indicator of a year with what it rests on. */
export interface AssessedIndicator {
  indicator: QualityIndicator;
  value?: number;
  standing: IndicatorStanding;
  /** The figure of the records it is, with the list behind it. */
  figure?: Figure;
  /** Who entered it, and what with. */
  entry?: QualityEntry;
}

/**
 * The self-assessment of a year, in the order of the rules. A count of the records that is zero is a value; a share or a mean of nothing is
 * missing.
 * @param present - what holds of each indicator that people enter, by its id
 */
export function assessYear(
  indicators: readonly QualityIndicator[],
  figures: readonly Figure[],
  present: ReadonlyMap<string, QualityEntry>,
): AssessedIndicator[] {
  return indicators.map((indicator) => {
    if (indicator.from === 'people') {
      const entry = present.get(indicator.id);
      return { indicator, ...assessed(indicator, entry?.value), ...(entry && { entry }) };
    }
    const figure = figures.find(({ key }) => key === indicator.figure);
    return { indicator, ...assessed(indicator, figure?.value), ...(figure && { figure }) };
  });
}

function assessed({ atLeast }: QualityIndicator, value: number | undefined) {
  if (value === undefined) return { standing: 'missing' as const };
  const standing: IndicatorStanding = atLeast === undefined ? 'noted' : value >= atLeast ? 'met' : 'short';
  return { value, standing };
}
