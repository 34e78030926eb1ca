import { describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { grant } from '../../helpers/grant.ts';
import { keptList } from '../../helpers/kept-list.ts';
import { publishedClass } from '../../helpers/scored-class.ts';

const classId = '2026-01';

/** A published class with 赵一 as its 优秀学员, and 局长 of 县财政局 as a leader of the organisation department. */
async function filledPool(): Promise<BareBot> {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  await grant(bot, 'head-fin', 'orgDeptLeader');
  return bot;
}

describe('the reserve pool', () => {
  it('has the 优秀学员 of a published class once, who were told of the title and not of the pool', async () => {
    const bot = await filledPool();
    const rows = await bot.store.reservePool.all();
    expect(rows.map(({ cadreId, sources }) => [cadreId, sources.map((one) => one.classId)])).toEqual([
      ['zhao', [classId]],
    ]);
    expect(await bot.screen('zhao')).toContain('您被评为本班优秀学员');
    expect(await bot.screen('zhao')).not.toContain('储备库');
  });

  it('is read by leaders of the organisation department alone, and every look is noted', async () => {
    const bot = await filledPool();
    for (const who of ['org', 'school', 'admin', 'zhao']) {
      await bot.say(who, '/储备库');
      expect(await bot.last(who)).toContain('没有办理这一事项的权限');
    }
    await bot.say('head-fin', '/储备库');
    expect(await bot.last('head-fin')).toContain('储备库共 1 人：在库 1 人（待复核 0 人），已期满 0 人，已移出 0 人。');
    expect(await keptList(bot, 'head-fin')).toContain('赵一');
    await bot.say('head-fin', '/储备库 赵一');
    expect(await bot.last('head-fin')).toContain('储备库中查到 1 人');
    expect(await keptList(bot, 'head-fin')).toContain('中青年干部培训班（2026-01，2026年');
    expect((await bot.screen('head-fin')).replace(/【学员考核结果反馈】[^-]*/, '')).not.toContain('赵一');
    expect((await bot.store.looks.of('zhao', 9)).map(({ by, words }) => [by, words])).toEqual([
      ['head-fin', '储备库 赵一'],
    ]);
  });

  it('is reviewed with a reason, which stays, and whoever was removed is restored', async () => {
    const bot = await filledPool();
    await bot.say('head-fin', '/复核储备 赵一 移出 受到处分');
    expect(await bot.last('head-fin')).toContain('已登记：移出，现为已移出');
    await bot.say('head-fin', '/复核储备 赵一 继续 表现良好');
    expect(await bot.last('head-fin')).toContain('没有变化');
    await bot.say('head-fin', '/复核储备 赵一 恢复 处分已撤销');
    const row = await bot.store.reservePool.byId('zhao');
    expect([row?.state, row?.decisions.map(({ reason }) => reason)]).toEqual(['in', ['受到处分', '处分已撤销']]);
    await bot.say('head-fin', '/复核储备 钱二 继续 表现良好');
    expect(await bot.last('head-fin')).toContain('不在储备库中');
  });

  it('is looked at again where an objection to the result it rests on is upheld', async () => {
    const bot = await filledPool();
    await bot.store.objections.create({
      ...{ year: '2026', classId, cadreId: 'zhao', subject: '考核结果', words: '得分有误' },
      ...{ madeAt: bot.clock.now(), byUpdate: 'test:objection', enteredBy: '' },
    });
    const [objection] = await bot.store.objections.ofClass(classId);
    await bot.say('team1', `/异议列表 ${classId}`);
    await bot.press('team1', `办理 ${objection?._id ?? ''}`);
    await bot.press('team1', '异议成立');
    await bot.say('team1', '名次计算有误');
    expect(await bot.last('head-fin')).toContain('异议 S2026-1 成立，储备库有 1 人');
    await bot.press('head-fin', '查看人员');
    expect(await keptList(bot, 'head-fin')).toMatch(/赵一[\s\S]*名次计算有误/);
    await bot.press('head-fin', '移出储备库');
    expect(await bot.screen('head-fin')).not.toMatch(/储备库.*赵一|赵一.*储备库/);
    const row = await bot.store.reservePool.byId('zhao');
    expect([row?.state, row?.decisions.map(({ reason }) => reason)]).toEqual([
      'removed',
      ['异议 S2026-1 成立：名次计算有误'],
    ]);
    expect(await bot.screen('zhao')).not.toContain('储备库');
  });

  it('shows and decides nobody about themselves', async () => {
    const bot = await filledPool();
    await grant(bot, 'zhao', 'orgDeptLeader');
    await bot.say('zhao', '/储备库');
    expect(await bot.last('zhao')).toContain('储备库中还没有人员');
    await bot.say('zhao', '/复核储备 赵一 延期 表现优秀');
    expect(await bot.last('zhao')).toContain('与您本人有关');
  });

  it('is not entered a second time by a class whose results went out, also where somebody was removed meanwhile', async () => {
    const bot = await filledPool();
    await bot.say('head-fin', '/复核储备 赵一 移出 受到处分');
    bot.clock.moveTo(beijingTime('2026-04-07', '08:05'));
    await bot.runJob('publish-grades');
    const row = await bot.store.reservePool.byId('zhao');
    expect([row?.state, row?.sources.length]).toEqual(['removed', 1]);
  });
});
