import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardView, PressRequest } from '../../src/emulator/view.ts';
import {
  BUTTON_CARD,
  elementText,
  getJson,
  openWecom,
  startWorld,
  VOTE_CARD,
  WECOM,
  WecomCaller,
  type World,
} from './world.ts';

let world: World;
let wecom: WecomCaller;
beforeEach(async () => {
  world = await startWorld();
  wecom = await WecomCaller.start(world.emulator);
});
afterEach(() => world.stop());

const bodies = (userId: string) => world.emulator.conversation('wecom', userId).map(({ body }) => body);
const lastCard = (userId: string) => bodies(userId).at(-1) as CardView;
const lastItem = (userId: string) => world.emulator.conversation('wecom', userId).at(-1)!.item;

async function press(userId: string, button: string, choices: string[] = []): Promise<string> {
  await world.emulator.press({ vendor: 'wecom', userId, item: lastItem(userId), button, choices });
  await world.emulator.idle();
  return openWecom(world.bot.heard.at(-1)!);
}

describe('access tokens of WeCom', () => {
  const gettoken = (query: string) => getJson(`${world.emulator.wecomApiBase}/cgi-bin/gettoken?${query}`);

  it('are refused in the order secret missing, corp unknown, secret wrong', async () => {
    expect(await gettoken('')).toMatchObject({ errcode: 41004 });
    expect(await gettoken('corpid=x&corpsecret=y')).toMatchObject({ errcode: 40013 });
    expect(await gettoken(`corpid=${WECOM.corpId}&corpsecret=y`)).toMatchObject({ errcode: 40001 });
  });

  it('lock an address out for an hour after many wrong secrets', async () => {
    for (let count = 0; count < 10; count += 1) await gettoken(`corpid=${WECOM.corpId}&corpsecret=wrong`);
    const right = `corpid=${WECOM.corpId}&corpsecret=${WECOM.secret}`;
    expect(await gettoken(right)).toMatchObject({ errcode: 45009 });
    world.clock.advanceMs(3_600_000);
    expect(await gettoken(right)).toMatchObject({ errcode: 0 });
  });

  it('are read from the query alone, and expire', async () => {
    const base = `${world.emulator.wecomApiBase}/cgi-bin/user/get`;
    const inHeader = await fetch(base, { headers: { authorization: `Bearer ${wecom.token}` } });
    expect(await inHeader.json()).toMatchObject({ errcode: 41001 });
    expect(await getJson(`${base}?access_token=nonsense`)).toMatchObject({ errcode: 40014 });
    world.clock.advanceMs(7_200_000);
    expect(await wecom.get('user/get', 'userid=lisi')).toMatchObject({ errcode: 42001 });
  });

  it('are refused from an address that is not trusted, and an unknown path is an empty 404', async () => {
    const strict = await startWorld({ rules: { wecomTrustedIps: ['10.0.0.1'] } });
    expect(await getJson(`${strict.emulator.wecomApiBase}/cgi-bin/gettoken`)).toMatchObject({ errcode: 60020 });
    const unknown = await fetch(`${strict.emulator.wecomApiBase}/cgi-bin/no/such`);
    expect([unknown.status, await unknown.text()]).toEqual([404, '']);
    await strict.stop();
  });
});

describe('message/send', () => {
  it('delivers to those it can reach and names the others in lower case', async () => {
    const answer = await wecom.sendText('ZHANGSAN | Ghost|lisi', '通知');
    expect(answer).toMatchObject({ errcode: 0, invaliduser: 'ghost' });
    expect(bodies('zhangsan')).toEqual([{ kind: 'text', text: '通知' }]);
    expect(bodies('lisi')).toEqual([{ kind: 'text', text: '通知' }]);
    expect(bodies('wangwu')).toEqual([]);
  });

  it('reaches a department with everything below it, and everybody', async () => {
    const { department } = (await wecom.get('department/list')) as { department: { id: number; name: string }[] };
    const committee = department.find(({ name }) => name === '县委');
    await wecom.send('', { toparty: `${committee?.id}|999`, msgtype: 'text', text: { content: '部门' } });
    expect([bodies('zhangsan').length, bodies('lisi').length, bodies('wangwu').length]).toEqual([1, 1, 0]);
    await wecom.sendText('@all', '全体');
    expect(bodies('wangwu')).toEqual([{ kind: 'text', text: '全体' }]);
  });

  it.each([
    ['no receivers', { touser: '' }, 82001],
    ['nobody valid', { touser: 'ghost|phantom' }, 81013],
    ['over 1,000 people', { touser: Array.from({ length: 1001 }, (_, index) => `u${index}`).join('|') }, 40032],
    [
      'over 100 departments',
      { touser: '', toparty: Array.from({ length: 101 }, (_, index) => index).join('|') },
      82002,
    ],
    ['over 100 tags', { touser: '', totag: Array.from({ length: 101 }, (_, index) => index).join('|') }, 82003],
    ['an unknown kind', { msgtype: 'poem' }, 40008],
    ['an empty text', { text: { content: '' } }, 44004],
    ['a Markdown over 2,048 bytes', { msgtype: 'markdown', markdown: { content: '汉'.repeat(683) } }, 45002],
    ['another agent', { agentid: 5 }, 40056],
    ['no agent', { agentid: undefined }, 41011],
    [
      'a textcard without scheme',
      { msgtype: 'textcard', textcard: { title: 't', description: 'd', url: 'a.cn' } },
      45034,
    ],
    [
      'a card without task_id',
      { msgtype: 'template_card', template_card: { ...BUTTON_CARD, task_id: undefined } },
      42014,
    ],
  ])('refuses %s', async (_what, change, errcode) => {
    const message = { msgtype: 'text', text: { content: 'x' } };
    expect(await wecom.send('lisi', { ...message, ...change })).toMatchObject({ errcode });
    expect(bodies('lisi')).toEqual([]);
  });

  it('cuts a long text at 2,048 bytes, between characters', async () => {
    await wecom.sendText('lisi', '汉'.repeat(700));
    expect(bodies('lisi')).toEqual([{ kind: 'text', text: '汉'.repeat(682) }]);
  });

  it('drops the 31st message of a minute to one person in silence', async () => {
    for (let count = 1; count <= 31; count += 1) {
      expect(await wecom.sendText('lisi|wangwu', `第 ${count} 条`)).toMatchObject({ errcode: 0 });
      if (count === 1) world.clock.advanceMs(1);
    }
    expect(bodies('lisi')).toHaveLength(30);
    expect(world.emulator.ledger().find(({ userId }) => userId === 'lisi')?.dropped).toMatchObject([
      { why: 'person-limit' },
    ]);
    world.clock.advanceMs(60_000);
    await wecom.sendText('lisi', '又可以了');
    expect(bodies('lisi')).toHaveLength(31);
  });

  it('swallows the same request within the interval when asked to', async () => {
    const message = {
      msgtype: 'text',
      text: { content: '一次' },
      enable_duplicate_check: 1,
      duplicate_check_interval: 60,
    };
    for (let count = 0; count < 3; count += 1) expect(await wecom.send('lisi', message)).toMatchObject({ errcode: 0 });
    expect(bodies('lisi')).toHaveLength(1);
    world.clock.advanceMs(60_000);
    await wecom.send('lisi', message);
    expect(bodies('lisi')).toHaveLength(2);
  });

  it('refuses a card without callback address, and a task_id a second time', async () => {
    const deaf = await startWorld({ wecom: WECOM });
    const caller = await WecomCaller.start(deaf.emulator);
    expect(await caller.sendCard('lisi', BUTTON_CARD)).toMatchObject({ errcode: 43012 });
    await deaf.stop();
    expect(await wecom.sendCard('lisi', BUTTON_CARD)).toMatchObject({ errcode: 0 });
    expect(await wecom.sendCard('wangwu', BUTTON_CARD)).toMatchObject({ errcode: 42014 });
  });

  it('recalls a message within 24 hours only', async () => {
    const { msgid } = await wecom.sendText('lisi', '错了');
    expect(await wecom.post('message/recall', { msgid })).toMatchObject({ errcode: 0 });
    expect(bodies('lisi')).toEqual([]);
    const { msgid: old } = await wecom.sendText('lisi', '旧的');
    world.clock.advanceMs(24 * 3_600_000 + 1);
    const later = await WecomCaller.start(world.emulator);
    expect(await later.post('message/recall', { msgid: old })).toMatchObject({ errcode: 42052 });
    expect(await later.post('message/recall', { msgid: 'unknown' })).toMatchObject({ errcode: 40058 });
  });
});

describe('cards of WeCom', () => {
  it('are shown as the client draws them', async () => {
    await wecom.sendCard('lisi', BUTTON_CARD);
    expect(lastCard('lisi')).toEqual({
      kind: 'card',
      title: '点名调训',
      desc: '请在三日内答复',
      fields: [{ label: '班次', value: '春季班' }],
      buttons: [
        { key: 'call-up.answer?answer=confirm', label: '确认参加', style: 'primary', disabled: false },
        { key: 'call-up.answer?answer=leave', label: '请假', style: 'danger', disabled: false },
      ],
    });
  });

  it('carry a fresh response code with every press', async () => {
    const { response_code: sent } = await wecom.sendCard('lisi', BUTTON_CARD);
    const events = [
      await press('lisi', 'call-up.answer?answer=leave'),
      await press('lisi', 'call-up.answer?answer=confirm'),
    ];
    expect(events.map((event) => elementText(event, 'EventKey'))).toEqual([
      'call-up.answer?answer=leave',
      'call-up.answer?answer=confirm',
    ]);
    expect(elementText(events[0]!, 'TaskId')).toBe(BUTTON_CARD.task_id);
    expect(elementText(events[0]!, 'CardType')).toBe('button_interaction');
    expect(events[0]).not.toContain('SelectedItems');
    expect(new Set([sent, ...events.map((event) => elementText(event, 'ResponseCode'))]).size).toBe(3);
  });

  it('carry the chosen options of a vote', async () => {
    await wecom.sendCard('lisi', VOTE_CARD);
    const event = await press('lisi', 'survey.submit', ['a', 'b']);
    expect(event).toContain(
      '<SelectedItems><SelectedItem><QuestionKey><![CDATA[q1]]></QuestionKey><OptionIds>' +
        '<OptionId><![CDATA[a]]></OptionId><OptionId><![CDATA[b]]></OptionId></OptionIds></SelectedItem></SelectedItems>',
    );
    expect(lastCard('lisi').choice?.options.map(({ checked }) => checked)).toEqual([true, true]);
  });

  it('carry one answer per selector', async () => {
    const selector = (key: string) => ({
      question_key: key,
      title: key,
      option_list: [
        { id: '1', text: '一' },
        { id: '2', text: '二' },
      ],
    });
    await wecom.sendCard('lisi', {
      card_type: 'multiple_interaction',
      task_id: 'many',
      main_title: { title: '两问' },
      select_list: [selector('q1'), selector('q2')],
      submit_button: { text: '提交', key: 'go' },
    });
    expect(lastCard('lisi').selectors?.map(({ key }) => key)).toEqual(['q1', 'q2']);
    const event = await press('lisi', 'go', ['q2=2']);
    expect(event).toMatch(/q1.*\[1\].*q2.*\[2\]/s);
  });

  it('let nobody press what the client would not', async () => {
    await wecom.sendCard('lisi', VOTE_CARD);
    await expect(press('lisi', 'survey.submit')).rejects.toThrow('请先选择');
    await expect(press('lisi', 'survey.submit', ['z'])).rejects.toThrow('不在卡片上');
    await expect(press('lisi', 'other', ['a'])).rejects.toThrow('没有这个按钮');
    const asStranger: PressRequest = {
      vendor: 'wecom',
      userId: 'wangwu',
      item: lastItem('lisi'),
      button: 'survey.submit',
      choices: ['a'],
    };
    await expect(world.emulator.press(asStranger)).rejects.toThrow('没有这条消息');
    expect(world.bot.heard).toHaveLength(0);
  });

  it('are greyed for the named person only, once per code', async () => {
    const { response_code } = await wecom.sendCard('lisi|wangwu', BUTTON_CARD);
    const update = {
      userids: ['lisi', 'ghost'],
      agentid: WECOM.agentId,
      response_code,
      button: { replace_name: '已确认' },
    };
    expect(await wecom.post('message/update_template_card', update)).toMatchObject({
      errcode: 0,
      invaliduser: ['ghost'],
    });
    expect(lastCard('lisi').replaced).toBe('已确认');
    expect(lastCard('lisi').buttons.every(({ disabled }) => disabled)).toBe(true);
    expect(lastCard('wangwu')).not.toHaveProperty('replaced');
    await expect(press('lisi', 'call-up.answer?answer=confirm')).rejects.toThrow('不能再点');
    expect(await wecom.post('message/update_template_card', update)).toMatchObject({ errcode: 60140 });
  });

  it('are replaced as a whole with the code of a press, and keep their task', async () => {
    await wecom.sendCard('lisi', BUTTON_CARD);
    const event = await press('lisi', 'call-up.answer?answer=leave');
    const template_card = { ...BUTTON_CARD, task_id: undefined, main_title: { title: '请说明原因' } };
    const update = { userids: ['lisi'], agentid: WECOM.agentId, response_code: elementText(event, 'ResponseCode') };
    expect(await wecom.post('message/update_template_card', { ...update, template_card })).toMatchObject({
      errcode: 0,
    });
    expect(lastCard('lisi').title).toBe('请说明原因');
    expect(elementText(await press('lisi', 'call-up.answer?answer=confirm'), 'TaskId')).toBe(BUTTON_CARD.task_id);
    const [entry] = world.emulator.ledger().filter(({ userId }) => userId === 'lisi');
    expect(entry?.items[0]?.past?.map(({ body }) => (body as CardView).title)).toEqual(['点名调训']);
  });

  it('refuse updates without target, for strangers, or after 72 hours', async () => {
    const { response_code } = await wecom.sendCard('lisi', BUTTON_CARD);
    const update = { agentid: WECOM.agentId, response_code, button: { replace_name: 'x' } };
    expect(await wecom.post('message/update_template_card', update)).toMatchObject({ errcode: 82101 });
    const stranger = await wecom.post('message/update_template_card', { ...update, userids: ['wangwu'] });
    expect(stranger).toMatchObject({ errcode: 82102, invaliduser: ['wangwu'] });
    world.clock.advanceMs(72 * 3_600_000);
    const later = await WecomCaller.start(world.emulator);
    const late = await later.post('message/update_template_card', { ...update, userids: ['lisi'] });
    expect(late).toMatchObject({ errcode: 60140 });
  });
});

describe('contacts of WeCom', () => {
  it('list departments from the root and members of one department alone', async () => {
    const { department } = (await wecom.get('department/list')) as { department: Record<string, unknown>[] };
    expect(department[0]).toMatchObject({ id: 1, parentid: 0 });
    const office = department.find(({ name }) => name === '组织部');
    const { userlist } = (await wecom.get('user/list', `department_id=${office?.id}`)) as { userlist: unknown[] };
    expect(userlist).toMatchObject([
      { userid: 'ZhangSan', name: '张三', department: [office?.id], position: '干部' },
      { userid: 'lisi' },
    ]);
    expect(userlist[0]).not.toHaveProperty('mobile');
    expect(await wecom.get('user/list', 'department_id=1')).toMatchObject({ errcode: 0, userlist: [] });
    expect(await wecom.get('user/simplelist', `department_id=${office?.id}`)).toMatchObject({
      userlist: [{ userid: 'ZhangSan' }, { userid: 'lisi' }],
    });
    expect(await wecom.get('department/simplelist', `id=${office?.id}`)).toMatchObject({
      department_id: [{ id: office?.id }],
    });
  });

  it('know a member by id in any case, and answer 60111 with emptied fields otherwise', async () => {
    expect(await wecom.get('user/get', 'userid=zhangsan')).toMatchObject({
      errcode: 0,
      userid: 'ZhangSan',
      name: '张三',
    });
    expect(await wecom.get('user/get', 'userid=ghost')).toMatchObject({ errcode: 60111, department: [] });
    expect(await wecom.get('user/list', 'department_id=77')).toMatchObject({ errcode: 60003, userlist: [] });
  });
});
