import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import type { VendorRules } from '../../src/emulator/rules.ts';
import { ListeningBot } from './bot.ts';
import {
  BUTTON_CARD,
  DINGTALK,
  DingtalkCaller,
  elementText,
  openWecom,
  PEOPLE,
  START,
  sendJson,
  startWorld,
  WECOM,
  WecomCaller,
  type World,
} from './world.ts';

let directory: string;
let journalFile: string;
let bot: ListeningBot;
const running: World[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'xuece-emulator-'));
  journalFile = join(directory, 'emulator.jsonl');
  bot = await ListeningBot.start();
});
afterEach(async () => {
  for (const world of running.splice(0)) await world.stop();
  await bot.stop();
  rmSync(directory, { recursive: true });
});

/** @param rules - for a bot that never answers: how long it is waited for */
async function start(rules: Partial<VendorRules> = {}): Promise<World> {
  const world = await startWorld({
    journalFile,
    wecom: { ...WECOM, callbackUrl: `${bot.url}/wecom/callback` },
    dingtalk: { ...DINGTALK, robotUrl: `${bot.url}/dingtalk/robot` },
    rules,
  });
  running.push(world);
  return world;
}

async function restart(): Promise<World> {
  await running.pop()?.stop();
  return await start();
}

describe('a restart with the same journal', () => {
  it('keeps conversations, cards, tokens, codes and used task ids', async () => {
    const before = await start();
    const wecom = await WecomCaller.start(before.emulator);
    const { response_code } = await wecom.sendCard('lisi', BUTTON_CARD);
    const dingtalk = await DingtalkCaller.start(before.emulator);
    await dingtalk.createCard('card-1', 'user01', { title: '点名', text: '', status: '' });
    const seen = before.emulator.ledger();

    const { emulator } = await restart();
    expect(emulator.ledger()).toEqual(seen);
    const url = `${emulator.wecomApiBase}/cgi-bin/message/update_template_card?access_token=${wecom.token}`;
    const update = { userids: ['lisi'], agentid: WECOM.agentId, response_code, button: { replace_name: '已确认' } };
    expect((await sendJson(url, update)).json).toMatchObject({ errcode: 0 });
    expect((await sendJson(url, update)).json).toMatchObject({ errcode: 60140 });
    const again = await WecomCaller.start(emulator);
    expect(again.token).toBe(wecom.token);
    expect(await again.sendCard('lisi', BUTTON_CARD)).toMatchObject({ errcode: 42014 });
    const ding = await DingtalkCaller.start(emulator);
    expect(ding.token).toBe(dingtalk.token);
    expect((await ding.createCard('card-1', 'user01', {})).json).toMatchObject({ code: 'param.cardAlreadyExist' });
    expect(emulator.conversation('wecom', 'lisi')[0]?.body).toMatchObject({ replaced: '已确认' });
  });

  it('sends what the bot had not taken again, with the same body, and nothing else', async () => {
    const quick = await start();
    await quick.emulator.say({ vendor: 'wecom', userId: 'lisi', text: '收到的' });
    await quick.emulator.idle();
    await running.pop()?.stop();
    const before = await start({ wecomTimeoutMs: 60, robotTimeoutMs: 60 });
    bot.answer = () => 'hang';
    await before.emulator.say({ vendor: 'wecom', userId: 'lisi', text: '没收到的' });
    await before.emulator.say({ vendor: 'dingtalk', userId: 'user01', text: '没收到的' });
    await before.emulator.idle();
    const first = bot.heard
      .splice(0)
      .slice(1)
      .map(({ body }) => body);

    bot.answer = () => ({});
    const { emulator } = await restart();
    await emulator.idle();
    expect(bot.heard.map(({ body }) => body).sort()).toEqual(first.sort());
    await restart();
    await emulator.idle();
    expect(bot.heard).toHaveLength(2);
  });

  it('does an act of the same id no second time, and gives new messages new ids', async () => {
    const before = await start();
    await before.emulator.say({ vendor: 'wecom', userId: 'lisi', text: '一', id: 'act-1' });
    await before.emulator.idle();
    const { emulator } = await restart();
    expect(await emulator.say({ vendor: 'wecom', userId: 'lisi', text: '一', id: 'act-1' })).toEqual({ done: false });
    await emulator.say({ vendor: 'wecom', userId: 'lisi', text: '二', id: 'act-2' });
    await emulator.idle();
    const ids = bot.heard.map((heard) => elementText(openWecom(heard), 'MsgId'));
    expect(new Set(ids).size).toBe(2);
    expect(emulator.conversation('wecom', 'lisi').map(({ item }) => item)).toHaveLength(2);
  });

  it('cuts off a torn last line and goes on', async () => {
    const before = await start();
    await before.emulator.say({ vendor: 'wecom', userId: 'lisi', text: '整行' });
    await before.emulator.idle();
    await running.pop()?.stop();
    appendFileSync(journalFile, '{"serial":99,"entries":[{"kind":"mess');
    const after = await start();
    await after.emulator.say({ vendor: 'wecom', userId: 'lisi', text: '再来' });
    await after.emulator.idle();
    const { emulator } = await restart();
    expect(emulator.conversation('wecom', 'lisi').map(({ body }) => body)).toEqual([
      { kind: 'text', text: '整行' },
      { kind: 'text', text: '再来' },
    ]);
  });

  it('loses nothing it had answered for when the process is killed', async () => {
    bot.answer = () => 'hang';
    const script = fileURLToPath(new URL('./crashing-emulator.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, journalFile, bot.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const torn = bot.heard.splice(0);

    bot.answer = () => ({});
    const emulator = await startEmulator({
      port: 0,
      clock: new ManualClock(new Date(Math.max(START.getTime(), Date.now()))),
      journalFile,
      wecom: { ...WECOM, callbackUrl: `${bot.url}/wecom/callback` },
      dingtalk: { ...DINGTALK, robotUrl: `${bot.url}/dingtalk/robot` },
      people: PEOPLE,
    });
    await emulator.idle();
    expect(bot.heard).toHaveLength(2);
    const bodies = bot.heard.map(({ body }) => body);
    expect(torn.every(({ body }) => bodies.includes(body))).toBe(true);
    expect(await emulator.say({ vendor: 'wecom', userId: 'lisi', text: '还在吗', id: 'act-1' })).toEqual({
      done: false,
    });
    await emulator.close();
  });
});
