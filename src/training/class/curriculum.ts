import { formatDuration } from '../../calendar/beijing-time.ts';
import type { Share } from '../../county/rule-shapes.ts';
import { RuleError } from '../../errors.ts';
import { lengthRemarks, meetingRemarks } from './class-kind.ts';
import { type CurriculumRepair, curriculumRepairs } from './curriculum-repair.ts';
import type { CurriculumRules } from './curriculum-rules.ts';
import { missingContent } from './party-spirit.ts';
import type { Curriculum } from './session.ts';
import { formatShare, type HourTally, meetsShare, tallyHours } from './shares.ts';
import { type TimetableFault, timetableFaults } from './timetable.ts';

/** One share required by the rules, with the exact figures. */
interface ShareVerdict {
  what: 'party' | 'partySpirit';
  minutes: number;
  ofMinutes: number;
  required: Share;
  met: boolean;
  sentence: string;
}

export interface CurriculumVerdict {
  passed: boolean;
  tally: HourTally;
  /** Both shares, calculated even if the class kind does not have to meet them. */
  shares: readonly ShareVerdict[];
  /** Faults of the timetable; because of a `blocking` one the curriculum is refused, others are just reported. */
  faults: readonly TimetableFault[];
  /** The smallest changes that would make the content pass, each sufficient on its own; empty if it passes, or if times or parts are wrong. */
  repairs: readonly CurriculumRepair[];
  /** Why it passed or was refused, as sentences; each repair has its own. */
  reasons: readonly string[];
}

/**
 * Checks a curriculum: party theory and party spirit together must be at least 70 % of the counted hours and party spirit at least 20 %;
 * there must be a separate party-spirit unit, a party-spirit analysis in classes of a month or longer, and a possible timetable.
 * Hours are whole minutes and compared exactly: 70 % to the minute passes. The order of the sessions does not matter.
 *
 * @throws RuleError `curriculum.unknown-kind` when the rule pack does not know the class kind; `curriculum.bad-days` when the class
 * closes before it opens
 * @see docs/rules.md, Curriculum of a main class
 */
export function checkCurriculum(curriculum: Curriculum, rules: CurriculumRules): CurriculumVerdict {
  const { classKind, opensOn, closesOn } = curriculum;
  const kind = rules.classKinds[classKind];
  if (kind === undefined) throw new RuleError('curriculum.unknown-kind', { classKind });
  if (closesOn < opensOn) throw new RuleError('curriculum.bad-days', { opensOn, closesOn });
  const tally = tallyHours(curriculum.sessions);
  const shares = shareVerdicts(tally, rules);
  const faults = timetableFaults(curriculum, rules);
  const content = kind.ratioApplies ? contentReasons(curriculum, rules) : [];
  const contentPassed = content.length === 0 && (!kind.ratioApplies || shares.every((share) => share.met));
  const readable = !faults.some((fault) => fault.code === 'badParts' || fault.code === 'badTimes');
  return {
    passed: contentPassed && !faults.some((fault) => fault.blocking),
    tally,
    shares,
    faults,
    repairs: contentPassed || !readable ? [] : curriculumRepairs(curriculum, rules),
    reasons: [
      ...(kind.ratioApplies ? shares.map((share) => share.sentence) : []),
      ...content,
      ...faults.map((fault) => fault.sentence),
      ...lengthRemarks(classKind, curriculum, rules),
      ...meetingRemarks(curriculum, rules),
    ],
  };
}

function shareVerdicts(tally: HourTally, rules: CurriculumRules): ShareVerdict[] {
  const { partyShare, partySpiritShare } = rules;
  const verdict = (what: ShareVerdict['what'], label: string, minutes: number, required: Share): ShareVerdict => {
    const ofMinutes = tally.countedMinutes;
    const met = meetsShare(minutes, ofMinutes, required);
    const figures = `${label}${formatDuration(minutes)}，占计入比例${formatDuration(ofMinutes)}的${formatShare(minutes, ofMinutes)}`;
    const demand = `要求不低于${formatShare(required.numerator, required.denominator)}`;
    return {
      what,
      minutes,
      ofMinutes,
      required,
      met,
      sentence: `${figures}，${demand}，${met ? '符合' : '不符合'}要求。`,
    };
  };
  return [
    verdict('party', '党的理论教育和党性教育', tally.partyMinutes, partyShare),
    verdict('partySpirit', '其中党性教育', tally.partySpiritMinutes, partySpiritShare),
  ];
}

function contentReasons(curriculum: Curriculum, rules: CurriculumRules): string[] {
  const { units, analyses } = missingContent(curriculum, rules);
  const reasons: string[] = [];
  const { partySpiritUnits, partySpiritAnalysis } = rules;
  if (units > 0)
    reasons.push(`应至少安排 ${partySpiritUnits} 个党性教育专门单元${missingOf(units, partySpiritUnits, '个')}。`);
  if (analyses > 0) {
    const { fromMonths, sessions } = partySpiritAnalysis;
    reasons.push(
      `${fromMonths}个月以上的班次应至少安排 ${sessions} 次党性分析${missingOf(analyses, sessions, '次')}。`,
    );
  }
  return reasons;
}

/** How many are missing, where that is not all of them. */
function missingOf(missing: number, required: number, unit: string): string {
  return missing === required ? '' : `，尚缺 ${missing} ${unit}`;
}
