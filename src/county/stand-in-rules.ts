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

/** What one's own words for a stand-in say. */
interface SaidStandIn {
  name: string;
  /** A day as it was typed, e.g. `周五`. */
  until: string;
  reason: string;
}

const asked = String.raw`请\s*(?<name>\p{Script=Han}{2,8}?)(?:同志)?代(?:为|我)?办(?:理)?(?:单位|有关|我的)?(?:工作|事务|事项)?`;
/** `我出差，请钱二代办到周五`, `我出差到周五，请钱二同志代办`. */
const sayings = [
  new RegExp(String.raw`^(?:(?<reason>[^，,]*)[，,]\s*)?${asked}[到至](?<until>[^，,。]+)。?$`, 'u'),
  new RegExp(String.raw`^(?<reason>[^，,]*?)[到至](?<until>[^，,]+)[，,]\s*${asked}。?$`, 'u'),
];

/** @returns `undefined` for a sentence that asks nobody to stand in */
export function readStandIn(said: string): SaidStandIn | undefined {
  for (const saying of sayings) {
    const { name, until, reason = '' } = saying.exec(said.trim())?.groups ?? {};
    if (name !== undefined && until !== undefined)
      return {
        name,
        until: until.trim(),
        reason: reason
          .trim()
          .replace(/^我(?:要|将)?/u, '')
          .slice(0, 30),
      };
  }
  return undefined;
}
