import { z } from 'zod';
import { ruleClock, ruleCount, ruleId, ruleLabel, rulePositive, ruleShare } from '../../county/rule-shapes.ts';

/** Why a person is named, in the order that decides between two people. */
const CALL_UP_GROUPS = ['newlyPromoted', 'hoursShort', 'longUntrained', 'keyPost', 'newRecruit', 'youngCadre'] as const;
export type CallUpGroup = (typeof CALL_UP_GROUPS)[number];

/** Who is named, how often, and by when. @see docs/rules.md, Named call-up */
export const callUpRules = z
  .strictObject({
    order: z.array(z.enum(CALL_UP_GROUPS)).min(1),
    longUntrainedYears: rulePositive,
    sameTopicMonths: ruleCount,
    leadershipTeamCallUpsPerYear: rulePositive,
    othersCallUpsPerYear: rulePositive,
    longCourse: z.strictObject({ fromMonths: rulePositive, withinYears: rulePositive }),
    /** From one unit in one class: up to this share of its staff, or this many people, whichever is more. */
    unitShare: ruleShare,
    unitPeople: rulePositive,
    noticeWorkingDays: ruleCount,
    answerWorkingDays: ruleCount,
    answerByClock: ruleClock,
    answerReminderMinutes: z.array(rulePositive),
    openingReminderDays: ruleCount,
    openingReminderClock: ruleClock,
    substitutionClosesWorkingDays: ruleCount,
    /** Substitutes listed for each seat; a part of a person counts as one. */
    reserveShare: ruleShare,
    /** What a substitute named late has at least to answer, also past the last day for naming one. */
    substituteAnswerWorkingDays: rulePositive,
    lateWithoutLeaveDays: ruleCount,
    /** Characters of the words a request to stay away comes with. */
    exemptionWords: z.strictObject({ least: rulePositive, most: rulePositive }),
    exemptionReasons: z.array(z.strictObject({ id: ruleId, name: ruleLabel, needsProof: z.boolean() })).min(1),
  })
  .superRefine((rules, context) => {
    if (rules.substituteAnswerWorkingDays < rules.substitutionClosesWorkingDays) return;
    const path = ['substituteAnswerWorkingDays'];
    context.addIssue({ code: 'custom', path, message: '应少于递补截止的工作日数，使递补人员在开班前答复' });
  });
export type CallUpRules = z.infer<typeof callUpRules>;
