import { formatDuration } from '../../calendar/beijing-time.ts';
import { fewestCovering, pickCovering, type Weighed, weighSessions } from './covering.ts';
import type { CurriculumRules } from './curriculum-rules.ts';
import { missingContent, whollyPartySpirit } from './party-spirit.ts';
import type { Curriculum } from './session.ts';
import { minutesOfTypes, type Session, sessionMinutes } from './session.ts';
import { type HourTally, shortOf } from './shares.ts';
import { sessionName } from './timetable.ts';

/** Put other courses in place of these sessions. `partySpirit`: the whole session; `partyTheory`: whatever of it is not party teaching yet. */
export interface RetypeRepair {
  kind: 'retype';
  changes: readonly { sessionId: string; to: 'partyTheory' | 'partySpirit'; asAnalysis: boolean }[];
  sentence: string;
}

/** The fewest sessions whose content must change for the curriculum to pass; absent if no change of content suffices. */
export function retypeRepair(
  curriculum: Curriculum,
  counted: readonly Session[],
  tally: HourTally,
  rules: CurriculumRules,
): RetypeRepair | undefined {
  const { partyShare, partySpiritShare } = rules;
  const partyShort = shortOf(tally.partyMinutes, tally.countedMinutes, partyShare);
  const spiritShort = shortOf(tally.partySpiritMinutes, tally.countedMinutes, partySpiritShare);
  const to = sharesByRetyping(counted, partyShort, spiritShort);
  const missing = missingContent(curriculum, rules);
  const wholly = () => counted.filter((one) => to.get(one.sessionId) === 'partySpirit' || whollyPartySpirit(one));
  while (wholly().length < rules.partySpiritUnits) {
    const next = easiestToRetype(counted, to);
    if (next === undefined) return undefined;
    to.set(next.sessionId, 'partySpirit');
  }
  const analyses = wholly()
    .filter((one) => one.method !== 'partySpiritAnalysis')
    .sort((a, b) => Number(to.has(b.sessionId)) - Number(to.has(a.sessionId)))
    .slice(0, missing.analyses);
  if (analyses.length < missing.analyses) return undefined;
  const changed = counted.filter((one) => to.has(one.sessionId) || analyses.includes(one));
  if (changed.length === 0) return undefined;
  const changes = changed.map((one) => ({
    sessionId: one.sessionId,
    to: to.get(one.sessionId) ?? ('partySpirit' as const),
    asAnalysis: analyses.includes(one),
  }));
  const named = (wanted: 'theory' | 'spirit' | 'analysis') =>
    changed
      .filter((_, index) => kindOfChange(changes[index]) === wanted)
      .map((one) => `${sessionName(one)}（${formatDuration(sessionMinutes(one))}）`)
      .join('、');
  const phrases = [
    ['党的理论教育课程', named('theory')],
    ['党性教育课程', named('spirit')],
    ['党性分析', named('analysis')],
  ].filter(([, names]) => names !== '');
  const sentence = `可${phrases.map(([label, names]) => `用${label}替换${names}`).join('，')}。`;
  return { kind: 'retype', changes, sentence };
}

function kindOfChange(change: RetypeRepair['changes'][number] | undefined): 'theory' | 'spirit' | 'analysis' {
  if (change?.asAnalysis) return 'analysis';
  return change?.to === 'partyTheory' ? 'theory' : 'spirit';
}

/** The fewest sessions to change so that both shares are met: other courses help both, theory courses only that of party spirit. */
function sharesByRetyping(counted: readonly Session[], partyShort: number, spiritShort: number) {
  const other = weighSessions(counted, (one) => minutesOfTypes(one, ['dutyCapability', 'professional', 'knowledge']));
  const inOther = new Set(other.map((one) => one.id));
  const theory = weighSessions(
    counted.filter((one) => !inOther.has(one.sessionId)),
    (one) => minutesOfTypes(one, ['partyTheory']),
  );
  let best: { others: number; theories: number } | undefined;
  for (let others = fewestCovering(other, partyShort) ?? Infinity; others <= other.length; others += 1) {
    const theories = fewestCovering(theory, spiritShort - heaviest(other, others));
    if (theories === undefined) continue;
    if (best === undefined || others + theories < best.others + best.theories) best = { others, theories };
  }
  const to = new Map<string, 'partyTheory' | 'partySpirit'>();
  if (best === undefined) return to;
  const others = pickCovering(other, best.others, Math.max(partyShort, spiritShort - heaviest(theory, best.theories)));
  const theories = pickCovering(theory, best.theories, spiritShort - total(others));
  for (const one of theories) to.set(one.id, 'partySpirit');
  let stillShort = spiritShort - total(theories);
  for (const one of others) {
    to.set(one.id, stillShort > 0 ? 'partySpirit' : 'partyTheory');
    stillShort -= one.weight;
  }
  return to;
}

/** The sessions for separate party-spirit units: first those that change anyway, then the shortest theory session, then the shortest other one. */
function easiestToRetype(counted: readonly Session[], to: ReadonlyMap<string, string>): Session | undefined {
  const rank = (one: Session) => (to.has(one.sessionId) ? 0 : minutesOfTypes(one, ['partyTheory']) > 0 ? 1 : 2);
  const length = (one: Session) => one.parts.reduce((sum, part) => sum + part.minutes, 0);
  return counted
    .filter((one) => to.get(one.sessionId) !== 'partySpirit' && !whollyPartySpirit(one))
    .sort((a, b) => rank(a) - rank(b) || length(a) - length(b))[0];
}

const total = (items: readonly Weighed[]) => items.reduce((sum, one) => sum + one.weight, 0);
const heaviest = (items: readonly Weighed[], count: number) => total(pickCovering(items, count, Infinity));
