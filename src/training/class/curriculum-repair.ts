import { formatDuration } from '../../calendar/beijing-time.ts';
import { fewestCovering, pickCovering, weighSessions } from './covering.ts';
import { type RetypeRepair, retypeRepair } from './curriculum-retype.ts';
import type { CurriculumRules } from './curriculum-rules.ts';
import { missingContent } from './party-spirit.ts';
import type { Curriculum } from './session.ts';
import { inTimetableOrder, minutesOfTypes, type Session } from './session.ts';
import { type HourTally, largestWhole, shortOf, smallestAddition, tallyHours } from './shares.ts';
import { sessionName } from './timetable.ts';

/** A change that on its own makes the content of a curriculum pass. */
export type CurriculumRepair = RetypeRepair | DropRepair | AddRepair;

/** Drop these sessions. */
interface DropRepair {
  kind: 'drop';
  sessionIds: readonly string[];
  sentence: string;
}

/** Add minutes of each type of party teaching; `units` of the sessions entirely party spirit, `analyses` of them party-spirit analyses. */
interface AddRepair {
  kind: 'add';
  partyTheoryMinutes: number;
  partySpiritMinutes: number;
  units: number;
  analyses: number;
  sentence: string;
}

/**
 * The smallest changes that would repair the content of a curriculum: they affect the fewest sessions, and exchanging any one of these for
 * another would not affect fewer minutes. Empty if no session counts or nothing is missing; kinds of change that cannot succeed are left
 * out.
 */
export function curriculumRepairs(curriculum: Curriculum, rules: CurriculumRules): CurriculumRepair[] {
  const counted = inTimetableOrder(curriculum.sessions.filter((session) => session.countsInRatio));
  const tally = tallyHours(counted);
  if (tally.countedMinutes === 0) return [];
  const ways = [
    retypeRepair(curriculum, counted, tally, rules),
    dropRepair(curriculum, counted, tally, rules),
    addRepair(curriculum, tally, rules),
  ];
  return ways.filter((way) => way !== undefined);
}

function dropRepair(
  curriculum: Curriculum,
  counted: readonly Session[],
  tally: HourTally,
  rules: CurriculumRules,
): DropRepair | undefined {
  const missing = missingContent(curriculum, rules);
  if (missing.units > 0 || missing.analyses > 0) return undefined;
  const { partyShare, partySpiritShare } = rules;
  const keepAtMost = Math.min(
    largestWhole(tally.partyMinutes, partyShare),
    largestWhole(tally.partySpiritMinutes, partySpiritShare),
  );
  const droppable = weighSessions(
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

function addRepair(curriculum: Curriculum, tally: HourTally, rules: CurriculumRules): AddRepair | undefined {
  const { partyShare, partySpiritShare, minutesStep } = rules;
  const forParty = smallestAddition(tally.partyMinutes, tally.countedMinutes, partyShare);
  const forSpirit = smallestAddition(tally.partySpiritMinutes, tally.countedMinutes, partySpiritShare);
  if (forParty === undefined || forSpirit === undefined) return undefined;
  const addedMinutes = roundUp(Math.max(forParty, forSpirit), minutesStep);
  const spiritShort = shortOf(tally.partySpiritMinutes, tally.countedMinutes + addedMinutes, partySpiritShare);
  const partySpiritMinutes = roundUp(spiritShort, minutesStep);
  const { units, analyses } = missingContent(curriculum, rules);
  const phrases: string[] = [];
  if (addedMinutes > 0) {
    const spirit = partySpiritMinutes > 0 ? `（其中党性教育不少于${formatDuration(partySpiritMinutes)}）` : '';
    phrases.push(`增加党的理论教育或党性教育${formatDuration(addedMinutes)}${spirit}`);
  }
  if (units > 0) phrases.push(`安排 ${units} 个党性教育专门单元（整场均为党性教育）`);
  if (analyses > 0) phrases.push(`安排 ${analyses} 次党性分析`);
  return {
    kind: 'add',
    partyTheoryMinutes: addedMinutes - partySpiritMinutes,
    partySpiritMinutes,
    units,
    analyses,
    sentence: `可${phrases.join('，并')}。`,
  };
}

const roundUp = (minutes: number, step: number) => Math.ceil(minutes / step) * step;
