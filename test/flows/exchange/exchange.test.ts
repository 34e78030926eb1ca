import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { exchangePair } from '../../helpers/exchange.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('pairs for exchange shadowing, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('are proposed with their reasons, their units are asked, and those concerned are told once both agree', async () => {
    await world.say('org', '/跟班配对 全县 2026-04-07 2026-06-05 1');
    expect(world.last('org')).toContain('共 1 对（双向），4月7日至6月5日。');
    expect(world.screen('org')).toContain('赵一（县财政局）到县农业农村局；周五（县农业农村局）到县财政局。');
    expect(world.screen('org')).toContain('理由：赵一在业务部门，周五在综合部门，同为乡科级副职，年龄相近。');
    await world.press('org', '确认征求意见');
    expect(world.screen('zhao')).not.toContain('跟班');
    await world.press('liaison-fin', '同意安排');
    expect(world.screen('zhao')).not.toContain('跟班');
    await world.press('liaison-agri', '同意安排');
    for (const [who, where] of [
      ['zhao', '县农业农村局'],
      ['zhou', '县财政局'],
    ] as const)
      expect(world.last(who)).toContain(`安排您到${where}跟班学习，4月7日至6月5日（G2026-1）`);
    expect(world.last('org')).toContain('单位意见已收齐：1 对已确定。');
    await world.say('org', '/跟班');
    expect(world.last('org')).toContain('共 1 对、2 人次。未开始 1 对。');
    await world.press('org', '发送表格');
    expect(world.last('org')).toContain('2026年双向跟班学习.xlsx');
  });

  it('are rated by the host on one card, item by item', async () => {
    const { store } = world.running;
    await exchangePair({ store, clock: world.clock }, { toOn: '2026-03-02' });
    await world.running.app.scheduler.runNow('ask-exchange-rating');
    await world.settle();
    expect(world.last('head-fin')).toContain('第 1/5 项：工作态度');
    for (let item = 0; item < 4; item += 1) await world.press('head-fin', '优秀 20分');
    await world.press('head-fin', '良好 17分');
    expect(world.last('head-fin')).toContain('合计 97 分');
    await world.press('head-fin', '提交评价');
    // It is told with what else the week brings.
    await world.at('2026-03-09', '09:01');
    expect(world.last('zhou')).toContain('合计 97 分（G2026-1）');
    expect((await store.exchangePairs.byId('G2026-1'))?.ratings).toMatchObject([{ points: [20, 20, 20, 20, 17] }]);
  });
});

describe('a pair for exchange shadowing', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  const pair = () => bot.store.exchangePairs.byId('G2026-1');
  const proposed = async () => {
    await bot.say('org', '/跟班配对 全县 2026-04-07 2026-06-05 1');
    await bot.press('org', '确认征求意见');
  };
  const agreed = async () => {
    await proposed();
    await bot.press('liaison-fin', '同意安排');
    await bot.press('liaison-agri', '同意安排');
  };

  it('is made once, however often it is broken off, and so is everything that is done to it', async () => {
    bot.crashing = true;
    await agreed();
    await bot.say('liaison-fin', '/改跟班 G2026-1 导师 韩联络');
    await bot.say('org', '/改跟班 G2026-1 时间 2026-05-06 2026-07-03');
    await bot.press('org', '确认更改');
    await bot.say('org', '/取消跟班 G2026-1 另有任务');
    await bot.press('org', '确认取消');
    expect(bot.crashes).toBeGreaterThan(0);
    expect(await pair()).toMatchObject({ state: 'cancelled', fromOn: '2026-05-06', steps: 6 });
    expect(await bot.store.exchangePairs.ofYear('2026')).toHaveLength(1);
    expect((await bot.screen('zhao')).split('安排您到')).toHaveLength(2);
  });

  it('is not agreed as long as a unit speaks against it; whoever proposed it reads why', async () => {
    await proposed();
    await bot.press('liaison-fin', '同意安排');
    await bot.press('liaison-agri', '有意见');
    await bot.say('liaison-agri', '承担春耕重点工作');
    expect(await pair()).toMatchObject({ state: 'refused' });
    expect(await bot.last('org')).toContain('县农业农村局对 G2026-1 有意见：承担春耕重点工作。');
    expect(await bot.screen('zhao')).not.toContain('跟班学习');
    expect(await bot.ask('zhao', '/跟班')).toContain('没有跟班学习安排');
    await bot.say('liaison-agri', '跟班征求意见');
    await bot.press('liaison-agri', '同意安排');
    expect(await bot.last('zhao')).toContain('安排您到县农业农村局');
  });

  it('counts as agreed when a unit does not answer in time', async () => {
    await proposed();
    await bot.press('liaison-fin', '同意安排');
    await bot.runJob('agree-overdue-exchange');
    expect(await pair()).toMatchObject({ state: 'asked' });
    bot.clock.moveTo(new Date('2026-03-05T09:43:00Z'));
    bot.crashing = true;
    await bot.runJob('agree-overdue-exchange');
    await bot.runJob('agree-overdue-exchange');
    expect(await pair()).toMatchObject({ state: 'agreed', steps: 3 });
    expect((await bot.screen('zhou')).split('安排您到')).toHaveLength(2);
  });

  it('is made once, also where two people have each seen a proposal of it', async () => {
    for (const who of ['org', 'school']) await bot.say(who, '/跟班配对 全县 2026-04-07 2026-06-05 1');
    await bot.press('org', '确认征求意见');
    await bot.press('school', '确认征求意见');
    expect(await bot.last('school')).toMatch(/在这段时间已有跟班 G2026-1，不能安排跟班/);
    expect(await bot.store.exchangePairs.byId('G2026-2')).toBeNull();
  });

  it('is not made of a proposal whose first day is over', async () => {
    await bot.say('org', '/跟班配对 全县 2026-03-03 2026-05-02 1');
    expect(await bot.last('org')).toContain('确认征求意见');
    bot.clock.moveTo(new Date('2026-03-04T02:00:00Z'));
    await bot.press('org', '确认征求意见');
    expect(await pair()).toBeNull();
  });

  it('of a class that was withdrawn takes place no more: nobody is asked or told of it, and both are free', async () => {
    await teachClass(bot.store, ['qian', 'zhou']);
    const days = { fromOn: '2026-03-18', toOn: '2026-03-20', answerBy: bot.clock.now() };
    const { _id } = await exchangePair(bot, { ...days, classId: '2026-01', state: 'asked' });
    expect(await bot.ask('liaison-fin', '跟班征求意见')).toContain(_id);
    const by = { by: 'org', byUpdate: 'test:withdrawal', enteredAt: bot.clock.now() };
    await bot.store.classes.withdraw('2026-01', { ...by, reason: '计划调整', cadreIds: [] });
    await bot.press('liaison-fin', '同意安排');
    expect(await bot.last('liaison-fin')).not.toContain('已同意');
    expect(await bot.ask('liaison-fin', '跟班征求意见')).not.toContain(_id);
    bot.clock.moveTo(new Date('2026-03-05T09:43:00Z'));
    await bot.runJob('agree-overdue-exchange');
    expect(await bot.store.exchangePairs.byId(_id)).toMatchObject({ state: 'asked', answers: [] });
    expect(await bot.screen('zhou')).not.toContain('安排您到');
  });

  it('that is changed is asked of both units anew, and those who knew are told', async () => {
    await agreed();
    await bot.say('org', '/改跟班 G2026-1 人员 赵一 孙三');
    expect(await bot.last('org')).toContain('赵一改为孙三（县财政局）');
    await bot.press('org', '确认更改');
    for (const who of ['zhao', 'zhou']) expect(await bot.last(who)).toContain('原安排不再执行');
    await bot.press('liaison-agri', '同意安排');
    await bot.press('liaison-fin', '同意安排');
    expect(await bot.last('sun')).toContain('安排您到县农业农村局');
    expect(await bot.last('zhou')).toContain('安排您到县财政局');
    expect(await bot.last('zhao')).toContain('原安排不再执行');
  });

  it('that was cancelled comes back by another period', async () => {
    await agreed();
    await bot.say('org', '/取消跟班 G2026-1 另有任务');
    await bot.press('org', '确认取消');
    expect(await bot.last('zhao')).toContain('已取消，理由：另有任务');
    await bot.say('org', '/改跟班 G2026-1 时间 2026-05-06 2026-07-03');
    await bot.press('org', '确认更改');
    await bot.press('liaison-fin', '同意安排');
    await bot.press('liaison-agri', '同意安排');
    expect(await bot.last('zhao')).toContain('5月6日至7月3日');
  });

  it('never has whoever proposes it, nor people who are elsewhere in the period', async () => {
    await bot.store.cadres.change([{ id: 'sun', field: 'secondment', to: { place: '市财政局', fromOn: '2026-01' } }]);
    const said = await bot.ask('org', '/跟班配对 全县 2026-04-07 2026-06-05');
    expect(said).toContain('共 1 对');
    expect(said).not.toContain('孙三');
    expect(said).toContain('另有 1 人在这段时间');
    await exchangePair(bot, {
      ...{ fromOn: '2026-05-01', toOn: '2026-05-29' },
      sides: [
        { cadreId: 'zhao', unitId: 'u-fin', hostUnitId: 'u-agri' },
        { cadreId: 'li', unitId: 'u-agri', hostUnitId: 'u-fin' },
      ],
    });
    expect(await bot.ask('org', '/跟班配对 全县 2026-04-07 2026-06-05')).toContain('没有可以配对的人员');
  });

  it('is decided by nobody who is in it', async () => {
    await bot.store.cadres.grant('zhao', 'orgDept');
    await exchangePair(bot, {
      sides: [
        { cadreId: 'zhao', unitId: 'u-fin', hostUnitId: 'u-agri', mentorId: 'head-agri' },
        { cadreId: 'liaison-agri', unitId: 'u-agri', hostUnitId: 'u-fin', mentorId: 'liaison-agri' },
      ],
    });
    expect(await bot.ask('zhao', '/取消跟班 G2026-1 不想去')).toContain('本人');
    expect(await bot.ask('liaison-agri', '/改跟班 G2026-1 导师 周五')).toContain('本人');
    expect(await bot.ask('liaison-agri', '/跟班评价 G2026-1 20 20 20 20 20')).not.toContain('已记录');
    expect((await pair())?.ratings).toEqual([]);
  });

  it('is rated by the mentor, who holds no office, and by no colleague', async () => {
    await exchangePair(bot, {
      sides: [
        { cadreId: 'qian', unitId: 'u-fin', hostUnitId: 'u-agri', mentorId: 'li' },
        { cadreId: 'zhou', unitId: 'u-agri', hostUnitId: 'u-fin' },
      ],
    });
    expect(await bot.ask('wu', '/跟班评价 G2026-1 18 18 18 18 18')).toContain('没有办理这一事项的权限');
    expect(await bot.ask('li', '/跟班评价 G2026-1 18 18 18 18 18')).toContain('已记录');
    expect((await pair())?.ratings).toMatchObject([{ cadreId: 'qian', by: 'li' }]);
  });

  it('is seen by staff, its units and the two, and by nobody else', async () => {
    await exchangePair(bot);
    for (const who of ['org', 'school', 'head-fin', 'liaison-agri', 'qian'])
      expect(await bot.ask(who, '/跟班 G2026-1'), who).toContain('钱二（县财政局）到县农业农村局');
    for (const who of ['zhao', 'team1', 'head-org'])
      expect(await bot.ask(who, '/跟班 G2026-1'), who).not.toContain('钱二');
    const own = await bot.ask('qian', '/跟班');
    expect(own).toContain('钱二：日志 0/2 天');
    expect(own).not.toContain('周五：日志');
  });
});
