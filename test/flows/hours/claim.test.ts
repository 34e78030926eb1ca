import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { photo } from '../../helpers/proof-files.ts';
import { scoredClass } from '../../helpers/scored-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('a claim for hours, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('goes from one sentence by two taps into the ledger, and the person is told once', async () => {
    await world.say('zhao', '我参加了市委党校3天培训');
    expect(world.last('zhao')).toContain('“市委党校培训”的起止日期是哪天？');
    await world.say('zhao', '1月12日至14日');
    expect(world.last('zhao')).toContain('24学时、3天');
    await world.press('zhao', '提交申报');
    expect(world.last('liaison-fin')).toContain('赵一（县财政局）申报学时，请核实是否属实');
    await world.press('liaison-fin', '情况属实');
    await world.press('org', '同意登记');
    expect(world.count('zhao', '您的学时申报已登记')).toBe(1);
    await world.say('zhao', '我的学时');
    expect(world.last('zhao')).toContain('已完成24学时、3天');
  });

  it('shows the photo of a certificate to those who decide', async () => {
    await world.say('zhao', '/报学时 市委党校专题班3天 1月12日至14日');
    await world.send('zhao', '结业证书.jpg', photo());
    await world.press('zhao', '作为证明材料');
    await world.press('zhao', '提交申报');
    expect(world.last('liaison-fin')).toContain('证明材料');
    await world.press('liaison-fin', '情况属实');
    expect(world.last('org')).toContain('证明材料');
  });

  it('for days that are claimed already is not taken', async () => {
    await world.say('zhao', '/报学时 市委党校专题班3天 1月12日至14日');
    await world.press('zhao', '提交申报');
    await world.say('zhao', '/报学时 县委党校研讨班1天 1月14日');
    expect(world.last('zhao')).toContain('这几天已有“市委党校专题班”的学时或申报');
  });

  it('is refused with a reason', async () => {
    await world.say('zhao', '/报学时 市委党校专题班3天 1月12日至14日');
    await world.press('zhao', '提交申报');
    await world.press('liaison-fin', '不同意');
    await world.say('liaison-fin', '当时在单位上班');
    expect(world.last('zhao')).toContain('未获同意，理由：当时在单位上班');
  });
});

describe('a claim for hours', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  it('is entered once, also when every step is broken off', async () => {
    bot.crashing = true;
    await bot.say('zhao', '/报学时 市委党校专题班3天 1月12日至14日');
    await bot.press('zhao', '提交申报');
    await bot.press('liaison-fin', '情况属实');
    await bot.press('org', '同意登记');
    expect(bot.crashes).toBeGreaterThan(0);
    expect(await bot.store.hourEntries.of('zhao', '2020-01-01')).toMatchObject([{ minutes: 1440, source: 'claim' }]);
    expect((await bot.screen('zhao')).split('您的学时申报已登记')).toHaveLength(2);
  });

  it('of the liaison’s own goes to the head, of the organisation department’s own to somebody else of it', async () => {
    await bot.say('liaison-fin', '/报学时 市委党校专题班3天 1月12日至14日');
    await bot.press('liaison-fin', '提交申报');
    expect(await bot.last('head-fin')).toContain('韩联络（县财政局）申报学时');
    const [claim] = await bot.store.hourClaims.openOf('liaison-fin');
    const vouch = { action: 'hours.claim-vouch', data: { claim: claim?._id ?? '' } };
    expect(await bot.forge('liaison-fin', vouch)).toContain('与您本人有关');
    await bot.say('org', '/报学时 市委党校专题班3天 1月12日至14日');
    await bot.press('org', '提交申报');
    await bot.press('head-org', '情况属实');
    const [own] = await bot.store.hourClaims.openOf('org');
    const enter = { action: 'hours.claim-enter', data: { claim: own?._id ?? '' } };
    expect(await bot.forge('org', enter)).toContain('与您本人有关');
  });

  it('shows the photo of a certificate to those who decide', async () => {
    await bot.say('zhao', '/报学时 市委党校专题班3天 1月12日至14日');
    await bot.send('zhao', '结业证书.jpg', photo());
    await bot.press('zhao', '作为证明材料');
    await bot.press('zhao', '提交申报');
    expect(await bot.last('liaison-fin')).toContain('证明材料');
    await bot.press('liaison-fin', '情况属实');
    expect(await bot.last('org')).toContain('证明材料');
  });

  it('of days that came into the ledger since is not entered a second time', async () => {
    await bot.say('zhao', '/报学时 市委党校专题班3天 1月12日至14日');
    await bot.press('zhao', '提交申报');
    await bot.press('liaison-fin', '情况属实');
    await bot.store.hourEntries.add([
      {
        ...{ _id: 'sheet:test:1', cadreId: 'zhao', kind: 'group', source: 'sheet', sourceId: 'sheet:test' },
        ...{ title: '市委党校班', organiser: '', fromOn: '2026-01-12', toOn: '2026-01-14' },
        ...{ minutes: 1440, halfDays: 6, spanDays: 3, by: 'org', at: bot.clock.now() },
      },
    ]);
    await bot.press('org', '同意登记');
    expect(await bot.last('org')).toContain('这几天已登记“市委党校班”的学时');
    expect(await bot.store.hourEntries.of('zhao', '2020-01-01')).toHaveLength(1);
    expect(await bot.store.hourClaims.waiting()).toMatchObject([{ state: 'vouched' }]);
  });

  it('is taken back by whoever made it, as long as it waits', async () => {
    await bot.say('zhao', '/报学时 市委党校专题班3天 1月12日至14日');
    await bot.press('zhao', '提交申报');
    await bot.press('zhao', '撤回申报');
    expect(await bot.store.hourClaims.openOf('zhao')).toEqual([]);
    await bot.say('org', '/学时申报列表');
    expect(await bot.last('org')).toContain('目前没有待办理的学时申报');
  });

  it('of somebody with a second unit goes to the first; online study asks for its hours', async () => {
    await bot.store.cadres.change([
      {
        id: 'zhao',
        field: 'otherPosts',
        to: [{ unitId: 'u-agri', unitName: '县农业农村局', post: '委员', fromOn: '2025-01' }],
      },
    ]);
    await bot.say('zhao', '/报学时 干部网络学院 2月10日');
    await bot.say('zhao', '20');
    expect(await bot.last('zhao')).toContain('20学时');
    await bot.press('zhao', '提交申报');
    expect(await bot.last('liaison-fin')).toContain('网络学习');
    expect(await bot.screen('liaison-agri')).not.toContain('赵一');
  });

  it('of the only member of the organisation department is entered by the party school, never by themselves', async () => {
    await bot.say('org', '/报学时 市委党校专题班3天 1月12日至14日');
    expect(await bot.last('org')).toContain('由单位主要负责人核实，再由县委党校审核登记');
    await bot.press('org', '提交申报');
    await bot.press('head-org', '情况属实');
    const [own] = await bot.store.hourClaims.openOf('org');
    const enter = { action: 'hours.claim-enter', data: { claim: own?._id ?? '' } };
    expect(await bot.forge('org', enter)).toContain('与您本人有关');
    expect(await bot.forge('admin', enter)).toContain('没有这项学时申报');
    await bot.press('school', '同意登记');
    expect(await bot.store.hourEntries.of('org', '2020-01-01')).toMatchObject([{ by: 'school' }]);
    expect(await bot.screen('org')).toContain('您的学时申报已登记');
  });

  it('of anybody else is no business of the party school', async () => {
    await bot.say('zhao', '/报学时 市委党校专题班3天 1月12日至14日');
    await bot.press('zhao', '提交申报');
    await bot.press('liaison-fin', '情况属实');
    const [claim] = await bot.store.hourClaims.openOf('zhao');
    const enter = { action: 'hours.claim-enter', data: { claim: claim?._id ?? '' } };
    expect(await bot.forge('school', enter)).toContain('没有这项学时申报');
    expect(await bot.store.hourEntries.of('zhao', '2020-01-01')).toEqual([]);
  });

  it('for days as a trainee of a class here is not needed, and says why', async () => {
    await scoredClass(bot.store);
    bot.clock.moveTo(beijingTime('2026-03-27', '19:00'));
    await bot.say('zhao', '/报学时 市委党校专题班1天 3月17日');
    expect(await bot.last('zhao')).toContain('学时在公布成绩后自动登记，不必申报');
    expect(await bot.store.hourClaims.openOf('zhao')).toEqual([]);
  });
});
