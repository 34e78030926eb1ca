import { afterAll, describe, expect, it } from 'vitest';
import type { CrashPoint } from '../../src/store/crash-point.ts';
import type { Variant } from '../helpers/county.ts';
import { flows } from './flows.ts';
import { runBroken, runWhole, Templates, type WholeRun } from './runs.ts';

const words = 'confirmations, pressed and typed, and a question why';
const results = 'results to trainees and their heads';

/** A flow that passes each point. Those of an import: test/county/roster/roster-store.test.ts. */
export const played: Readonly<Partial<Record<CrashPoint, string>>> = {
  'inbox.receipt-stored': words,
  'worker.receipt-claimed': words,
  'worker.update-handled': words,
  'worker.receipt-marked': words,
  'bot.answer-kept': words,
  'delivery.rows-claimed': words,
  'delivery.call-answered': words,
  'scheduler.slot-taken': results,
  'scheduler.effect-made': results,
  'scheduler.plan-added': results,
  'scheduler.messages-added': results,
};
/** Proves every named point: as `npm test` does, at its first passing and with one kind of restart, or at the first three and with both. */
export function provePoints(variant: Variant, isWhole: boolean): void {
  const templates = new Templates(variant);
  const wholes = new Map<string, Promise<WholeRun>>();
  afterAll(() => templates.drop());

  describe(`a bot on ${variant} that dies at a named point and is started again`, () => {
    it.each(Object.entries(played).map((each, index) => [...each, index] as const))(
      '%s: ends as if nothing had happened',
      async (point, name, index) => {
        const flow = flows.find((each) => each.name === name);
        if (flow === undefined) throw new Error(`no flow ${name}`);
        const template = await templates.get(flow.stage);
        const running = wholes.get(name) ?? runWhole(flow, template);
        wholes.set(name, running);
        const whole = await running;
        const passings = whole.passed.filter((each) => each.point === point).slice(0, isWhole ? 3 : 1);
        expect(passings).not.toEqual([]);
        const restarts = isWhole ? restartKinds : [restartKinds[index % 2] ?? 'alone'];
        for (const passing of passings)
          for (const restart of restarts)
            expect(await runBroken(flow, template, whole, [{ ...passing, restart }]), JSON.stringify(passing)).toEqual(
              [],
            );
      },
    );
  });
}

const restartKinds = ['alone', 'fleet'] as const;
