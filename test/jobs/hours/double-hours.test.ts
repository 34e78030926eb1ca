import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HourEntryRow } from '../../../src/training/hours/hour-entries.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { scoredClass } from '../../helpers/scored-class.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await scoredClass(bot.store);
  await bot.store.classes.move('2026-01', ['draft', 'planned', 'graded'], 'published');
  await bot.store.hourEntries.add([held, claimed]);
});
afterEach(() => bot.stop());

const entry = (_id: string, title: string, more: Partial<HourEntryRow>): HourEntryRow => ({
  ...{ _id, cadreId: 'zhao', kind: 'group', source: 'class', sourceId: '2026-01', title, organiser: '县委党校' },
  ...{ fromOn: '2026-03-02', toOn: '2026-03-06', minutes: 1800, halfDays: 10, spanDays: 5 },
  ...{ by: 'teacher', at: new Date('2026-03-09T01:00:00Z'), ...more },
});
const held = entry('class:2026-01:zhao', '中青班', {});
const claimed = entry('claim:1', '市委党校班', {
  ...{ source: 'claim', sourceId: '1', fromOn: '2026-03-04', toOn: '2026-03-05', minutes: 960, halfDays: 4, by: 'org' },
});

describe('hours of a class and of a claim for the same days', () => {
  it('count once, are told once, stay readable, and are put back by those who may', async () => {
    await bot.runJob('double-hours');
    await bot.runJob('double-hours');
    expect((await bot.screen('zhao')).split('只计“中青班”的30学时')).toHaveLength(2);
    await bot.say('zhao', '我的学时');
    expect(await bot.last('zhao')).toContain('已完成30学时、5天');
    expect(await bot.last('zhao')).toContain('16学时、2天（重复，按“中青班”计）');
    await bot.say('org', '/恢复学时 赵一 1 晚间另有课程');
    await bot.press('org', '确认恢复');
    await bot.runJob('double-hours');
    await bot.say('zhao', '我的学时');
    expect(await bot.last('zhao')).toContain('已完成46学时、7天');
    expect(await bot.last('zhao')).not.toContain('重复');
  });

  it('are told of also after a crash between the entry and the message', async () => {
    bot.crashing = true;
    await bot.runJob('double-hours');
    expect((await bot.screen('zhao')).split('只计“中青班”')).toHaveLength(2);
    expect(await bot.store.hourEntries.of('zhao', '2026-01-01')).toHaveLength(3);
  });
});
