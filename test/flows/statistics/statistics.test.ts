import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { publishedClass } from '../../helpers/scored-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('the figures of a county, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('are told with what they count, open to the list behind them, as a picture and as a sheet', async () => {
    const { store } = world.running;
    const byUpdate = 'test';
    await store.activities.create({
      ...{ year: '2026', classId: '2026-01', kind: 'traineeForum', state: 'planned', title: '我看乡村振兴' },
      ...{ dateOn: '2026-02-03', speakers: [], madeBy: 'school', madeAt: new Date(0), byUpdate },
    });
    await world.say('org', '/统计 2025-2026');
    expect(world.screen('org')).toContain('学员论坛 1 场');
    await world.press('org', '看明细');
    await world.press('org', '查看明细', ['学员论坛 1 场']).catch(() => world.say('org', '学员论坛 1 场'));
    expect(world.last('org')).toMatch(/期内已举行的学员论坛，不含已取消的。[\s\S]*2026年2月3日　我看乡村振兴/);
    await world.say('org', '/统计');
    await world.press('org', '发送表格');
    expect(world.last('org')).toContain('培训统计2024—2026年.xlsx');
    await world.say('org', '/统计');
    await world.press('org', '统计图');
    expect(world.last('org')).toContain('培训统计2024—2026年.png');
    await world.say('org', '/统计 2024-2029');
    expect(world.last('org')).toContain('不能晚于今年');
    await world.say('zhao', '/统计');
    expect(world.last('zhao')).toContain('没有办理这一事项的权限');
  });
});

describe('the list behind a figure', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await publishedClass(bot);
  });
  afterEach(() => bot.stop());

  it('names people to the organisation department alone, which is noted', async () => {
    bot.clock.moveTo(beijingTime('2026-04-07', '09:00'));
    await bot.say('school', '/统计 2026');
    const card = await bot.last('school');
    expect(card).toContain('本县培训 8 人次');
    await bot.press('school', '看明细');
    expect(await bot.last('school')).toContain('主体班 1 期');
    expect(await bot.last('school')).not.toMatch(/本县培训|学时达标/);
    await bot.press('school', '查看明细', ['trainees']);
    expect(await bot.screen('school')).not.toContain('赵一');
    await bot.say('org', '/统计 2026');
    await bot.press('org', '看明细');
    await bot.press('org', '查看明细', ['trainees']);
    expect(await bot.last('org')).toContain('赵一');
    expect((await bot.store.looks.of('', 5)).map(({ by, words }) => `${by} ${words}`)).toEqual([
      'org 统计 本县培训 2026年',
    ]);
  });
});
