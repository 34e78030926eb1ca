import { addDays, addMonths } from '../../calendar/beijing-time.ts';
import type { CurriculumRules } from './curriculum-rules.ts';
import type { Curriculum, Session } from './session.ts';

/** Whether a counted session is a separate party-spirit unit: devoted entirely to party spirit. */
export function whollyPartySpirit(session: Pick<Session, 'parts' | 'countsInRatio'>): boolean {
  return (
    session.countsInRatio && session.parts.length > 0 && session.parts.every((part) => part.type === 'partySpirit')
  );
}

/** Whether the class lasts a month or longer: 2 March to 1 April does, 2 March to 31 March does not. */
export function lastsMonths(opensOn: string, closesOn: string, months: number): boolean {
  return addDays(closesOn, 1) >= addMonths(opensOn, months);
}

/** How many party-spirit units and party-spirit analyses a curriculum still needs; 0 if it has enough. */
export function missingContent(curriculum: Curriculum, rules: CurriculumRules): { units: number; analyses: number } {
  const { partySpiritUnits, partySpiritAnalysis } = rules;
  const units = curriculum.sessions.filter(whollyPartySpirit).length;
  const analyses = curriculum.sessions.filter((one) => one.method === 'partySpiritAnalysis').length;
  const long = lastsMonths(curriculum.opensOn, curriculum.closesOn, partySpiritAnalysis.fromMonths);
  return {
    units: Math.max(0, partySpiritUnits - units),
    analyses: long ? Math.max(0, partySpiritAnalysis.sessions - analyses) : 0,
  };
}
