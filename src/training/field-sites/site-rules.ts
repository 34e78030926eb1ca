import { z } from 'zod';
import { ruleClock, ruleLabel, rulePositive } from '../../county/rule-shapes.ts';

/** What holds for field sites and the routes between them. @see docs/rules.md, Lecturers and field sites */
export const fieldSiteRules = z.strictObject({
  siteTypes: z.array(ruleLabel).min(1),
  /** Colours of study routes with what they stand for. */
  colours: z.record(ruleLabel, ruleLabel),
  /** Speed on the county's roads, and how much longer roads are than the straight line, in tenths. */
  kmPerHour: rulePositive,
  detourTenths: rulePositive,
  /** Between two sites whose places are not known. */
  unknownTravelMinutes: rulePositive,
  /** When a day on the road begins and must end. */
  dayFrom: ruleClock,
  dayTo: ruleClock,
});
export type FieldSiteRules = z.infer<typeof fieldSiteRules>;
