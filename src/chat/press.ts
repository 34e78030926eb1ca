import { z } from 'zod';
import type { Press } from './message.ts';

/** One kind of press, declared once: buttons and open questions are made from it, and its handler takes the same facts. */
export interface PressKind<Facts> {
  readonly action: string;
  /** The press with these facts, for a button or an open question. */
  with(facts: Facts): Press;
  /** The facts of a press of this kind; `undefined` when they cannot be read, e.g. on a card of an earlier version. */
  read(press: Press): Facts | undefined;
}

/** What a press may carry. On a button every fact is a short string. */
export const fact = {
  text: z.string(),
  /** A whole number from 1. */
  number: z.coerce.number().int().min(1),
  oneOf: <const Value extends string>(values: readonly Value[]) => z.enum(values),
};

type Shape = Readonly<Record<string, z.ZodType<string | number | undefined>>>;
type FactsOf<Facts extends Shape> = keyof Facts extends never ? Facts : z.output<z.ZodObject<Facts>>;

/**
 * Declares a press: `press('call-up.refuse', { classId: fact.text, cadreId: fact.text })`.
 *
 * @param action - travels in buttons and is stored with cards: one that is renamed needs a line in `src/bot/former-actions.ts`
 * @param shape - the facts, in the order in which they are written
 */
export function press<Facts extends Shape = Record<never, never>>(
  action: string,
  shape?: Facts,
): PressKind<FactsOf<Facts>> {
  const schema = z.object((shape ?? {}) as Facts);
  return {
    action,
    with(facts) {
      const values: Readonly<Record<string, unknown>> = facts;
      const written = Object.keys(schema.shape).filter((name) => values[name] !== undefined);
      return { action, data: Object.fromEntries(written.map((name) => [name, String(values[name])])) };
    },
    read: ({ data }) => schema.safeParse(data).data as FactsOf<Facts> | undefined,
  };
}
