import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingDateOf } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { filledIn } from '../../helpers/filled-sheet.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('what changed in the contacts, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await night('2026-03-03');
  });
  afterEach(() => world.stop());

  /** A night with its comparison and report, and the morning after it. */
  async function night(dateOn: string): Promise<void> {
    await world.at(dateOn, '03:43');
    await world.at(dateOn, '04:37');
    await world.at(dateOn, '09:01');
  }
  const leave = (userId: string) => world.emulator.leave(world.vendor, userId);
  const join = (userId: string, name: string, unit: string, post: string) =>
    world.emulator.join({ vendor: world.vendor, userId, name, unit, post, roles: [], departments: [unit] });
  const cadre = (id: string) => world.running.store.cadres.byId(id);

  it('is one message with the totals first, and none when nothing changed', async () => {
    expect(world.count('org', '通讯录变动')).toBe(0);
    await leave('zhao');
    await join('qian', '钱二', '县农业农村局', '国库股股长');
    await join('newcomer', '郝新来', '县财政局', '科员');
    await night('2026-03-04');
    expect(world.last('org')).toContain('3月4日新增 1 人，变动 1 人，离开 1 人。');
    expect(world.last('org')).toContain('变动：钱二。');
    expect(world.count('admin', '通讯录')).toBe(0);
    await night('2026-03-05');
    expect(world.count('org', '通讯录变动')).toBe(1);
  });

  it('suspends who vanished, without losing anything, and resumes them by a tap', async () => {
    await leave('zhao');
    await night('2026-03-04');
    expect(world.last('org')).toContain('暂停调训：赵一，信息保留');
    expect(await cadre('zhao')).toMatchObject({
      name: '赵一',
      absences: [{ what: '不在通讯录', fromOn: '2026-03-04' }],
    });
    await join('zhao', '赵一', '县财政局', '预算股股长');
    await night('2026-03-05');
    expect(world.last('org')).toContain('可恢复调训：赵一');
    await world.press('org', '恢复调训');
    expect(world.last('org')).toContain('已恢复调训 1 人：赵一（县财政局）');
    expect((await cadre('zhao'))?.absences).toMatchObject([{ what: '不在通讯录', untilOn: '2026-03-05' }]);
    await world.press('org', '撤销');
    expect((await cadre('zhao'))?.absences?.[0]).not.toHaveProperty('untilOn');
    await world.say('org', '/通讯录变动');
    await world.press('org', '恢复调训');
    expect((await cadre('zhao'))?.absences).toMatchObject([{ untilOn: '2026-03-05' }]);
    await world.advanceMinutes(1);
    await world.press('org', '恢复调训');
    expect(world.last('org')).toContain('已经恢复');
  });

  it('lets nobody resume themselves', async () => {
    await leave('org');
    await night('2026-03-04');
    await join('org', '周组织', '县委组织部', '干部教育科科长');
    await night('2026-03-05');
    await world.press('org', '恢复调训');
    expect(world.last('org')).toContain('与您本人有关');
    expect((await cadre('org'))?.absences).toMatchObject([{ fromOn: '2026-03-04' }]);
  });
});

describe('who came and is not in the information base', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    const joined = { platform: 'wecom', departments: ['县财政局'], title: '科员', news: 'joined' } as const;
    const newsOn = beijingDateOf(bot.clock.now());
    await bot.store.contacts.put([
      { _id: 'wecom:newcomer', userId: 'newcomer', name: '郝新来', ...joined, newsOn },
      { _id: 'wecom:zhao2', userId: 'zhao2', name: '赵一', ...joined, newsOn },
    ]);
  });
  afterEach(() => bot.stop());

  it('is entered with the sheet that is sent for it, filled in and sent back', async () => {
    await bot.say('org', '/通讯录变动');
    expect(await bot.last('org')).toMatch(/新增 2 人[\s\S]*未入库：郝新来、赵一/);
    await bot.press('org', '发送补录表');
    const filled = await filledIn(await bot.fileTo('org'), (set) => {
      for (const [header, value] of Object.entries({
        ...{ 性别: '男', 出生年月: '1995.06', 层级: '科员及以下' },
        ...{ 参加工作时间: '2019.07', 任现职时间: '2025.01' },
      }))
        set('郝新来', header, value);
      for (const [header, value] of Object.entries({ 性别: '女', 出生年月: '1985.05', 层级: '科员及以下' }))
        set('赵一', header, value);
      set('赵一', '参加工作时间', '2008.07');
      set('赵一', '任现职时间', '2018.03');
    });
    await bot.send('org', '补录表.xlsx', filled);
    await bot.press('org', '确认导入');
    const entered = await bot.store.cadres.byIdentity({ platform: 'wecom', userId: 'newcomer' });
    expect(entered).toMatchObject({ name: '郝新来', unitId: 'u-fin', post: '科员' });
  });

  it('is nobody’s business but the organisation department’s and the admins’', async () => {
    await bot.say('school', '/通讯录变动');
    expect(await bot.last('school')).toContain('没有办理这一事项的权限');
  });
});
