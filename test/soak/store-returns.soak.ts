import { afterAll, expect, it } from 'vitest';
import { Templates } from '../crash/runs.ts';
import { CrashWorld } from '../helpers/crash-world.ts';

const templates = new Templates('wecom');
afterAll(() => templates.drop());

const writes = Array.from({ length: 24 }, (_, index) => index + 1);

it.each(writes)(
  'a store that goes away before write %i and comes back finds the bot going on, without a restart',
  async (write) => {
    const world = await CrashWorld.from(await templates.get('named'));
    try {
      const gone = world.dieAt({ write, when: 'before' });
      await world.world.emulator.say({ vendor: 'wecom', userId: 'qian', text: '1' });
      const act = world.world.settle().then(
        () => 'done',
        () => 'failed',
      );
      await Promise.race([gone, act]);
      world.storeIsThere(true);
      await act;
      world.clock.advanceMs(61_000);
      await world.rest();
      expect(world.world.count('qian', '已确认。请于')).toBe(1);
      expect(await world.world.running.store.enrollments.traineesOf('2026-01')).toHaveLength(1);
    } finally {
      await world.stop();
    }
  },
);
