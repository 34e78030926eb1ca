import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { chatWords } from '../../../src/bot/words.ts';
import { ManualClock } from '../../../src/clock.ts';
import { wecomCallback } from '../../fuzz/wecom-callbacks.ts';
import { bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { startTenant, type Tenant } from '../../helpers/tenant.ts';
import { World, worldStartsAt } from '../../helpers/world.ts';

const clock = new ManualClock(worldStartsAt);
let tenant: Tenant;
let world: World;

beforeAll(async () => {
  tenant = await startTenant({ clock });
  world = new World({ ...tenant.running, emulator: tenant.emulator }, clock, 'wecom', 'none', tenant.logged);
});
afterAll(() => tenant.stop());

/** D90970: the contact assistant tells that a userid is another one now. */
async function told(userId: string, newUserId: string): Promise<void> {
  const seconds = Math.floor(clock.now().getTime() / 1000);
  const xml = `<xml><ToUserName><![CDATA[ww0001]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>${seconds}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_contact]]></Event><ChangeType><![CDATA[update_user]]></ChangeType><UserID><![CDATA[${userId}]]></UserID><NewUserID><![CDATA[${newUserId}]]></NewUserID></xml>`;
  const { query, body } = wecomCallback(xml, clock.now().getTime());
  const url = `${tenant.running.url}/wecom/callback?${query}`;
  expect((await fetch(url, { method: 'POST', body: new Uint8Array(body) })).status).toBe(200);
  await world.settle();
}

describe('an account that the platform gave another id', () => {
  it('stays its person’s: they are known by the new id, as WeCom writes it, and no longer by the old', async () => {
    const { cadres } = tenant.running.store;
    await told('qian', 'QianErPing');
    const person = await cadres.byIdentity({ platform: 'wecom', userId: 'qianerping' });
    expect(person?._id).toBe('qian');
    expect(person?.identities).toEqual({ wecom: 'qianerping', dingtalk: 'qian' });
    expect(await cadres.byIdentity({ platform: 'wecom', userId: 'qian' })).toBeNull();
    const account = { name: person?.name ?? '', unit: '县财政局', post: '科员', roles: [], departments: ['县财政局'] };
    await tenant.emulator.join({ vendor: 'wecom', userId: 'QianErPing', ...account });
    await world.say('QianErPing', '待办');
    expect(world.last('QianErPing')).not.toBe(chatWords.stranger);
    expect(world.last('QianErPing')).toContain('待办');
  });

  it('told of once more changes nothing', async () => {
    const before = await tenant.running.store.cadres.byId('qian');
    clock.advanceMs(1_000);
    await told('qian', 'QianErPing');
    expect(await tenant.running.store.cadres.byId('qian')).toEqual(before);
  });

  it('that is entered for somebody else already changes nothing, and the system admins are told', async () => {
    const before = await tenant.running.store.cadres.byId('sun');
    await told('sun', 'zhao');
    expect(await tenant.running.store.cadres.byId('sun')).toEqual(before);
    expect(world.last('admin')).toMatch(/企业微信账号已变更为“zhao”，但该账号已登记在/);
  });

  it('of nobody in the information base says nothing to anybody', async () => {
    const before = world.items('admin').length;
    await told('stranger-1', 'stranger-2');
    expect(world.items('admin')).toHaveLength(before);
  });
});

it('an account is moved once and written down, wherever it is broken off', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    bot.crashing = crashing;
    await bot.rename('qian', 'qianerping');
    bot.crashing = false;
  });
  onTestFinished(async () => void (await Promise.all([whole, broken].map((each) => each?.stop()))));
  expect(broken?.crashes).toBeGreaterThan(0);
  const dump = await whole?.dump();
  expect(await broken?.dump()).toEqual(dump);
  expect(dump?.accountChanges).toMatchObject([
    { _id: 't:1', cadreId: 'qian', platform: 'wecom', from: 'qian', to: 'qianerping' },
  ]);
});

it('what was said before by the old account keeps its place: the person goes on by the new one', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await bot.say('qian', '帮助');
  await bot.rename('qian', 'qianerping');
  await bot.say('qianerping', '待办');
  expect(await bot.last('qian')).toContain('待办');
});
