import { z } from 'zod';
import { ruleCount, ruleId, ruleLabel, rulePositive } from '../../county/rule-shapes.ts';

const pairKinds = ['grassrootsOffice', 'lineGeneral'] as const;

/** 基层与机关 or 业务部门与综合部门: what the two of a pair exchange. */
export type PairKind = (typeof pairKinds)[number];

/** How people are paired for exchange shadowing (双向跟班学习), for how long, and by what it is rated. */
export const exchangeRules = z.strictObject({
  /** Which pairs are made, the most wanted first: nobody is in two. */
  kinds: z.array(z.enum(pairKinds)).min(1),
  /** From so many years at the grass roots on they are long. */
  longGrassrootsYears: rulePositive,
  /** The most people of one unit that a proposal takes, so that the unit keeps running. */
  unitPeople: rulePositive,
  /** The most people that are compared on either side. */
  mostCompared: rulePositive.max(2_000),
  /** Levels that the two may lie apart. */
  mostLevelsApart: ruleCount,
  /** What makes a pair a worse one, in points; the least sum wins. */
  cost: z.strictObject({
    /** For each level that the two lie apart. */
    level: ruleCount,
    /** For each whole year between their ages. */
    ageYear: ruleCount,
    /** For each year at the grass roots below `fullGrassrootsYears`. */
    missingYear: ruleCount,
    fullGrassrootsYears: rulePositive,
  }),
  inClass: z.strictObject({ leastWorkingDays: rulePositive, mostWorkingDays: rulePositive }),
  outside: z.strictObject({ leastMonths: rulePositive, mostMonths: rulePositive }),
  /** Units answer within so many working days; after that they count as agreeing. */
  answerWorkingDays: rulePositive,
  answerByClock: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** For so many working days after the last day lines, summary and rating are taken. */
  closingWorkingDays: rulePositive,
  summaryLetters: rulePositive,
  rating: z.strictObject({
    items: z.array(z.strictObject({ id: ruleId, name: ruleLabel, most: rulePositive })).length(5),
    /** What one tap gives for an item, best first. */
    levels: z
      .array(z.strictObject({ name: ruleLabel, percent: rulePositive.max(100) }))
      .min(2)
      .max(5),
  }),
  /** The rated indicator of the scoring scheme that it counts for, and its three parts. */
  mark: z.strictObject({
    ...{ item: ruleId, log: ruleId, hostRating: ruleId, summary: ruleId },
    /** What follows where all hosts of a class gave the same: it is pointed out, or nothing is entered. */
    allAlike: z.enum(['hint', 'refuse']),
  }),
});

export type ExchangeRules = z.infer<typeof exchangeRules>;
