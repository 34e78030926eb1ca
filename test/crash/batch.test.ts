import { afterAll, describe, expect, it } from 'vitest';
import type { Flow } from './flow.ts';
import { runBroken, runWhole, Templates, type WholeRun } from './runs.ts';

const people = ['zhao', 'qian', 'sun'];

/** All of them answer before the bot looks, so that it takes their answers in one batch; one of them says two things. */
const atOnce: Flow = {
  name: 'answers of several people at once',
  stage: 'named',
  acts: [
    async (world) => {
      const { emulator, vendor } = world;
      for (const userId of people) await emulator.say({ vendor, userId, text: '1' });
      await emulator.say({ vendor, userId: 'zhao', text: '待办' });
      await world.settle();
    },
  ],
};

const isWhole = process.env.VARIANTS === 'all';

/** Every death in `npm run test:flows`; in `npm test` every second one of each way, the others of the other way. */
function hereOf<Death>(deaths: readonly Death[], shortWay: boolean): [number, Death][] {
  return [...deaths.entries()].filter(([index]) => isWhole || index % 4 < 2 === shortWay);
}

describe.each([
  ['over a socket', false],
  ['by the short way', true],
] as const)('a bot that reaches its store %s and dies within a batch of updates', (_way, shortWay) => {
  const templates = new Templates('wecom', shortWay);
  let whole: Promise<WholeRun> | undefined;
  afterAll(() => templates.drop());

  it.each([
    ['worker.receipt-claimed', 'claimed and not handled'],
    ['worker.update-handled', 'handled and not marked'],
    ['worker.receipt-marked', 'marked and not answered'],
  ] as const)('%s: some are %s, and all of them end as if nothing had happened', async (point, _left) => {
    const template = await templates.get(atOnce.stage);
    whole ??= runWhole(atOnce, template);
    const run = await whole;
    const passings = run.passed.filter((each) => each.point === point);
    expect(passings).toHaveLength(people.length + 1);
    for (const [index, passing] of hereOf(passings, shortWay)) {
      const restart = index % 2 === 0 ? 'alone' : 'fleet';
      expect(await runBroken(atOnce, template, run, [{ ...passing, restart }]), JSON.stringify(passing)).toEqual([]);
    }
  });

  it('at any of its writes, before or after it: all of them end as if nothing had happened', async () => {
    const template = await templates.get(atOnce.stage);
    whole ??= runWhole(atOnce, template);
    const run = await whole;
    expect(run.writes.length).toBeGreaterThan(3);
    for (const [index, place] of hereOf(run.writes, shortWay)) {
      const death = { ...place, when: index % 2 === 0 ? 'before' : 'after', restart: 'alone' } as const;
      expect(await runBroken(atOnce, template, run, [death]), JSON.stringify(death)).toEqual([]);
    }
  });
});
