import { afterEach, describe, expect, it } from 'vitest';
import { callerOf, startCompany } from './wecom-company.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => world.stop());

describe('limits of calls (wecom.md 4.2, 10.1)', () => {
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

describe('any refusal', () => {
  it('can be asked for, and nothing is done', async () => {
    world = await startCompany();
    const wecom = await callerOf(world);
    for (const code of ['48006', '81013', '45036', '-1']) {
      world.emulator.fault({ vendor: 'wecom', where: 'api', fault: 'refuse', times: 1, path: 'message/send', code });
      expect(await wecom.sendText('lisi', '一')).toMatchObject({ errcode: Number(code) });
    }
    expect(world.emulator.conversation('wecom', 'lisi')).toEqual([]);
    const request = { vendor: 'wecom', where: 'api', fault: 'refuse', times: 1 } as const;
    expect(() => world.emulator.fault(request)).toThrow('错误码');
    expect(() => world.emulator.fault({ ...request, code: 'busy' })).toThrow('错误码');
  });
});
