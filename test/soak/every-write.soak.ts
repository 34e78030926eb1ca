import { afterAll, describe, expect, it } from 'vitest';
import { flows } from '../crash/flows.ts';
import { runBroken, runWhole, Templates } from '../crash/runs.ts';
import { httpVariants } from '../helpers/county.ts';

describe.each(httpVariants)('a bot on %s that dies at any write and is started again', (variant) => {
  const templates = new Templates(variant);
  afterAll(() => templates.drop());

  const here = flows.filter((flow) => flow.onlyOn === undefined || flow.onlyOn === variant);
  it.each(here.map((flow) => [flow.name, flow] as const))('%s ends as if nothing had happened', async (name, flow) => {
    const template = await templates.get(flow.stage);
    const whole = await runWhole(flow, template);
    const faults: string[] = [];
    let runs = 0;
    for (const [index, place] of whole.writes.entries()) {
      for (const when of ['before', 'after'] as const) {
        const restart = (index + (when === 'after' ? 1 : 0)) % 2 === 0 ? 'alone' : 'fleet';
        const found = await runBroken(flow, template, whole, [{ ...place, when, restart }]);
        faults.push(...found.map((each) => `${when} write ${place.write} of act ${place.act}, ${restart}: ${each}`));
        runs += 1;
      }
    }
    process.stdout.write(`${variant}, ${name}: ${whole.writes.length} writes, ${runs} deaths\n`);
    expect(faults).toEqual([]);
  });
});
