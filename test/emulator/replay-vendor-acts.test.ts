import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { readTranscript } from '../../src/emulator/read-transcript.ts';
import { replay } from '../../src/emulator/replay.ts';
import type { Transcript } from '../../src/emulator/transcript.ts';
import { GROUP, startCompany as startDingtalkCompany } from './dingtalk-company.ts';
import { StreamBot } from './stream-bot.ts';
import { AIBOT, AIBOT_CRYPTO, AMR, callerOf, PNG, SYNC, sealedAnswer, startCompany } from './wecom-company.ts';
import { getJson, openWecom, PEOPLE, START, sendJson, type World } from './world.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const read = async (world: World, path: string) => await getJson(`${world.emulator.url}/control/${path}`);
const act = async (world: World, path: string, body: object) =>
  expect(await sendJson(`${world.emulator.url}/control/${path}`, body)).toMatchObject({ status: 200 });

async function playAgain(world: World, transcript: unknown): Promise<void> {
  const parsed = readTranscript(JSON.parse(JSON.stringify(transcript)));
  const stage = { nowMs: () => START.getTime(), settle: () => world.emulator.idle() };
  expect(await replay(world.emulator, parsed, stage)).toEqual({
    done: (transcript as Transcript).acts.length,
    failed: [],
    laterByWeeks: 0,
  });
}

/** What the bot heard at the app's address, without numbers and secrets of one run. */
const heardKinds = ({ bot }: World) =>
  bot.heard
    .filter(({ path, query }) => path === '/wecom/callback' && query.has('msg_signature'))
    .map((heard) => openWecom(heard).match(/<(MsgType|Event|EventKey|FromUserName)>.*?<\/\1>/g));

const NEWCOMER = { vendor: 'wecom', userId: 'new', name: '新来', unit: '县委', post: '科员', roles: [] } as const;
const ANSWER = { msgtype: 'stream', stream: { id: 's1', content: '答复', finish: true, feedback: { id: 'f1' } } };

async function startWecom(journalFile?: string): Promise<World> {
  const accounts = { aibot: { ...AIBOT }, contactSync: { ...SYNC } };
  const world = await startCompany(accounts, journalFile === undefined ? {} : { journalFile });
  stops.push(() => world.stop());
  const caller = await callerOf(world);
  world.bot.answer = (heard) => {
    if (heard.path !== '/wecom/aibot') return {};
    const isQuestion = AIBOT_CRYPTO.decrypt(JSON.parse(heard.body).encrypt).includes('"mixed"');
    return isQuestion ? sealedAnswer(heard, ANSWER) : {};
  };
  const menu = { button: [{ type: 'click', name: '待办', key: 'todo' }] };
  const path = `/cgi-bin/menu/create?access_token=${caller.token}&agentid=1000002`;
  await sendJson(`${world.emulator.wecomApiBase}${path}`, menu);
  await caller.post('appchat/create', { name: '春季班班级群', owner: 'lisi', userlist: ['lisi', 'wangwu'] });
  return world;
}

async function playWecom(world: World): Promise<void> {
  const base64 = PNG.toString('base64');
  const [group] = world.emulator.groups('wecom', 'wangwu');
  await act(world, 'send', { vendor: 'wecom', userId: 'lisi', name: '证明.png', base64 });
  await act(world, 'say', { vendor: 'wecom', userId: 'lisi', text: '大家好', group: group?.id });
  const voice = { kind: 'voice', name: 'a.amr', base64: AMR.toString('base64') };
  await act(world, 'wecom/send', { userId: 'lisi', message: voice });
  await act(world, 'wecom/event', { userId: 'lisi', event: { event: 'click', key: 'help' } });
  await act(world, 'wecom/press-menu', { userId: 'lisi', path: [0] });
  await act(world, 'wecom/visible-range', { departments: ['县政府'] });
  await act(world, 'wecom/contact-change', { change: { change: 'update_tag', tagId: 7, addUsers: ['lisi'] } });
  await act(world, 'wecom/wrong', { userId: 'wangwu', wrong: 'unsigned' });
  await act(world, 'wecom/open-aibot', { userId: 'lisi' });
  await world.emulator.idle();
  const picture = { name: 'b.png', base64 };
  await act(world, 'wecom/ask-aibot', { userId: 'lisi', message: { kind: 'mixed', text: '看', picture } });
  await world.emulator.idle();
  const item = world.emulator.conversation('wecom', 'lisi', AIBOT.botId).at(-1)?.item;
  await act(world, 'wecom/judge-aibot', { userId: 'lisi', item, type: 2 });
  await world.emulator.join({ ...NEWCOMER, roles: [], departments: ['县政府'] });
  await world.emulator.leave('wecom', 'new');
  await world.emulator.idle();
}

it('a transcript of WeCom replays files, events, menu presses, changes of the company and the AI robot, also after a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'transcript-'));
  stops.push(async () => rmSync(folder, { recursive: true }));
  const journalFile = join(folder, 'journal.jsonl');
  const first = await startWecom(journalFile);
  await playWecom(first);
  await first.emulator.close();
  const restarted = await startCompany({ aibot: { ...AIBOT }, contactSync: { ...SYNC } }, { journalFile });
  stops.push(() => restarted.stop());
  const transcript = await read(restarted, 'transcript');
  expect(JSON.stringify(transcript)).toContain(AMR.toString('base64'));

  const second = await startWecom();
  await playAgain(second, transcript);
  expect(heardKinds(second)).toEqual(heardKinds(first));
  expect(heardKinds(second).length).toBeGreaterThan(6);
  const paths = (world: World) => world.bot.heard.map(({ path }) => path).sort();
  expect(paths(second)).toEqual(paths(first));
  const [group] = second.emulator.groups('wecom', 'wangwu');
  expect(second.emulator.conversation('wecom', 'wangwu', group?.id)).toMatchObject([{ body: { text: '大家好' } }]);
  const bodies = (world: World, chat?: string) =>
    world.emulator.conversation('wecom', 'lisi', chat).map(({ body }) => body);
  expect(bodies(second)).toEqual(bodies(restarted));
  expect(bodies(second, AIBOT.botId)).toEqual(bodies(restarted, AIBOT.botId));
});

it('a transcript of DingTalk replays files, events, groups that end, comings and goings, and what the Stream gateway does', async () => {
  const play = async (world: World) => {
    await act(world, 'send', {
      vendor: 'dingtalk',
      userId: 'user01',
      name: '证明.png',
      base64: PNG.toString('base64'),
    });
    await act(world, 'dingtalk-message', {
      userId: 'user01',
      kind: 'audio',
      text: '请假',
      base64: PNG.toString('base64'),
    });
    await act(world, 'dingtalk-event', { type: 'org_dept_modify', payload: { deptId: [7] } });
    await world.emulator.join({ ...PEOPLE[3]!, userId: 'new', name: '新来' });
    await world.emulator.leave('dingtalk', 'new');
    await act(world, 'dingtalk-group', { id: GROUP, status: 'disbanded' });
    await act(world, 'dingtalk-stream', { act: 'disconnect' });
  };
  const start = async () => {
    const world = await startDingtalkCompany();
    stops.push(() => world.stop());
    const bot = await StreamBot.connect(world.emulator.url);
    return { world, bot };
  };
  const first = await start();
  await play(first.world);
  const transcript = await read(first.world, 'transcript');
  expect(JSON.stringify(transcript)).toContain(PNG.toString('base64'));
  const second = await start();
  await playAgain(second.world, transcript);
  const told = ({ bot }: typeof first) =>
    bot.frames.map(({ type, headers }) => [type, headers.topic, headers.eventType]);
  await expect.poll(() => told(second)).toEqual(told(first));
  expect(told(second)).toContainEqual(['SYSTEM', 'disconnect', undefined]);
});
