import { afterAll, describe, expect, it } from 'vitest';
import { flows } from './flows.ts';
import { runBroken, runWhole, Templates } from './runs.ts';

/** Every write of every flow, on every platform: `npm run test:soak`. Here one in so many, spread over the flows. */
const oneIn = 24;

const templates = new Templates('wecom');
afterAll(() => templates.drop());

describe('a bot that dies at a write and is started again', () => {
  it.each(flows.map((flow, index) => [flow.name, flow, index] as const))(
    '%s ends as if nothing had happened',
    async (_, flow, index) => {
      const template = await templates.get(flow.stage);
      const whole = await runWhole(flow, template);
      const chosen = whole.writes.filter((__, ordinal) => (ordinal + index * 5) % oneIn === oneIn - 1);
      for (const [turn, write] of chosen.entries()) {
        const when = (turn + index) % 2 === 0 ? 'after' : 'before';
        const restart = index % 3 === 0 ? 'alone' : 'fleet';
        const found = await runBroken(flow, template, whole, { write, when, restart });
        expect(found, `${when} write ${write}, ${restart}`).toEqual([]);
      }
    },
  );
});
