import { z } from 'zod';
import { ruleCount, ruleId, ruleLabel, rulePositive } from '../../county/rule-shapes.ts';

/** 单选, 多选, 量表, 排序, 文字, 数字, 日期, 人员, 单位, 图片或文件. */
const QUESTION_KINDS = [
  ...(['single', 'multiple', 'scale', 'ranking', 'text', 'number', 'date', 'person', 'unit'] as const),
  'file',
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

const question = z.strictObject({
  id: ruleId,
  title: ruleLabel,
  kind: z.enum(QUESTION_KINDS),
  /** Of a scale the best one first. `limit`: how many people may take it. */
  options: z.array(z.strictObject({ value: ruleId, label: ruleLabel, limit: rulePositive.optional() })),
  /** Of a ranking: how many options are put in order. */
  maxChoices: rulePositive.optional(),
  maxLength: rulePositive.optional(),
  /** Of a number. */
  least: ruleCount.optional(),
  most: ruleCount.optional(),
  /** It is asked only of those who chose one of these options of an earlier question. */
  shownIf: z.strictObject({ question: ruleId, anyOf: z.array(ruleId).min(1) }).optional(),
  /** The matrix of which it is one row. */
  partOf: ruleLabel.optional(),
  /** Known from the information base, so never asked. */
  prefilled: z.literal(true).optional(),
  /** Its options are topics of the training menu. */
  topics: z.literal(true).optional(),
  askedOf: z.enum(['everyone', 'unitHead']),
  /** A question to be chosen from may be left out. */
  optional: z.literal(true).optional(),
  /** A question to be answered in words may not be left out. */
  required: z.literal(true).optional(),
});

/** The question bank, and how many answers a result needs to be shown. */
export const surveyRules = z.strictObject({
  smallestGroup: z.int().min(5),
  /** How many questions one survey may have. */
  mostQuestions: rulePositive,
  /** How many people at most try a survey before it goes out. */
  mostTrying: rulePositive,
  /** The options of a scale whose own are not given, the best one first. */
  scale: z.array(ruleLabel).length(5),
  questions: z.array(question),
});
export type SurveyRules = z.infer<typeof surveyRules>;

/** How many days before a survey closes people are reminded; part of the section `reminders`. */
export const surveyReminderRules = z.strictObject({ surveyDays: z.array(ruleCount) });
export type SurveyReminderRules = z.infer<typeof surveyReminderRules>;
