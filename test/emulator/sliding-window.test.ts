import { afterEach, describe, expect, it } from 'vitest';
import { countWithin, SlidingWindow } from '../../src/emulator/sliding-window.ts';
import { startCompany as startDingtalk } from './dingtalk-company.ts';
import { callerOf, startCompany as startWecom } from './wecom-company.ts';
import { DingtalkCaller, sendJson, startWorld, type World } from './world.ts';

/** Ends what a test has started. */
const started: World[] = [];
afterEach(async () => {
  for (const world of started.splice(0)) await world.stop();
});
function kept<Started extends World>(world: Started): Started {
  started.push(world);
  return world;
}

describe('a sliding window', () => {
  it('never lets more than its number through in any window, wherever that begins', () => {
    let nowMs = 0;
    const window = new SlidingWindow(() => nowMs, { windowMs: 1000 });
    const takenAtMs: number[] = [];
    for (nowMs = 0; nowMs < 5000; nowMs += 7) if (window.take('api', 20)) takenAtMs.push(nowMs);
    expect(takenAtMs).toHaveLength(100);
    for (const fromMs of takenAtMs) expect(countWithin(takenAtMs, fromMs + 999, 1000)).toBeLessThanOrEqual(20);
  });

  it('forgets what is exactly as old as the window, and no sooner', () => {
    let nowMs = 0;
    const window = new SlidingWindow(() => nowMs, { windowMs: 1000 });
    expect([window.take('a', 1), window.take('b', 1), window.take('a', 1)]).toEqual([true, true, false]);
    nowMs = 999;
    expect(window.take('a', 1)).toBe(false);
    nowMs = 1000;
    expect(window.take('a', 1)).toBe(true);
    expect(countWithin([0, 1, 1000], 1000, 1000)).toBe(2);
  });

  it('does not count what it refuses', () => {
    let nowMs = 0;
    const window = new SlidingWindow(() => nowMs, { windowMs: 1000 });
    for (; nowMs < 1000; nowMs += 100) window.take('a', 1);
    expect(window.take('a', 1)).toBe(true);
  });

  it('takes nothing for a while after its number was passed, where it blocks', () => {
    let nowMs = 0;
    const window = new SlidingWindow(() => nowMs, { windowMs: 1000, blockMs: 5000 });
    window.take('a', 1);
    expect(window.take('a', 1)).toBe(false);
    nowMs = 4999;
    expect(window.take('a', 1)).toBe(false);
    nowMs = 5000;
    expect(window.take('a', 1)).toBe(true);
  });
});

/** How many of `count` calls one after the other are let through. */
async function accepted(count: number, call: () => Promise<boolean>): Promise<number> {
  let through = 0;
  for (let index = 0; index < count; index += 1) if (await call()) through += 1;
  return through;
}

describe('limits at the edge of the calendar', () => {
  it('DingTalk takes 20 calls of an API within a second, also across two seconds of the clock', async () => {
    const { emulator, clock } = kept(await startWorld());
    const dingtalk = await DingtalkCaller.start(emulator);
    const call = async () => (await dingtalk.oapi('/topapi/v2/department/listsub', {})).errcode === 0;
    clock.advanceMs(999);
    expect(await accepted(18, call)).toBe(18);
    clock.advanceMs(1);
    expect(await accepted(18, call)).toBe(2);
    clock.advanceMs(998);
    expect(await accepted(1, call)).toBe(0);
    clock.advanceMs(1);
    expect(await accepted(20, call)).toBe(18);
  });

  it('DingTalk sends one person as many messages a minute as the rule says, also across two minutes', async () => {
    const { emulator, clock } = kept(await startWorld({ rules: { dingtalkMessagesPerPersonAndMinute: 3 } }));
    const dingtalk = await DingtalkCaller.start(emulator);
    const call = async () => {
      const { json } = await dingtalk.batchSend(['user01'], 'sampleText', { content: '通知' });
      return (json.flowControlledStaffIdList as string[]).length === 0;
    };
    clock.advanceMs(52_999);
    expect(await accepted(2, call)).toBe(2);
    clock.advanceMs(1);
    expect(await accepted(2, call)).toBe(1);
    clock.advanceMs(59_999);
    expect(await accepted(3, call)).toBe(2);
  });

  it('DingTalk bans an address by the calls of any 20 seconds', async () => {
    const { emulator, clock } = kept(await startWorld({ rules: { dingtalkCallsPerAddress: 4 } }));
    const call = async () => (await fetch(`${emulator.url}/gettoken`)).status === 200;
    expect(await accepted(1, call)).toBe(1);
    clock.advanceMs(19_999);
    expect(await accepted(2, call)).toBe(2);
    clock.advanceMs(1);
    expect(await accepted(3, call)).toBe(2);
    clock.advanceMs(5 * 60_000 - 1);
    expect(await accepted(1, call)).toBe(0);
    clock.advanceMs(1);
    expect(await accepted(1, call)).toBe(1);
  });

  it('a custom robot of DingTalk takes 20 messages of any minute, then none for ten', async () => {
    const group = { id: 'cidRobots==', name: '通知群', members: ['user01'] };
    const { emulator, clock } = kept(await startDingtalk({ customRobots: [{ token: 'plain', group }] }));
    const call = async () => {
      const message = { msgtype: 'text', text: { content: '通知' } };
      return (await sendJson(`${emulator.url}/robot/send?access_token=plain`, message)).json.errcode === 0;
    };
    clock.advanceMs(52_999);
    expect(await accepted(19, call)).toBe(19);
    clock.advanceMs(1);
    expect(await accepted(2, call)).toBe(1);
    clock.advanceMs(599_999);
    expect(await accepted(1, call)).toBe(0);
    clock.advanceMs(1);
    expect(await accepted(1, call)).toBe(1);
  });

  it('WeCom counts the calls of an API over any minute, then blocks it for one', async () => {
    const world = kept(await startWecom({}, { rules: { wecomCallsPerMinute: 4 } }));
    const wecom = await callerOf(world);
    const call = async () => (await wecom.get('department/list')).errcode === 0;
    expect(await accepted(2, call)).toBe(2);
    world.clock.advanceMs(59_999);
    expect(await accepted(2, call)).toBe(2);
    world.clock.advanceMs(1);
    expect(await accepted(3, call)).toBe(2);
    world.clock.advanceMs(59_999);
    expect(await accepted(1, call)).toBe(0);
    world.clock.advanceMs(1);
    expect(await accepted(1, call)).toBe(1);
  });

  it('WeCom shows one person 30 messages of any minute', async () => {
    const world = kept(await startWecom());
    const wecom = await callerOf(world);
    const items = () => world.emulator.conversation('wecom', 'lisi').length;
    world.clock.advanceMs(52_999);
    for (let count = 0; count < 20; count += 1) await wecom.sendText('lisi', '一');
    world.clock.advanceMs(1);
    for (let count = 0; count < 20; count += 1) await wecom.sendText('lisi', '二');
    expect(items()).toBe(30);
    world.clock.advanceMs(59_999);
    for (let count = 0; count < 21; count += 1) await wecom.sendText('lisi', '三');
    expect(items()).toBe(50);
  });

  it('a webhook robot of WeCom takes 20 messages of any minute', async () => {
    const robot = { key: 'k1', group: '春季班群', name: '班主任', members: ['lisi'] };
    const { emulator, clock } = kept(await startWecom({ webhookRobots: [robot] }));
    const call = async () => {
      const message = { msgtype: 'text', text: { content: '通知' } };
      return (await sendJson(`${emulator.url}/cgi-bin/webhook/send?key=k1`, message)).json.errcode === 0;
    };
    clock.advanceMs(52_999);
    expect(await accepted(15, call)).toBe(15);
    clock.advanceMs(1);
    expect(await accepted(15, call)).toBe(5);
    clock.advanceMs(59_999);
    expect(await accepted(16, call)).toBe(15);
  });

  it('WeCom takes 1,000 changes of group chats in any hour', async () => {
    const world = kept(await startWecom());
    const wecom = await callerOf(world);
    await wecom.post('appchat/create', { name: '一', userlist: ['lisi', 'zhangsan'], chatid: 'c1' });
    const call = async () => (await wecom.post('appchat/update', { chatid: 'c1', name: '二' })).errcode === 0;
    world.clock.advanceMs(52 * 60_000 - 1);
    expect(await accepted(600, call)).toBe(600);
    world.clock.advanceMs(1);
    expect(await accepted(600, call)).toBe(400);
    world.clock.advanceMs(3_600_000 - 1);
    expect(await accepted(1, call)).toBe(1);
  });
});
