import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { CrashWorld } from '../helpers/crash-world.ts';
import { Templates } from './runs.ts';

const templates = new Templates('wecom');
let world: CrashWorld;
beforeEach(async () => {
  world = await CrashWorld.from({ ...(await templates.get('named')), patienceMs: 4_000 });
});
afterEach(() => world.stop());
afterAll(() => templates.drop());

const trouble = (userId: string) => world.world.items(userId).map((item) => item.trouble);

it('tells the platform that nothing is promised while the store is gone, and does what the repeat brings once', async () => {
  world.storeIsThere(false);
  await world.world.emulator.say({ vendor: 'wecom', userId: 'zhao', text: '1' });
  await world.world.emulator.idle();
  expect(trouble('zhao')).toContainEqual(expect.stringContaining('回应了状态 503'));
  expect((await fetch(`${world.world.running.url}/readyz`)).status).toBe(503);
  world.storeIsThere(true);
  world.clock.advanceMs(2_000);
  await world.rest();
  expect(world.world.count('zhao', '已确认。请于')).toBe(1);
  expect(trouble('zhao').filter((each) => each !== undefined)).toEqual([]);
  expect((await fetch(`${world.world.running.url}/readyz`)).status).toBe(200);
});
