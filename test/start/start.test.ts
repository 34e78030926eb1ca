import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { ManualClock, ShiftedClock, systemClock } from '../../src/clock.ts';
import { CadreStore } from '../../src/county/cadres.ts';
import { App } from '../../src/start/app.ts';
import { readConfig } from '../../src/start/config.ts';
import type { StartOptions } from '../../src/start/options.ts';
import { settle } from '../../src/start/settle.ts';
import { type Running, start } from '../../src/start/start.ts';
import { startFaultSentence } from '../../src/start/words.ts';
import { LeaseStore } from '../../src/store/leases.ts';
import { smallCounty } from '../helpers/county.ts';
import { appSecret, eventAesKey, eventToken, nowMs, robotBody, robotRequest } from '../platforms/dingtalk/setup.ts';

const folders: string[] = [];
const started: Running[] = [];
const logged: string[] = [];
const log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (_facts: unknown, sentence: string) => void logged.push(sentence),
  error: (_facts: unknown, sentence: string) => void logged.push(sentence),
};
afterEach(async () => {
  for (const running of started.splice(0)) await running.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('starting the bot', () => {
  it('goes on with the data of an earlier start', async () => {
    const dataDir = folder();
    const first = await run({ DATA_DIR: dataDir });
    const zhao = await first.store.cadres.byId('zhao');
    if (zhao === null) throw new Error('nobody');
    await first.store.cadres.put([{ ...zhao, roles: ['partySchool'] }]);
    await first.stop();
    const second = await run({ DATA_DIR: dataDir });
    expect((await second.store.cadres.byId('zhao'))?.roles).toEqual(['partySchool']);
    expect(await second.store.cadres.count()).toBe(18);
  });

  it('gets the press on a DingTalk card that was on its way when the bot before it ended', async () => {
    const [dataDir, clock] = [folder(), new ManualClock(beijingTime('2026-03-02', '09:03'))];
    const more = { clock, county: () => smallCounty('dingtalk') };
    const first = await run({ DATA_DIR: dataDir }, more);
    await first.emulator?.say({ vendor: 'dingtalk', userId: 'school', text: '/需求调查 培训需求 全县 10' });
    await settle(first, clock);
    const card = first.emulator?.conversation('dingtalk', 'school').at(-1);
    if (card?.body.kind !== 'card') throw new Error('no card');
    first.emulator?.fault({ vendor: 'dingtalk', where: 'callback', fault: 'slow', times: 1 });
    const button = card.body.buttons.find(({ label }) => label === '取消')?.key ?? '';
    await first.emulator?.press({ vendor: 'dingtalk', userId: 'school', item: card.item, button, choices: [] });
    const left = folder();
    cpSync(dataDir, left, { recursive: true, filter: (path) => !path.endsWith('.sock') });
    await first.stop();
    const second = await run({ DATA_DIR: left }, more);
    await settle(second, clock);
    expect(JSON.stringify(second.emulator?.conversation('dingtalk', 'school'))).toContain('已取消');
    expect(second.emulator?.conversation('dingtalk', 'school').flatMap(({ trouble }) => trouble ?? [])).toEqual([]);
  });

  it('waits for a slow disk for minutes, and says so meanwhile', async () => {
    const told: string[] = [];
    let isTold = (): void => undefined;
    const toldOfPeople = new Promise<void>((resolve) => (isTold = resolve));
    const { fill } = CadreStore.prototype;
    vi.spyOn(CadreStore.prototype, 'fill').mockImplementationOnce(async function (this: CadreStore, rows) {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      await toldOfPeople;
      vi.advanceTimersByTime(5 * 60_000);
      vi.useRealTimers();
      await fill.call(this, rows);
    });
    const tell = (sentence: string) => {
      told.push(sentence);
      if (sentence.includes('核对名册')) isTold();
    };
    const running = await run({ DATA_DIR: folder() }, { progress: { tell, everyMs: 1 } });
    expect(told.at(0)).toMatch(/^仍在启动：正在(打开数据|核对名册)，已等待 \d+ 秒。/);
    expect(await running.store.cadres.count()).toBe(18);
    const before = told.length;
    await fetch(`${running.url}/readyz`);
    expect(told).toHaveLength(before);
  });

  it('says which port is taken and leaves nothing running', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const dataDir = folder();
    const fault = await run({ DATA_DIR: dataDir, PORT: String(port) }).catch((error: unknown) => error);
    expect(startFaultSentence(fault)).toBe(
      `启动失败：端口 ${port} 已被占用。请关闭占用它的程序，或用 PORT、EMULATOR_PORT 换一个端口。`,
    );
    taken.close();
    await run({ DATA_DIR: dataDir });
  });

  it('refuses a data folder that another bot uses, naming the process', async () => {
    const dataDir = folder();
    await run({ DATA_DIR: dataDir });
    const fault = await run({ DATA_DIR: dataDir }).catch((error: unknown) => error);
    expect(startFaultSentence(fault)).toContain(`进程号 ${process.pid}`);
  });

  it('runs although the vendor cannot be reached, and asks again later', async () => {
    const dingtalk = {
      DINGTALK_APP_KEY: 'ding1',
      DINGTALK_APP_SECRET: 'secret',
      DINGTALK_ROBOT_CODE: 'ding1',
      DINGTALK_CORP_ID: 'dingcorp',
      DINGTALK_EVENT_TOKEN: 'token123',
      DINGTALK_EVENT_AES_KEY: 'b'.repeat(43),
      DINGTALK_CARD_TEMPLATE_ID: 'a.schema',
      DINGTALK_CARD_SECRET: 'card-secret-card-secret',
      DINGTALK_API_BASE: 'http://127.0.0.1:9',
      DINGTALK_OAPI_BASE: 'http://127.0.0.1:9',
    };
    const running = await run({ DATA_DIR: folder(), ...dingtalk });
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
    expect(logged.join()).toContain('the vendor did not take the card callback address');
  });
});

describe('asking whether the bot is ready', () => {
  it('changes nothing in the store, however often it is asked', async () => {
    const dataDir = folder();
    const running = await run({ DATA_DIR: dataDir });
    const file = join(dataDir, 'store', 'data.mdb');
    const before = readFileSync(file);
    for (let times = 0; times < 5; times += 1) expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is answered 503 when the store does not answer', async () => {
    const running = await run({ DATA_DIR: folder() });
    vi.spyOn(LeaseStore.prototype, 'look').mockRejectedValueOnce(new Error('the store went away'));
    expect((await fetch(`${running.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
  });
});

describe('stopping the bot', () => {
  it('leaves nothing running where the start fails after the server listens', async () => {
    const free = await run({ DATA_DIR: folder() });
    const { port } = new URL(free.url);
    await free.stop();
    vi.spyOn(App.prototype, 'recallSent').mockRejectedValueOnce(new Error('the store went away'));
    const environment = { DATA_DIR: folder(), PORT: port };
    await expect(run(environment)).rejects.toThrow('the store went away');
    await run(environment);
  });

  it('is not held up by a connection on which nothing was asked', async () => {
    const running = await run({ DATA_DIR: folder() });
    const idle = connect(Number(new URL(running.url).port), '127.0.0.1');
    idle.on('error', () => undefined);
    await new Promise((resolve) => idle.once('connect', resolve));
    await running.stop();
  });

  it('answers 503 while it ends what is under way, stores what came before, then takes no connection', async () => {
    const dataDir = folder();
    const credentials = {
      ...{ DINGTALK_APP_KEY: 'dingappkey', DINGTALK_APP_SECRET: appSecret, DINGTALK_ROBOT_CODE: 'dingappkey' },
      ...{ DINGTALK_CORP_ID: 'ding123', DINGTALK_EVENT_TOKEN: eventToken, DINGTALK_EVENT_AES_KEY: eventAesKey },
      ...{ DINGTALK_API_BASE: 'http://127.0.0.1:9', DINGTALK_OAPI_BASE: 'http://127.0.0.1:9' },
    };
    const clock = new ManualClock(new Date(nowMs));
    const running = await run({ DATA_DIR: dataDir, ...credentials }, { clock });
    const early = robotRequest(robotBody());
    const { path } = early;
    const headers = { ...early.headers, expect: '100-continue', 'content-length': early.body.length };
    const sent = request(`${running.url}${path}`, { method: 'POST', headers });
    const answered = new Promise<number>((resolve, reject) => {
      sent.once('error', reject);
      sent.once('response', (response) => resolve(response.resume().statusCode ?? 0));
    });
    sent.flushHeaders();
    await new Promise((resolve) => sent.once('continue', resolve));
    const stopped = running.stop();
    expect((await fetch(`${running.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${running.url}${path}`, { method: 'POST', body: '{}' })).status).toBe(503);
    sent.end(early.body);
    expect(await answered).toBe(200);
    await stopped;
    await expect(fetch(`${running.url}/readyz`)).rejects.toThrow();
    const next = await run({ DATA_DIR: dataDir, ...credentials }, { clock });
    expect(await next.store.receipts.open()).toBe(1);
  });

  it('begins nothing new: what was accepted waits for the next start', async () => {
    const dataDir = folder();
    const running = await run({ DATA_DIR: dataDir });
    await running.app.stop();
    const now = systemClock.now();
    const from = { platform: 'wecom', userId: 'zhao' } as const;
    const update = { kind: 'said', id: 'u1', from, at: 0, text: '待办', where: 'single' } as const;
    const times = { dueAt: now, leaseUntil: now, receivedAt: now };
    await running.store.receipts.add([{ _id: 'u1', update, state: 'new', ...times, attempts: 0, order: 1 }]);
    await running.app.settle();
    expect(await running.store.receipts.open()).toBe(1);
    await running.stop();
    const next = await run({ DATA_DIR: dataDir });
    await next.app.settle();
    expect(await next.store.receipts.open()).toBe(0);
  });
});

describe("the demo's clock, put forward from the page", () => {
  it('runs the daily jobs on the way and goes on from there', async () => {
    const clock = new ShiftedClock(new ManualClock(beijingTime('2026-03-02', '09:03')));
    const running = await run({ DATA_DIR: folder() }, { clock, setClock: (time) => clock.moveTo(time), loops: true });
    const to = beijingTime('2026-03-03', '08:30');
    const answer = await fetch(`${running.emulator?.url}/control/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ nowMs: to.getTime() }),
    });
    expect(await answer.json()).toMatchObject({ nowMs: to.getTime(), movable: true });
    const done = async (job: string) => {
      const latest = await running.store.jobRuns.latest(job);
      return [latest?.slotAt, latest?.state];
    };
    expect(await done('score-attendance')).toEqual([beijingTime('2026-03-02', '20:43'), 'done']);
    expect(await done('close-survey')).toEqual([beijingTime('2026-03-03', '08:07'), 'done']);
  });
});

describe('words for an operator', () => {
  it.each([
    ['a full disk', 'ENOSPC', '磁盘空间不足'],
    ['a folder without rights', 'EACCES', '没有权限'],
  ])('say what to do about %s', (_what, code, words) => {
    expect(startFaultSentence(Object.assign(new Error('x'), { code }))).toContain(words);
  });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'xuece-start-'));
  folders.push(made);
  return made;
}

async function run(environment: Record<string, string>, more: Partial<StartOptions> = {}): Promise<Running> {
  const config = readConfig({ PORT: '0', EMULATOR_PORT: '0', LOG_LEVEL: 'silent', ...environment });
  const around = { clock: systemClock, log, loops: false, county: () => smallCounty('wecom') };
  const running = await start(config, { ...around, ...more });
  started.push(running);
  return running;
}
