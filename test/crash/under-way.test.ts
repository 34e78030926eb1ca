import { afterAll, expect, it } from 'vitest';
import { CrashWorld } from '../helpers/crash-world.ts';
import { Templates } from './runs.ts';

const templates = new Templates('wecom');
afterAll(() => templates.drop());

it('presses that are under way at eight deaths of the bot are handled in the end, and none is given up', async () => {
  const world = await CrashWorld.from(await templates.get('named'));
  try {
    const people = ['zhao', 'qian', 'sun'];
    for (let deaths = 0; deaths < 8; deaths += 1) {
      const death = world.dieAt({ write: 4, when: deaths % 2 === 0 ? 'before' : 'after' });
      const ended = await world.attempt(async ({ emulator, running }) => {
        if (deaths === 0)
          for (const userId of people) await emulator.say({ vendor: 'wecom', userId, text: '确认参加' });
        await emulator.pump();
        await running.app.settle();
      }, death);
      if (ended === 'done') break;
      await world.restart('alone', false);
    }
    await world.rest();
    const { store } = world.world.running;
    expect(await store.receipts.dead(10)).toEqual([]);
    const enrolled = await Promise.all(people.map((userId) => store.enrollments.byId('2026-01', userId)));
    expect(enrolled.every((row) => row !== null)).toBe(true);
    for (const userId of people) expect(world.world.count(userId, '已确认。请于')).toBe(1);
  } finally {
    await world.stop();
  }
});
