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
    /** Within how many months of a promotion its training is due (任职培训), and for how many more whoever missed it is named first. */
    postTraining: z.strictObject({ withinMonths: rulePositive, overdueMonths: ruleCount }),
    sameTopicMonths: ruleCount,
    /** Lessons that take this share of the hours make their topic one of the class. */
    lessonTopicShare: ruleShare,
    leadershipTeamCallUpsPerYear: rulePositive,
    othersCallUpsPerYear: rulePositive,
    longCourse: z.strictObject({ fromMonths: rulePositive, withinYears: rulePositive }),
    /** From one unit in one class: up to this share of its staff, or this many people, whichever is more. */
    unitShare: ruleShare,
    unitPeople: rulePositive,
    /**
     * Whether units are asked about their people before the list goes out (征求意见), and how many working days they have; `offered` leaves it
     * to whoever draws the list.
     */
    consultation: z.strictObject({ mode: z.enum(['required', 'offered', 'skipped']), workingDays: rulePositive }),
    /** Quota calling: from how many people on a unit gets seats by its size, and on how many of the last working days it is reminded. */
    quota: z.strictObject({ leastPeople: rulePositive, chaseWorkingDays: rulePositive }),
    /**
     * Whether a list is approved by somebody other than who drew it: `always`, `never`, or `ifThere`, where somebody else of the organisation
     * department is there who is not on the list; who is alone approves their own.
     */
    approval: z.strictObject({ secondPerson: z.enum(['always', 'ifThere', 'never']) }),
    /** What the notice says of reporting, where nothing else is written for the class. */
    reporting: z.strictObject({ reportTime: ruleLabel, reportPlace: ruleLabel, lodging: ruleLabel }),
    /** On the opening day: when the class teacher is asked who has arrived, and when units hear of those who have not. */
    arrival: z.strictObject({ askClock: ruleClock, reportClock: ruleClock }),
    noticeWorkingDays: ruleCount,
    answerWorkingDays: ruleCount,
    answerByClock: ruleClock,
    answerReminderMinutes: z.array(rulePositive),
    openingReminderDays: ruleCount,
    openingReminderClock: ruleClock,
    substitutionClosesWorkingDays: ruleCount,
    /** Substitutes listed per seat; the number is rounded up. */
    reserveShare: ruleShare,
    /** The least time a substitute has to answer, even if it ends after the last day for naming one. */
    substituteAnswerWorkingDays: rulePositive,
    lateWithoutLeaveDays: ruleCount,
    /** How many characters the reason for a request to be excused may have. */
    exemptionWords: z.strictObject({ least: rulePositive, most: rulePositive }),
    exemptionReasons: z.array(z.strictObject({ id: ruleId, name: ruleLabel, needsProof: z.boolean() })).min(1),
  })
  .superRefine((rules, context) => {
    if (rules.substituteAnswerWorkingDays < rules.substitutionClosesWorkingDays) return;
    const path = ['substituteAnswerWorkingDays'];
    context.addIssue({ code: 'custom', path, message: '应少于递补截止的工作日数，使递补人员在开班前答复' });
  });
export type CallUpRules = z.infer<typeof callUpRules>;
