import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Variant, variants } from '../helpers/county.ts';
import { CrashWorld } from '../helpers/crash-world.ts';
import { Templates } from './runs.ts';

const templates = new Map(variants.map((variant) => [variant, new Templates(variant)]));
let world: CrashWorld;
const start = async (variant: Variant) => {
  world = await CrashWorld.from(await (templates.get(variant) as Templates).get('named'));
  await world.forgetAnswer('call-up:2026-01:zhao');
};
afterEach(() => world.stop());
afterAll(async () => {
  for (const each of templates.values()) await each.drop();
});

const isEnrolled = async () => (await world.world.running.store.enrollments.byId('2026-01', 'zhao')) !== null;
const cards = () => world.world.items('zhao').filter(({ body }) => body.kind === 'card' && body.title !== '报到信息');

describe.each(variants)('a card of which nobody noted that it arrived, on %s', (variant) => {
  it('takes a press, and is neither sent again nor left open', async () => {
    await start(variant);
    await world.world.press('zhao', '确认参加');
    expect(await isEnrolled()).toBe(true);
    expect(world.world.count('zhao', '已确认。请于')).toBe(1);
    world.clock.advanceMs(61_000);
    await world.rest();
    expect(world.world.count('zhao', '已确认。请于')).toBe(1);
    if (variant === 'dingtalk-markdown') return;
    expect(cards()).toHaveLength(1);
    expect(JSON.stringify(cards()[0]?.body)).toContain('已确认参加');
  });
});

it('a bare number is not taken for an answer to it, which it might not be, and that is said', async () => {
  await start('wecom');
  await world.world.say('zhao', '1');
  expect(world.world.last('zhao')).toContain('不能确定您回复的是哪一项，未作任何处理');
  expect(await isEnrolled()).toBe(false);
  world.clock.advanceMs(61_000);
  await world.rest();
  await world.world.say('zhao', '1');
  expect(await isEnrolled()).toBe(true);
});
