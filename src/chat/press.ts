import { z } from 'zod';
import type { Press } from './message.ts';

/**
 * Whom a press touches. `own`: it shows something, asks on, or concerns only the answer or draft of whoever presses. `correctable`: it is about
 * somebody else, and a command puts it right. `final`: it reaches many people or cannot be taken back, so that a typed number never does it.
 */
export type Effect = 'own' | 'correctable' | 'final';

/** One kind of press, declared once: buttons and open questions are made from it, and its handler takes the same facts. */
export interface PressKind<Carried> {
  readonly action: string;
  readonly effect: Effect;
  /** The press with these facts, for a button or an open question. */
  with(facts: Carried): Press;
  /** The facts of a press of this kind; `undefined` when they cannot be read, e.g. on a card of an earlier version. */
  read(press: Press): Carried | undefined;
}

/** The type of the facts of one kind of press, for its handler's parameters. */
export type Facts<Kind> = Kind extends PressKind<infer Carried> ? Carried : never;

/** The kinds of facts a press may have. On a button every fact is a short string. */
export const fact = {
  text: z.string(),
  /** A whole number from 1. */
  number: z.coerce.number().int().min(1),
  oneOf: <const Value extends string>(values: readonly Value[]) => z.enum(values),
};

type Shape = Readonly<Record<string, z.ZodType<string | number | undefined>>>;
type FactsOf<Of extends Shape> = keyof Of extends never ? Of : z.output<z.ZodObject<Of>>;

/**
 * Declares a press: `press('call-up.refuse', 'own', { classId: fact.text, cadreId: fact.text })`.
 *
 * @param action - travels in buttons and is stored with cards: one that is renamed needs a line in `src/bot/former-actions.ts`
 * @param shape - the facts, in the order in which they are written
 */
export function press<Of extends Shape = Record<never, never>>(
  action: string,
  effect: Effect,
  shape?: Of,
): PressKind<FactsOf<Of>> {
  const schema = z.object((shape ?? {}) as Of);
  return {
    action,
    effect,
    with(facts) {
      const values: Readonly<Record<string, unknown>> = facts;
      const written = Object.keys(schema.shape).filter((name) => values[name] !== undefined);
      const data = Object.fromEntries(written.map((name) => [name, String(values[name])]));
      return effect === 'final' ? { action, data, isFinal: true } : { action, data };
    },
    read: ({ data }) => schema.safeParse(data).data as FactsOf<Of> | undefined,
  };
}
