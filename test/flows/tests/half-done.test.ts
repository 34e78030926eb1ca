import { describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../../src/clock.ts';
import type { Vendor } from '../../../src/emulator/view.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startTenant } from '../../helpers/tenant.ts';
import { testSheet } from '../../helpers/test-form.ts';
import { ask } from '../../helpers/told.ts';
import { startWorld, World } from '../../helpers/world.ts';

const test = '2026-01-C1';

describe.each(variants)('a test that is left half done, on %s', (variant) => {
  const started = async (): Promise<World> => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, ['zhao', 'qian']);
    await world.at('2026-03-14', '10:00');
    await world.send('teacher', '试题.xlsx', testSheet());
    await world.press('teacher', '确认发出');
    await world.say('zhao', '我的测试');
    await world.press('zhao', '开始答题');
    await world.say('zhao', '1');
    return world;
  };
  const sheet = (world: World) => world.running.store.testSheets.byId(test, 'zhao');

  it('goes on where it was within its time, counts what was answered by then, and takes nothing after it', async () => {
    const world = await started();
    await world.at('2026-03-14', '10:20');
    expect(await ask(world, 'zhao', '我的测试')).toMatch(/入学测试 2\/4[\s\S]*请在10:3[01]前答完/);
    await world.say('zhao', '1');
    await world.at('2026-03-14', '10:31');
    expect(await ask(world, 'zhao', '我的测试')).not.toContain('3/4');
    expect(await ask(world, 'zhao', '1')).not.toContain('3/4');
    expect((await sheet(world))?.answers).toHaveLength(2);
    await world.at('2026-03-14', '10:38');
    expect(await sheet(world)).toMatchObject({ state: 'done' });
    expect(await ask(world, 'zhao', '我的测试')).not.toMatch(/入学测试 \d\/4|\[开始答题\]/);
  });

  it('is not taken on by somebody who left the class', async () => {
    const world = await started();
    await world.say('org', '/退学 2026-01 赵一 擅自离校');
    await world.press('org', '确认退学');
    expect(await ask(world, 'zhao', '2')).not.toContain('/4');
    expect((await sheet(world))?.answers).toHaveLength(1);
  });
});

it.each([
  ['wecom', 'dingtalk'],
  ['dingtalk', 'wecom'],
] as const)(
  'a test begun on %s goes on on %s: the same sheet, the same time, no answer asked for twice',
  async (one, other) => {
    const clock = new ManualClock(beijingTime('2026-03-14', '10:00'));
    const tenant = await startTenant({ clock });
    onTestFinished(() => tenant.stop());
    const { running, emulator } = tenant;
    const on = (vendor: Vendor) => new World({ ...running, emulator }, clock, vendor, 'none', tenant.logged);
    const [here, there] = [on(one), on(other)];
    const sheet = () => running.store.testSheets.byId(test, 'zhao');
    await teachClass(running.store, ['zhao', 'qian']);
    await here.send('teacher', '试题.xlsx', testSheet());
    await here.press('teacher', '确认发出');
    await here.say('zhao', '我的测试');
    await here.press('zhao', '开始答题');
    await here.say('zhao', '1');
    const before = await sheet();
    expect(before?.answers).toHaveLength(1);
    clock.moveTo(beijingTime('2026-03-14', '10:10'));
    expect(await ask(there, 'zhao', '我的测试')).toContain('入学测试 2/4');
    for (let question = 2; question <= 4; question += 1) await there.say('zhao', '1');
    await there.press('zhao', '交卷');
    const after = await sheet();
    expect(after).toMatchObject({ state: 'done', endsAt: before?.endsAt });
    expect(new Set(after?.answers.map(({ questionId }) => questionId)).size).toBe(4);
    expect(there.last('zhao')).toContain('已交卷，共答 4 题');
    // What is answered on the former client changes nothing.
    expect(await ask(here, 'zhao', '我的测试')).not.toMatch(/入学测试 [234]\/4/);
    await here.say('zhao', '2');
    expect((await sheet())?.answers).toEqual(after?.answers);
  },
);
