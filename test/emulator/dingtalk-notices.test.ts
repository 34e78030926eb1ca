import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Company, startCompany, upload } from './dingtalk-company.ts';
import { DingtalkCaller } from './world.ts';

const AGENT = 7;
const WORK = '/topapi/message/corpconversation';
let company: Company;
beforeEach(async () => {
  company = await startCompany({ agentId: AGENT });
});
afterEach(() => company.stop());

const bodies = (userId = 'user01') => company.emulator.conversation('dingtalk', userId).map(({ body }) => body);
const text = (content: string) => ({ msgtype: 'text', text: { content } });

async function notify(msg: object, change: object = {}): Promise<Record<string, unknown>> {
  const body = { agent_id: AGENT, userid_list: 'user01', msg, ...change };
  return await company.dingtalk.oapi(`${WORK}/asyncsend_v2`, body);
}

async function resultOf(task_id: unknown): Promise<unknown> {
  return (await company.dingtalk.oapi(`${WORK}/getsendresult`, { agent_id: AGENT, task_id })).send_result;
}

describe('work notifications', () => {
  it('reach people, departments with what is below, and everybody', async () => {
    const { result } = await company.dingtalk.oapi('/topapi/v2/department/listsub', {});
    const [top] = result as { dept_id: number }[];
    await notify(text('给一人'));
    await notify(text('给部门'), { userid_list: '', dept_id_list: String(top?.dept_id) });
    await notify(text('给全员'), { userid_list: undefined, to_all_user: true });
    expect(bodies()).toEqual(['给一人', '给部门', '给全员'].map((line) => ({ kind: 'text', text: line })));
    expect(bodies('user02')).toHaveLength(2);
  });

  it.each([
    ['over 100 people', { userid_list: Array.from({ length: 101 }, (_, index) => `u${index}`).join(',') }],
    ['over 20 departments', { dept_id_list: Array.from({ length: 21 }, (_, index) => index + 1).join(',') }],
    ['over 2,048 bytes', { msg: text('汉'.repeat(700)) }],
    ['nobody', { userid_list: '' }],
    ['another app', { agent_id: 8 }],
    ['an unknown kind', { msg: { msgtype: 'poem' } }],
    ['a missing field', { msg: { msgtype: 'markdown', markdown: { title: '通知' } } }],
    ['a file nobody uploaded', { msg: { msgtype: 'file', file: { media_id: 'no' } } }],
  ])('are refused with %s', async (_what, change) => {
    expect(await notify(text('通知'), change)).toMatchObject({ errcode: 40035 });
    expect(bodies()).toEqual([]);
  });

  it('with the same content on the same day are answered 0, shown once, and listed', async () => {
    const first = await notify(text('通知'));
    const again = await notify(text('通知'), { userid_list: 'user01,user02,ghost' });
    expect([first.errcode, again.errcode]).toEqual([0, 0]);
    expect([bodies().length, bodies('user02').length]).toEqual([1, 1]);
    expect(await resultOf(again.task_id)).toMatchObject({
      invalid_user_id_list: ['ghost'],
      forbidden_user_id_list: ['user01'],
      read_user_id_list: ['user02'],
      forbidden_list: [{ code: '143106', count: 1, userid: 'user01' }],
    });
    company.clock.advanceMs(24 * 3_600_000);
    company = { ...company, dingtalk: await DingtalkCaller.start(company.emulator) };
    await notify(text('通知'));
    expect(bodies()).toHaveLength(2);
  });

  it('over the 500 a day to one person (here 2) are answered 0, not shown, and listed', async () => {
    await company.stop();
    company = await startCompany({ agentId: AGENT }, { rules: { dingtalkNoticesPerPersonAndDay: 2 } });
    for (const line of ['一', '二']) await notify(text(line));
    const { errcode, task_id } = await notify(text('三'));
    expect(errcode).toBe(0);
    expect(bodies()).toHaveLength(2);
    expect(await resultOf(task_id)).toMatchObject({ forbidden_list: [{ code: '143105', userid: 'user01' }] });
  });

  it('of every kind are drawn', async () => {
    const { media_id } = await upload(company, 'file', 'a.pdf', Buffer.from('pdf'));
    const url = 'https://example.com/';
    await notify({ msgtype: 'markdown', markdown: { title: '通知', text: '**三日**' } });
    await notify({ msgtype: 'file', file: { media_id } });
    await notify({ msgtype: 'link', link: { title: '通知', text: '见附件', messageUrl: url, picUrl: url } });
    await notify({
      msgtype: 'action_card',
      action_card: { title: '通知', markdown: '见', single_title: '打开', single_url: url },
    });
    const oa = {
      message_url: url,
      head: { text: '学册' },
      body: { title: '报名', form: [{ key: '班次：', value: '春' }] },
    };
    await notify({ msgtype: 'oa', oa });
    expect(bodies()).toMatchObject([
      { kind: 'markdown', title: '通知', markdown: '**三日**' },
      { kind: 'file', name: 'a.pdf' },
      { kind: 'card', title: '通知', desc: '见附件' },
      { kind: 'card', title: '通知', buttons: [{ label: '打开' }] },
      { kind: 'card', title: '报名', desc: '班次：春' },
    ]);
  });

  it('tell their progress, can be recalled within 24 hours, and change the status of an oa notice', async () => {
    const oa = { message_url: 'https://example.com/', body: { title: '报名' } };
    const { task_id } = await notify({ msgtype: 'oa', oa });
    const call = (name: string, body: object) => company.dingtalk.oapi(`${WORK}/${name}`, { agent_id: AGENT, ...body });
    expect(await call('getsendprogress', { task_id })).toMatchObject({ progress: { status: 2 } });
    expect(await call('status_bar/update', { task_id, status_value: '已结束' })).toMatchObject({ errcode: 0 });
    expect(bodies()).toMatchObject([{ desc: expect.stringContaining('已结束') }]);
    expect(await call('recall', { msg_task_id: task_id })).toMatchObject({ errcode: 0 });
    expect(bodies()).toEqual([]);
    expect(await call('recall', { msg_task_id: 1 })).toMatchObject({ errcode: 40035 });
  });
});
