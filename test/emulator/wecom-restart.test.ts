import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AIBOT, callerOf, PNG, startCompany, upload } from './wecom-company.ts';
import { sendJson, WECOM, type World } from './world.ts';

let directory: string;
let world: World;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'xuece-wecom-'));
});
afterEach(async () => {
  await world.stop();
  rmSync(directory, { recursive: true });
});

const start = () => startCompany({ aibot: { ...AIBOT } }, { journalFile: join(directory, 'emulator.jsonl') });

it('a restart with the same journal keeps uploads, groups, menu, visible range and unanswered questions', async () => {
  world = await start();
  const before = await callerOf(world);
  const { media_id } = await upload(world, before.token, 'image', PNG, 'a.png');
  await before.post('appchat/create', { chatid: 'class1', userlist: ['zhangsan', 'lisi'], owner: 'lisi' });
  const menu = `${world.emulator.wecomApiBase}/cgi-bin/menu/create?access_token=${before.token}&agentid=${WECOM.agentId}`;
  await sendJson(menu, { button: [{ type: 'click', name: '待办', key: 'todo' }] });
  world.bot.answer = () => 'hang';
  world.emulator.wecom.askAibot('lisi', { kind: 'text', text: '在吗' });
  await world.stop();
  world = await start();
  const after = await callerOf(world);
  expect(await after.send('lisi', { msgtype: 'image', image: { media_id } })).toMatchObject({ errcode: 0 });
  expect(await after.post('appchat/create', { chatid: 'class1', userlist: ['zhangsan', 'lisi'] })).toMatchObject({
    errcode: 86215,
  });
  expect(world.emulator.wecom.menu()).toHaveLength(1);
  await world.emulator.idle();
  expect(world.bot.heard.map(({ path }) => path)).toEqual(['/wecom/aibot']);
  world.emulator.wecom.setVisibleRange(['县政府']);
  await world.emulator.idle();
  await world.stop();
  world = await start();
  const limited = await callerOf(world);
  expect(await limited.sendText('lisi', '一')).toMatchObject({ errcode: 81013 });
});

it('a restart with the same journal knows a member under the new user id', async () => {
  world = await start();
  await (await callerOf(world)).sendText('lisi', '通知');
  world.emulator.wecom.changeContacts({ change: 'update_user', userId: 'lisi', newUserId: 'lisi2' });
  await world.stop();
  world = await start();
  expect(world.emulator.conversation('wecom', 'lisi2')).toMatchObject([{ body: { text: '通知' } }]);
  expect(() => world.emulator.conversation('wecom', 'lisi')).toThrow('没有这个人');
});
