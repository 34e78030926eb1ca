import { afterAll, describe, expect, it } from 'vitest';
import type { Flow } from './flow.ts';
import { flows } from './flows.ts';
import { type Death, runBroken, runWhole, Templates, type WholeRun } from './runs.ts';

/**
 * Every second flow of the sample, from this one on, with a death in every third act. Every write of every flow, on every platform, is for
 * `npm run test:soak`; two files share the sample, so that two processors do.
 */
export function proveSample(first: 0 | 1): void {
  const templates = new Templates('wecom');
  afterAll(() => templates.drop());

  describe('a bot that dies at a write and is started again', () => {
    const sample = flows.filter((flow) => flow.inSample).map((flow, index) => [flow.name, flow, index] as const);
    it.each(sample.filter(([, , index]) => index % 2 === first))(
      '%s ends as if nothing had happened',
      async (_, flow, index) => {
        const template = await templates.get(flow.stage);
        const whole = await runWhole(flow, template);
        const deaths = chooseDeaths(flow, whole, index);
        expect(deaths).not.toEqual([]);
        expect(await runBroken(flow, template, whole, deaths), JSON.stringify(deaths)).toEqual([]);
      },
    );
  });
}

/** One write of every third act; which one differs from flow to flow, and so does how the bot is started again. */
function chooseDeaths(flow: Flow, whole: WholeRun, index: number): Death[] {
  return flow.acts.flatMap((_, act): Death[] => {
    const writes = whole.writes.filter((place) => place.act === act);
    const place = writes[(index * 7 + act * 3) % Math.max(1, writes.length)];
    if (place === undefined || (act + index) % 3 !== 0) return [];
    return [
      { ...place, when: (index + act) % 2 === 0 ? 'after' : 'before', restart: index % 3 === 0 ? 'alone' : 'fleet' },
    ];
  });
}
