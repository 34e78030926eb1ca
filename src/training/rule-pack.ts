import { z } from 'zod';
import { dayText, RANK_LEVELS } from '../county/cadre.ts';
import { RuleError } from '../errors.ts';
import { TEACHING_METHODS } from './class/session.ts';
import county2026 from './rule-packs/county-2026.json' with { type: 'json' };
import { schemeFaults, scoringSchemeShape } from './scoring/scoring-scheme.ts';

const id = z.string().regex(/^[A-Za-z][A-Za-z0-9]{1,39}$/);
const label = z.string().min(1).max(100);
const minutes = z.int().nonnegative();
const count = z.int().nonnegative();
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** An exact share, e.g. 7/10; compared by cross-multiplication, never by division. */
const share = z
  .strictObject({ numerator: z.int().positive(), denominator: z.int().positive() })
  .refine((one) => one.numerator <= one.denominator, '比例不得大于1');
export type Share = z.infer<typeof share>;

const hours = z.strictObject({
  /** Yearly duty of these levels; days and minutes are tested apart, either one fulfils it. */
  yearly: z.array(z.strictObject({ rankLevels: z.array(z.enum(RANK_LEVELS)).min(1), days: count, minutes })),
});

const curriculum = z.strictObject({
  minutesStep: z.int().positive(),
  partyShare: share,
  partySpiritShare: share,
  partySpiritUnits: count,
  partySpiritAnalysis: z.strictObject({ fromMonths: z.int().positive(), sessions: count }),
  breakMinutes: minutes,
  dayMinutes: z.int().positive(),
  notCountedMethods: z.array(z.enum(TEACHING_METHODS)),
  /** `ratioApplies`: the shares are demanded of this kind. `daysInPrinciple`: longer is reported, not refused. */
  classKinds: z.record(
    id,
    z.strictObject({ name: label, ratioApplies: z.boolean(), daysInPrinciple: z.int().positive().optional() }),
  ),
});

/** Why a person is named, in the order that decides between two people. */
const CALL_UP_GROUPS = ['newlyPromoted', 'hoursShort', 'longUntrained', 'keyPost', 'newRecruit', 'youngCadre'] as const;
export type CallUpGroup = (typeof CALL_UP_GROUPS)[number];

const callUp = z.strictObject({
  order: z.array(z.enum(CALL_UP_GROUPS)).min(1),
  longUntrainedYears: z.int().positive(),
  sameTopicMonths: count,
  leadershipTeamCallUpsPerYear: z.int().positive(),
  othersCallUpsPerYear: z.int().positive(),
  longCourse: z.strictObject({ fromMonths: z.int().positive(), withinYears: z.int().positive() }),
  /** From one unit in one class: up to this share of its staff, or this many people, whichever is more. */
  unitShare: share,
  unitPeople: z.int().positive(),
  noticeWorkingDays: count,
  answerWorkingDays: count,
  answerByClock: clock,
  answerReminderMinutes: z.array(z.int().positive()),
  openingReminderDays: count,
  openingReminderClock: clock,
  substitutionClosesWorkingDays: count,
  /** Substitutes listed for each seat; a part of a person counts as one. */
  reserveShare: share,
  /** What a substitute named late has at least to answer, also past the last day for naming one. */
  substituteAnswerWorkingDays: z.int().positive(),
  lateWithoutLeaveDays: count,
  /** Characters of the words a request to stay away comes with. */
  exemptionWords: z.strictObject({ least: z.int().positive(), most: z.int().positive() }),
  exemptionReasons: z.array(z.strictObject({ id, name: label, needsProof: z.boolean() })).min(1),
});

const attendance = z.strictObject({
  opensBeforeMinutes: minutes,
  lateAfterMinutes: minutes,
  closesAfterMinutes: minutes,
  leaveLimit: share,
  leaveWarnings: z.array(share),
  officialLeaveCounts: z.boolean(),
});

const survey = z.strictObject({
  smallestGroup: z.int().min(5),
  questions: z.array(
    z.strictObject({
      id,
      title: label,
      kind: z.enum(['single', 'multiple', 'text']),
      options: z.array(z.strictObject({ value: id, label })),
      maxChoices: z.int().positive().optional(),
      maxLength: z.int().positive().optional(),
      /** Known from the information base, so never asked. */
      prefilled: z.literal(true).optional(),
      /** Its options are topics of the training menu. */
      topics: z.literal(true).optional(),
      askedOf: z.enum(['everyone', 'unitHead']),
      optional: z.literal(true).optional(),
    }),
  ),
});

const grading = z.strictObject({
  /** Best first; a grade needs both minima. Whoever reaches none fails. */
  bands: z.array(
    z.strictObject({ grade: z.enum(['excellent', 'good', 'pass']), totalHundredths: count, regularHundredths: count }),
  ),
  excellentShare: share,
  excellentAtLeastOne: z.boolean(),
  /** Indicators that decide between equal totals and equal regular points. */
  tieIndicators: z.array(id),
  /** A board that reaches this share of its points is told to the unit head as a strong side; below `weakSide` as a weak one. */
  strongSide: share,
  weakSide: share,
  objectionWorkingDays: count,
  postingWorkingDays: count,
});

const reminders = z.strictObject({
  beforeSessionMinutes: minutes,
  missingAfterMinutes: minutes,
  surveyDays: z.array(count),
  noticeMinutes: z.array(z.int().positive()),
  /** A class notice is to be answered within this many working days, by the clock of call-up answers. */
  noticeAnswerWorkingDays: z.int().positive(),
  /** Unit heads who have not acknowledged a feedback are reminded whenever so many working days have passed. */
  feedbackWorkingDays: z.int().positive(),
});

const rulePackShape = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/),
    name: label,
    validFromOn: dayText,
    /** Last day of validity; absent = until a later pack begins. */
    validToOn: dayText.optional(),
    hours,
    curriculum,
    callUp,
    attendance,
    survey,
    scoring: scoringSchemeShape,
    grading,
    reminders,
  })
  .superRefine((pack, context) => {
    for (const message of schemeFaults(pack.scoring)) context.addIssue({ code: 'custom', path: ['scoring'], message });
    const known = new Set(pack.scoring.indicators.map((indicator) => indicator.id));
    for (const one of pack.grading.tieIndicators) {
      if (!known.has(one))
        context.addIssue({ code: 'custom', path: ['grading', 'tieIndicators'], message: `没有指标${one}` });
    }
    if (pack.callUp.substituteAnswerWorkingDays >= pack.callUp.substitutionClosesWorkingDays) {
      const path = ['callUp', 'substituteAnswerWorkingDays'];
      context.addIssue({ code: 'custom', path, message: '应少于递补截止的工作日数，使递补人员在开班前答复' });
    }
    if (pack.validToOn !== undefined && pack.validToOn < pack.validFromOn) {
      context.addIssue({ code: 'custom', path: ['validToOn'], message: '失效日早于生效日' });
    }
  });

/** Every number of the county's rules, with the days it is in force (domain.md sections 2–4). */
export type RulePack = z.infer<typeof rulePackShape>;
export type ClassKind = string;

/**
 * Checks a rule pack read from JSON.
 * @throws RuleError `rule_pack.bad` with `where` (path) and `what` (first fault) when it does not fit
 */
export function readRulePack(json: unknown): RulePack {
  const read = rulePackShape.safeParse(json, { error: z.locales.zhCN().localeError });
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new RuleError('rule_pack.bad', {
    where: first?.path.join('.') ?? '',
    what: first?.message ?? '',
    faults: read.error.issues.length,
  });
}

/** The pack that comes with the product. */
export function defaultRulePack(): RulePack {
  return readRulePack(county2026);
}
