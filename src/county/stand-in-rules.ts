import { z } from 'zod';
import { daysBetween } from '../calendar/beijing-time.ts';
import { RuleError } from '../errors.ts';
import { rulePositive } from './rule-shapes.ts';

/** For how long somebody may do another's office. */
export const standInRules = z.strictObject({ mostDays: rulePositive });
export type StandInRules = z.infer<typeof standInRules>;

/** A stand-in that is about to be named. */
interface WantedStandIn {
  principalId: string;
  standInId: string;
  fromOn: string;
  untilOn: string;
  /** Whether the other has a stand-in of their own on one of these days. */
  isAway: boolean;
}

/** @throws RuleError `stand-in.self`, `stand-in.past`, `stand-in.too-long`, `stand-in.away` */
export function requireStandIn(wanted: WantedStandIn, todayOn: string, { mostDays }: StandInRules): void {
  const { principalId, standInId, fromOn, untilOn, isAway } = wanted;
  if (principalId === standInId) throw new RuleError('stand-in.self', {});
  if (untilOn < todayOn || untilOn < fromOn) throw new RuleError('stand-in.past', {});
  if (daysBetween(fromOn, untilOn) >= mostDays) throw new RuleError('stand-in.too-long', { mostDays });
  if (isAway) throw new RuleError('stand-in.away', {});
}
