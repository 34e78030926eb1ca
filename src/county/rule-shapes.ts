import { z } from 'zod';

/** Schemas for values that occur in several sections of a rule pack. */
export const ruleId = z.string().regex(/^[A-Za-z][A-Za-z0-9]{1,39}$/);
export const ruleLabel = z.string().min(1).max(100);
export const ruleMinutes = z.int().nonnegative();
export const ruleCount = z.int().nonnegative();
export const rulePositive = z.int().positive();
/** Days of the week, 0 = Sunday to 6 = Saturday; at least one. */
export const ruleWeekdays = z.array(z.int().min(0).max(6)).min(1);
/** A time of day, `HH:mm`. */
export const ruleClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** An exact share, e.g. 7/10; compared by cross-multiplication, never by division. */
export const ruleShare = z
  .strictObject({ numerator: z.int().positive(), denominator: z.int().positive() })
  .refine((one) => one.numerator <= one.denominator, '比例不得大于1');
export type Share = z.infer<typeof ruleShare>;
