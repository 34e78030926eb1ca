import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';

describe('giving and taking roles', () => {
  it('shows whom and what first, counts at once, is written down and told; broken off anywhere, it ends the same', async () => {
    const bots = await bothRuns(async (bot, crashing) => {
      const [head] = await bot.store.cadres.named('褚部长');
      if (head === undefined) throw new Error('no 褚部长');
      await bot.store.cadres.put([{ ...head, roles: ['systemAdmin'] }]);
      bot.crashing = crashing;
      await bot.say('admin', '/授权 郑老师 考评');
      expect(await bot.last('admin')).toMatch(/将授予郑老师“考评工作小组”[\s\S]*县委党校/);
      expect((await bot.store.cadres.byId('teacher'))?.roles).toEqual([]);
      await bot.press('admin', '确认授予');
      await bot.say('admin', '/收回授权 吴党校 县委党校');
      await bot.press('admin', '确认收回');
      bot.crashing = false;
    });
    const [whole, broken] = bots;
    onTestFinished(async () => void (await Promise.all(bots.map((each) => each.stop()))));
    expect(broken?.crashes).toBeGreaterThan(0);
    expect(await broken?.dump()).toEqual(await whole?.dump());
    if (whole === undefined) throw new Error('no run');

    expect((await whole.store.cadres.byId('teacher'))?.roles).toEqual(['evaluationTeam']);
    expect(await whole.last('teacher')).toContain('管理员已授予您“考评工作小组”');
    expect(await whole.last('head-org')).toContain('管理员已收回吴党校的“县委党校”角色');
    await whole.say('school', '/开班 春季班 2026-04-01 2026-04-10 郑老师');
    expect(await whole.last('school')).toContain('没有办理这一事项的权限');
    await whole.say('admin', '/授权');
    expect(await whole.last('admin')).toMatch(
      /考评工作小组：.*郑老师[\s\S]*管理员收回吴党校的“县委党校”角色\n.*管理员授予郑老师“考评工作小组”角色/,
    );
  });
});

describe('a role', () => {
  let bot: BareBot;
  beforeAll(async () => {
    bot = await startBareBot();
  });
  afterAll(() => bot.stop());

  it('of an admin by configuration is not taken in the chat, and that admin is told what others give', async () => {
    bot.admins = [{ platform: 'wecom', userId: 'head-org' }];
    await bot.say('admin', '/收回授权 褚部长 系统管理员');
    expect(await bot.last('admin')).toContain('请由运维人员修改配置项 BOOTSTRAP_ADMINS');
    await bot.say('admin', '/授权 卫校长 党校');
    await bot.press('admin', '确认授予');
    expect(await bot.last('head-org')).toContain('管理员已授予卫校长“县委党校”');
    await bot.say('head-org', '/授权');
    expect(await bot.last('head-org')).toContain('配置文件指定的系统管理员：褚部长');
  });

  it('of system admin stays with one of two who take each other’s at the same time, wherever it is broken off', async () => {
    const two = await startBareBot();
    onTestFinished(() => two.stop());
    const { cadres } = two.store;
    await cadres.grant('head-org', 'systemAdmin');
    await two.say('admin', '/收回授权 褚部长 系统管理员');
    await two.say('head-org', '/收回授权 管理员 系统管理员');
    const takeRole = cadres.takeRole.bind(cadres);
    // One is about to take it, and the other has taken it just before.
    cadres.takeRole = async (id, role) => {
      cadres.takeRole = takeRole;
      await two.press('head-org', '确认收回');
      await takeRole(id, role);
    };
    two.crashing = true;
    await two.press('admin', '确认收回');
    expect(two.crashes).toBeGreaterThan(0);
    expect((await cadres.withRole('systemAdmin')).map((each) => each._id)).toEqual(['head-org']);
    expect(await two.screen('admin')).toContain('褚部长的角色保持不变');
    expect(await two.screen('head-org')).not.toContain('已收回您的');
  });

  it.each([
    ['admin', '/收回授权 管理员 系统管理员', '与您本人有关，按照回避要求，请由系统管理员的其他同志办理'],
    ['admin', '/授权 管理员 县委组织部', '与您本人有关，按照回避要求，请由系统管理员的其他同志办理'],
    ['admin', '/授权 张三丰 县委党校', '信息库中没有“张三丰”'],
    ['admin', '/授权 郑老师 县委', '“县委”不是可授予的角色，可写：系统管理员、县委组织部'],
    ['admin', '/授权 郑老师 班主任', '班主任、单位主要负责人和联络员随班次和单位名册确定'],
    ['admin', '/授权 周组织 县委组织部', '已是“县委组织部”'],
    ['admin', '/收回授权 郑老师 县委组织部', '没有被授予“县委组织部”'],
    ['org', '/授权 郑老师 县委党校', '没有办理这一事项的权限'],
  ])('is not changed by %s with %s', async (who, words, answer) => {
    const before = await bot.store.roleChanges.latest(9);
    await bot.say(who, words);
    expect(await bot.last(who)).toContain(answer);
    expect(await bot.store.roleChanges.latest(9)).toEqual(before);
  });
});
