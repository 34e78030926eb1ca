import { formatDuration } from './beijing-time.ts';
import { fewestCovering, pickCovering, type Weighed } from './covering.ts';
import type { Curriculum } from './curriculum.ts';
import { missingContent, whollyPartySpirit } from './party-spirit.ts';
import type { RulePack, Share } from './rule-pack.ts';
import { inTimetableOrder, minutesOfTypes, type Session } from './session.ts';
import { type HourTally, meetsShare, tallyHours } from './shares.ts';
import { sessionName } from './timetable.ts';

/** One change that is enough alone to make the content of a curriculum pass. */
export type CurriculumRepair = RetypeRepair | DropRepair | AddRepair;

/** Give these sessions other content. `partySpirit`: the whole session; `partyTheory`: whatever of it is not party teaching yet. */
export interface RetypeRepair {
  kind: 'retype';
  changes: readonly { sessionId: string; to: 'partyTheory' | 'partySpirit'; asAnalysis: boolean }[];
  sentence: string;
}

/** Leave these sessions out. */
export interface DropRepair {
  kind: 'drop';
  sessionIds: readonly string[];
  sentence: string;
}

/** Add party teaching: so many minutes of each type; `units` of the sessions wholly party spirit, `analyses` party-spirit analyses. */
export interface AddRepair {
  kind: 'add';
  partyTheoryMinutes: number;
  partySpiritMinutes: number;
  units: number;
  analyses: number;
  sentence: string;
}

/**
 * The smallest changes that would repair the content of a curriculum: fewest sessions first, and among as many sessions no
 * single exchange would change fewer minutes. Empty when nothing is counted or nothing is missing; a way that cannot succeed is
 * left out.
 */
export function curriculumRepairs(curriculum: Curriculum, pack: RulePack): CurriculumRepair[] {
  const counted = inTimetableOrder(curriculum.sessions.filter((session) => session.countsInRatio));
  const tally = tallyHours(counted);
  if (tally.countedMinutes === 0) return [];
  const ways = [
    retypeRepair(curriculum, counted, tally, pack),
    dropRepair(curriculum, counted, tally, pack),
    addRepair(curriculum, tally, pack),
  ];
  return ways.filter((way) => way !== undefined);
}

function retypeRepair(
  curriculum: Curriculum,
  counted: readonly Session[],
  tally: HourTally,
  pack: RulePack,
): RetypeRepair | undefined {
  const { partyShare, partySpiritShare } = pack.curriculum;
  const partyShort = shortOf(tally.partyMinutes, tally.countedMinutes, partyShare);
  const spiritShort = shortOf(tally.partySpiritMinutes, tally.countedMinutes, partySpiritShare);
  const to = sharesByRetyping(counted, partyShort, spiritShort);
  const missing = missingContent(curriculum, pack);
  const wholly = () => counted.filter((one) => to.get(one.sessionId) === 'partySpirit' || whollyPartySpirit(one));
  while (wholly().length < pack.curriculum.partySpiritUnits) {
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
      .map(sessionName)
      .join('、');
  const phrases = [
    ['党的理论教育', named('theory')],
    ['党性教育', named('spirit')],
    ['党性分析', named('analysis')],
  ].filter(([, names]) => names !== '');
  const sentence = `可将${phrases.map(([label, names]) => `${names}改为${label}`).join('，将')}。`;
  return { kind: 'retype', changes, sentence };
}

function kindOfChange(change: RetypeRepair['changes'][number] | undefined): 'theory' | 'spirit' | 'analysis' {
  if (change?.asAnalysis) return 'analysis';
  return change?.to === 'partyTheory' ? 'theory' : 'spirit';
}

/** Fewest sessions whose retyping fills both shares: other courses help both, theory courses help party spirit alone. */
function sharesByRetyping(counted: readonly Session[], partyShort: number, spiritShort: number) {
  const other = weighed(counted, (one) => minutesOfTypes(one, ['dutyCapability', 'professional', 'knowledge']));
  const inOther = new Set(other.map((one) => one.id));
  const theory = weighed(
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

/** First a session that changes anyway, then the shortest theory session, then the shortest other one. */
function easiestToRetype(counted: readonly Session[], to: ReadonlyMap<string, string>): Session | undefined {
  const rank = (one: Session) => (to.has(one.sessionId) ? 0 : minutesOfTypes(one, ['partyTheory']) > 0 ? 1 : 2);
  const length = (one: Session) => one.parts.reduce((sum, part) => sum + part.minutes, 0);
  return counted
    .filter((one) => to.get(one.sessionId) !== 'partySpirit' && !whollyPartySpirit(one))
    .sort((a, b) => rank(a) - rank(b) || length(a) - length(b))[0];
}

function dropRepair(
  curriculum: Curriculum,
  counted: readonly Session[],
  tally: HourTally,
  pack: RulePack,
): DropRepair | undefined {
  const missing = missingContent(curriculum, pack);
  if (missing.units > 0 || missing.analyses > 0) return undefined;
  const { partyShare, partySpiritShare } = pack.curriculum;
  const keepAtMost = Math.min(
    largestWhole(tally.partyMinutes, partyShare),
    largestWhole(tally.partySpiritMinutes, partySpiritShare),
  );
  const droppable = weighed(
    counted.filter((one) => minutesOfTypes(one, ['partyTheory', 'partySpirit']) === 0),
    (one) => minutesOfTypes(one, ['dutyCapability', 'professional', 'knowledge']),
  );
  const tooMuch = tally.countedMinutes - keepAtMost;
  const count = fewestCovering(droppable, tooMuch);
  if (count === undefined || keepAtMost <= 0 || tooMuch <= 0) return undefined;
  const ids = new Set(pickCovering(droppable, count, tooMuch).map((one) => one.id));
  const dropped = counted.filter((one) => ids.has(one.sessionId));
  return {
    kind: 'drop',
    sessionIds: dropped.map((one) => one.sessionId),
    sentence: `可取消${dropped.map(sessionName).join('、')}。`,
  };
}

function addRepair(curriculum: Curriculum, tally: HourTally, pack: RulePack): AddRepair | undefined {
  const { partyShare, partySpiritShare, minutesStep } = pack.curriculum;
  const forParty = smallestAddition(tally.partyMinutes, tally.countedMinutes, partyShare);
  const forSpirit = smallestAddition(tally.partySpiritMinutes, tally.countedMinutes, partySpiritShare);
  if (forParty === undefined || forSpirit === undefined) return undefined;
  const addedMinutes = roundUp(Math.max(forParty, forSpirit), minutesStep);
  const spiritShort = shortOf(tally.partySpiritMinutes, tally.countedMinutes + addedMinutes, partySpiritShare);
  const partySpiritMinutes = roundUp(spiritShort, minutesStep);
  const { units, analyses } = missingContent(curriculum, pack);
  const phrases: string[] = [];
  if (addedMinutes > 0) {
    const spirit = partySpiritMinutes > 0 ? `（其中党性教育不少于${formatDuration(partySpiritMinutes)}）` : '';
    phrases.push(`增加党的理论教育或党性教育${formatDuration(addedMinutes)}${spirit}`);
  }
  if (units > 0) phrases.push(`安排${units}个独立的党性教育单元（整场均为党性教育）`);
  if (analyses > 0) phrases.push(`安排${analyses}次党性分析`);
  return {
    kind: 'add',
    partyTheoryMinutes: addedMinutes - partySpiritMinutes,
    partySpiritMinutes,
    units,
    analyses,
    sentence: `可${phrases.join('，并')}。`,
  };
}

function weighed(sessions: readonly Session[], weightOf: (session: Session) => number): Weighed[] {
  return sessions.map((one) => ({ id: one.sessionId, weight: weightOf(one) })).filter((one) => one.weight > 0);
}

const total = (items: readonly Weighed[]) => items.reduce((sum, one) => sum + one.weight, 0);
const heaviest = (items: readonly Weighed[], count: number) => total(pickCovering(items, count, Infinity));
const roundUp = (minutes: number, step: number) => Math.ceil(minutes / step) * step;

/** Minutes that `part` lacks to be the share of a whole that stays as it is. */
function shortOf(part: number, whole: number, share: Share): number {
  return Math.max(0, Math.ceil((whole * share.numerator - part * share.denominator) / share.denominator));
}

/** The largest whole in which `part` still makes the share. */
function largestWhole(part: number, share: Share): number {
  return Math.floor((part * share.denominator) / share.numerator);
}

/** Minutes to add to both `part` and `whole` until the share is met; absent when no amount would do. */
function smallestAddition(part: number, whole: number, share: Share): number | undefined {
  if (meetsShare(part, whole, share)) return 0;
  if (share.numerator === share.denominator) return undefined;
  const lacking = whole * share.numerator - part * share.denominator;
  return Math.ceil(lacking / (share.denominator - share.numerator));
}
