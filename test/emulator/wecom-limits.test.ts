import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import { deliver } from '../../src/emulator/messages.ts';
import { personLimitReached } from '../../src/emulator/wecom/person-limit.ts';
import { World as InnerWorld } from '../../src/emulator/world.ts';
import { callerOf, startCompany } from './wecom-company.ts';
import { PEOPLE, START, WECOM, type World } from './world.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

describe('limits of calls', () => {
  it('block one API for a minute when it was called too often, but never sending', async () => {
    world = await startCompany({}, { rules: { wecomCallsPerMinute: 3 } });
    const wecom = await callerOf(world);
    const get = () => wecom.get('user/get', 'userid=lisi');
    for (let count = 0; count < 3; count += 1) expect(await get()).toMatchObject({ errcode: 0 });
    expect(await get()).toMatchObject({ errcode: 45009 });
    expect(await wecom.get('department/list')).toMatchObject({ errcode: 0 });
    for (let count = 0; count < 5; count += 1) expect(await wecom.sendText('lisi', '一')).toMatchObject({ errcode: 0 });
    world.clock.advanceMs(59_999);
    expect(await get()).toMatchObject({ errcode: 45009 });
    world.clock.advanceMs(1);
    expect(await get()).toMatchObject({ errcode: 0 });
  });

  it('refuse what is one call too many at once', async () => {
    world = await startCompany({}, { rules: { wecomConcurrentCalls: 2, slowMs: 60 } });
    const wecom = await callerOf(world);
    world.emulator.fault({ vendor: 'wecom', where: 'api', fault: 'slow', times: 3 });
    const answers = await Promise.all([1, 2, 3].map(() => wecom.get('user/get', 'userid=lisi')));
    expect(answers.map(({ errcode }) => errcode).sort()).toEqual([0, 0, 45033]);
    expect(await wecom.get('user/get', 'userid=lisi')).toMatchObject({ errcode: 0 });
  });
});

describe('messages to one person', () => {
  it('are too many from the 1,001st in an hour on', () => {
    const clock = new ManualClock(START);
    const inside = new InnerWorld({ port: 0, clock, wecom: WECOM, people: PEOPLE });
    for (let count = 0; count < 1000; count += 1) {
      inside.commit(...deliver(inside, 'wecom', ['lisi'], { type: 'text', text: '一' }).entries);
      clock.advanceMs(3000);
      if (count === 998) expect(personLimitReached(inside, 'lisi')).toBe(false);
    }
    expect(personLimitReached(inside, 'lisi')).toBe(true);
    expect(personLimitReached(inside, 'wangwu')).toBe(false);
    clock.advanceMs(10 * 60_000 + 1);
    expect(personLimitReached(inside, 'lisi')).toBe(false);
  });
});

describe('any refusal', () => {
  it('can be asked for, and nothing is done', async () => {
    world = await startCompany();
    const { emulator } = world;
    const wecom = await callerOf(world);
    for (const code of ['48006', '81013', '45036', '-1']) {
      emulator.fault({ vendor: 'wecom', where: 'api', fault: 'refuse', times: 1, path: 'message/send', code });
      expect(await wecom.sendText('lisi', '一')).toMatchObject({ errcode: Number(code) });
    }
    expect(emulator.conversation('wecom', 'lisi')).toEqual([]);
    const request = { vendor: 'wecom', where: 'api', fault: 'refuse', times: 1 } as const;
    expect(() => emulator.fault(request)).toThrow('错误码');
    expect(() => emulator.fault({ ...request, code: 'busy' })).toThrow('错误码');
  });
});
