import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { GROUP, heardAt, startCompany } from './dingtalk-company.ts';
import { DINGTALK } from './world.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a restart knows groups, files, notices, sent messages and login codes of DingTalk', async () => {
  const journalFile = join(folder, 'journal');
  const account = { agentId: 7 };
  const before = await startCompany(account, { journalFile });
  const { dingtalk: people } = before.emulator;
  people?.send({ userId: 'user01', kind: 'file', name: 'a.pdf', base64: Buffer.from('pdf').toString('base64') });
  await before.emulator.idle();
  const { content } = JSON.parse(heardAt(before, 'robot')[0]!.body) as { content: { downloadCode: string } };
  const notice = { agent_id: 7, userid_list: 'user01', msg: { msgtype: 'text', text: { content: '通知' } } };
  const { task_id } = await before.dingtalk.oapi('/topapi/message/corpconversation/asyncsend_v2', notice);
  const { json: sent } = await before.dingtalk.batchSend(['user01'], 'sampleText', { content: '通知' });
  const code = people?.authCode('user01');
  people?.setGroupStatus(GROUP, 'disbanded');
  await before.stop();

  const after = await startCompany(account, { journalFile });
  const { robotCode } = DINGTALK;
  const file = { downloadCode: content.downloadCode, robotCode };
  const { json } = await after.dingtalk.call('POST', '/v1.0/robot/messageFiles/download', file);
  expect(await (await fetch(String(json.downloadUrl))).text()).toBe('pdf');
  const result = await after.dingtalk.oapi('/topapi/message/corpconversation/getsendresult', { agent_id: 7, task_id });
  expect(result).toMatchObject({ errcode: 0 });
  const keys = { robotCode, processQueryKeys: [sent.processQueryKey] };
  expect((await after.dingtalk.call('POST', '/v1.0/robot/otoMessages/batchRecall', keys)).json).toMatchObject({
    successResult: [sent.processQueryKey],
  });
  expect(await after.dingtalk.oapi('/topapi/v2/user/getuserinfo', { code })).toMatchObject({ errcode: 0 });
  const group = { robotCode, openConversationId: GROUP, msgKey: 'sampleText', msgParam: '{"content":"x"}' };
  expect((await after.dingtalk.call('POST', '/v1.0/robot/groupMessages/send', group)).json).toMatchObject({
    code: 'group.disbanded',
  });
  await after.stop();
});

it('a restart knows a card of DingTalk that was created and not yet delivered', async () => {
  const journalFile = join(folder, 'journal');
  const before = await startCompany({}, { journalFile });
  await before.dingtalk.call('POST', '/v1.0/card/instances', {
    cardTemplateId: DINGTALK.cardTemplateId,
    outTrackId: 'card-1',
    cardData: { cardParamMap: { title: '通知' } },
    imRobotOpenSpaceModel: { supportForward: false },
  });
  await before.stop();

  const after = await startCompany({}, { journalFile });
  await after.dingtalk.call('POST', '/v1.0/card/instances/deliver', {
    outTrackId: 'card-1',
    openSpaceId: 'dtv1.card//IM_ROBOT.user01',
    imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT' },
  });
  expect(after.emulator.conversation('dingtalk', 'user01')).toMatchObject([{ body: { title: '通知' } }]);
  await after.stop();
});
