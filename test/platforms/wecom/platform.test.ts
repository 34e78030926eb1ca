import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WecomApi } from '../../../src/platforms/wecom/api.ts';
import { allPeople } from '../../../src/platforms/wecom/people.ts';
import { createWecomPlatform } from '../../../src/platforms/wecom/platform.ts';
import { textAboveOf } from '../../../src/platforms/wecom/text-above.ts';
import { apiBase, refusal, start, testApp, tokenAnswer } from './api.ts';
import { agentId, textXml } from './callbacks.ts';
import { card, confirm } from './cards.ts';
import { vectorA } from './vectors.ts';

beforeEach(() => {
  nock.disableNetConnect();
  nock(apiBase).get('/cgi-bin/gettoken').query(true).reply(200, tokenAnswer());
});
afterEach(() => {
  const forgotten = nock.pendingMocks().filter((mock) => !mock.includes('gettoken'));
  nock.cleanAll();
  nock.enableNetConnect();
  expect(forgotten).toEqual([]);
});

function platform() {
  const { options, clock } = testApp();
  const keys = { token: vectorA.token, encodingAesKey: vectorA.encodingAesKey };
  return { wecom: createWecomPlatform({ ...options, ...keys, agentId }), clock };
}

describe('the platform', () => {
  it('is called wecom and refuses what a stranger sends', async () => {
    const { wecom } = platform();
    expect(wecom.name).toBe('wecom');
    const body = Buffer.from(textXml('a'));
    expect(await wecom.receive({ method: 'POST', path: '/', query: '', headers: {}, body })).toMatchObject({
      kind: 'refused',
    });
  });
});

describe('changing a card (D94888)', () => {
  const settled = card({ buttons: [confirm], settled: '已确认参加' });
  const handle = {
    taskId: 'T',
    responseCode: 'CODE',
    codeAtMs: String(start.getTime()),
    cardType: 'button_interaction',
  };

  function vendorAnswers(answer: object): object[] {
    const sent: object[] = [];
    nock(apiBase)
      .post('/cgi-bin/message/update_template_card', (body: object) => {
        sent.push(body);
        return true;
      })
      .query(true)
      .reply(200, answer as nock.Body);
    return sent;
  }

  it('replaces it for the one person by the code, without a task_id', async () => {
    const sent = vendorAnswers({ errcode: 0, errmsg: 'ok', invaliduser: [] });
    expect(await platform().wecom.revise('lisi', handle, settled)).toBe(true);
    expect(sent[0]).toEqual({
      userids: ['lisi'],
      agentid: 1000002,
      response_code: 'CODE',
      template_card: {
        card_type: 'button_interaction',
        main_title: { title: '点名调训' },
        button_list: [{ text: '已确认参加', style: 1, key: 'closed' }],
        replace_text: '已确认参加',
      },
    });
  });

  it('works until 72 hours after the code came', async () => {
    const { wecom, clock } = platform();
    clock.advanceMs(72 * 3_600_000);
    vendorAnswers({ errcode: 0, errmsg: 'ok' });
    expect(await wecom.revise('lisi', handle, settled)).toBe(true);
    clock.advanceMs(1);
    expect(await wecom.revise('lisi', handle, settled)).toBe(false);
  });

  it('cannot be done without a code, or with a card that needs to be sent anew', async () => {
    expect(await platform().wecom.revise('lisi', { taskId: 'T' }, settled)).toBe(false);
    const tooLong = card({ lines: ['长'.repeat(200)], buttons: [confirm] });
    expect(await platform().wecom.revise('lisi', handle, tooLong)).toBe(false);
  });

  it('needs no room for the text that stands in the message before it, and for no other', async () => {
    const sent = vendorAnswers({ errcode: 0, errmsg: 'ok' });
    const tooLong = card({ lines: ['长'.repeat(200)], buttons: [confirm] });
    const above = { ...handle, ...textAboveOf(tooLong) };
    const read = { ...tooLong, fields: [{ label: '回执', value: '已阅' }] };
    expect(await platform().wecom.revise('lisi', above, { ...read, lines: ['短'.repeat(200)] })).toBe(false);
    expect(await platform().wecom.revise('lisi', above, read)).toBe(true);
    expect(sent[0]).toMatchObject({
      template_card: {
        sub_title_text: expect.stringContaining('全文见上一条消息'),
        horizontal_content_list: [{ keyname: '回执', value: '已阅' }],
      },
    });
  });

  it.each([60140, 42016, 82102])('cannot be done any more after %i', async (code) => {
    vendorAnswers(refusal(code));
    expect(await platform().wecom.revise('lisi', handle, settled)).toBe(false);
  });

  it('was done by the try that got no answer, when its code is then found spent', async () => {
    const { wecom } = platform();
    nock(apiBase)
      .post('/cgi-bin/message/update_template_card')
      .query(true)
      .replyWithError(Object.assign(new Error('x'), { code: 'ECONNRESET' }));
    await expect(wecom.revise('lisi', handle, settled)).rejects.toMatchObject({ reached: 'unknown' });
    vendorAnswers(refusal(60140));
    expect(await wecom.revise('lisi', handle, settled)).toBe(true);
    vendorAnswers(refusal(60140));
    expect(await wecom.revise('lisi', handle, settled)).toBe(false);
  });

  it('cannot be done for somebody who never got the card', async () => {
    vendorAnswers({ errcode: 0, errmsg: 'ok', invaliduser: ['lisi'] });
    expect(await platform().wecom.revise('lisi', handle, settled)).toBe(false);
  });

  it('fails loudly otherwise', async () => {
    vendorAnswers(refusal(45009));
    await expect(platform().wecom.revise('lisi', handle, settled)).rejects.toMatchObject({
      code: '45009',
      retry: 'later',
    });
  });
});

describe('taking a message back (D94867)', () => {
  function vendorAnswers(...answers: readonly object[]): object[] {
    const asked: object[] = [];
    for (const answer of answers)
      nock(apiBase)
        .post('/cgi-bin/message/recall', (body: object) => {
          asked.push(body);
          return true;
        })
        .query(true)
        .reply(200, answer as nock.Body);
    return asked;
  }
  const ok = { errcode: 0, errmsg: 'ok' };

  it('takes all its parts', async () => {
    const asked = vendorAnswers(ok, ok);
    expect(await platform().wecom.recall(['a'], { msgid: 'FIRST\nSECOND' })).toBe(true);
    expect(asked).toEqual([{ msgid: 'FIRST' }, { msgid: 'SECOND' }]);
  });

  it('happens once for all who got it in one call, and not where others would lose it too', async () => {
    const asked = vendorAnswers(ok);
    const handle = { msgid: 'M', receivers: '3' };
    expect(await platform().wecom.recall(['a', 'b', 'b'], handle)).toBe(false);
    expect(asked).toEqual([]);
    expect(await platform().wecom.recall(['a', 'b', 'c'], handle)).toBe(true);
    expect(asked).toEqual([{ msgid: 'M' }]);
  });

  it.each([42052, 40058])('cannot be done after %i', async (code) => {
    vendorAnswers(refusal(code));
    expect(await platform().wecom.recall(['a'], { msgid: 'M' })).toBe(false);
  });

  it('cannot be done without an id, and fails loudly otherwise', async () => {
    expect(await platform().wecom.recall(['a'], {})).toBe(false);
    vendorAnswers(refusal(-1));
    await expect(platform().wecom.recall(['a'], { msgid: 'M' })).rejects.toMatchObject({ code: '-1', retry: 'later' });
  });
});

describe('the menu (D90231)', () => {
  it('says words that the bot knows, within the limits of names and keys', async () => {
    let menu: { button: { name: string; key?: string; sub_button?: { name: string; key: string }[] }[] } | undefined;
    nock(apiBase)
      .post('/cgi-bin/menu/create', (body) => {
        menu = body;
        return true;
      })
      .query(({ agentid }) => agentid === agentId)
      .reply(200, { errcode: 0, errmsg: 'ok' });
    await platform().wecom.setMenu();
    const buttons = menu?.button ?? [];
    const below = buttons.flatMap((button) => button.sub_button ?? []);
    expect([...buttons, ...below].flatMap(({ key }) => key ?? [])).toEqual(['待办', '请假', '我的成绩', '帮助']);
    expect(buttons.length).toBeLessThanOrEqual(3);
    expect(below.length).toBeLessThanOrEqual(5);
    for (const { name } of buttons) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(16);
    for (const { name } of below) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(40);
  });
});

describe('people', () => {
  /** D90208, with a department that the app sees without its parent. */
  const departments = {
    errcode: 0,
    errmsg: 'ok',
    department: [
      { id: 2, name: '组织部', name_en: '', department_leader: ['lisi'], parentid: 1, order: 4294967295 },
      { id: 30, name: '县委党校', parentid: 2, order: 1 },
    ],
  };
  /** D90201, as a new app gets it: no phone number, no mail. */
  const member = (userid: string, more: object = {}) => ({
    userid,
    name: '某人',
    department: [2],
    order: [1],
    position: '科员',
    is_leader_in_dept: [0],
    direct_leader: [],
    status: 1,
    ...more,
  });

  function vendorHas(byDepartment: Readonly<Record<string, object[]>>) {
    nock(apiBase).get('/cgi-bin/department/list').query(true).reply(200, departments);
    for (const [id, userlist] of Object.entries(byDepartment)) {
      nock(apiBase)
        .get('/cgi-bin/user/list')
        .query((query) => query.department_id === id)
        .reply(200, { errcode: 0, errmsg: 'ok', userlist } as nock.Body);
    }
  }

  async function allOf() {
    const people = [];
    for await (const person of platform().wecom.people()) people.push(person);
    return people;
  }

  it('come department by department, nobody twice, in lower case', async () => {
    vendorHas({
      2: [member('LiSi', { department: [2, 30, 99], position: '副科长' }), member('00123')],
      30: [member('lisi'), member('WangWu', { department: [30] })],
    });
    expect(await allOf()).toEqual([
      { userId: 'lisi', name: '某人', departments: ['组织部', '县委党校', '99'], title: '副科长', leads: ['组织部'] },
      { userId: '00123', name: '某人', departments: ['组织部'], title: '科员', leads: [] },
      { userId: 'wangwu', name: '某人', departments: ['县委党校'], title: '科员', leads: [] },
    ]);
  });

  it('who left or are disabled are not among them; fields the app may not see are empty', async () => {
    vendorHas({ 2: [member('gone', { status: 5 }), member('disabled', { status: 2 }), { userid: 'bare' }], 30: [] });
    expect(await allOf()).toEqual([{ userId: 'bare', name: '', departments: ['组织部'], title: '', leads: [] }]);
  });

  it('lead what either list says, and have the leader that is entered', async () => {
    vendorHas({
      2: [member('a', { department: [2, 30], is_leader_in_dept: [0, 1], direct_leader: ['LiSi'] })],
      30: [member('LiSi', { department: [2] })],
    });
    expect(await allOf()).toMatchObject([
      { userId: 'a', leads: ['县委党校'], leader: 'lisi' },
      { userId: 'lisi', leads: ['组织部'] },
    ]);
  });

  it('are asked for again while WeCom is busy or silent, three times', async () => {
    const { options } = testApp();
    const client = new WecomApi(options);
    const lists = (answer: object | Error) => {
      const call = nock(apiBase).get('/cgi-bin/department/list').query(true);
      if (answer instanceof Error) call.replyWithError(answer);
      else call.reply(200, answer as nock.Body);
    };
    for (const answer of [refusal(45033), new Error('lost'), refusal(-1), departments]) lists(answer);
    nock(apiBase)
      .persist()
      .get('/cgi-bin/user/list')
      .query(true)
      .reply(200, { errcode: 0, userlist: [member('a')] });
    const waits: number[] = [];
    const wait = async (ms: number) => waits.push(ms);
    const found = [];
    for await (const { userId } of allPeople(client, wait)) found.push(userId);
    expect(found).toEqual(['a']);
    expect(waits).toEqual([1000, 1000, 1000]);
    for (let time = 0; time < 4; time += 1) lists(refusal(45033));
    await expect(allPeople(client, wait).next()).rejects.toMatchObject({ code: '45033' });
  });

  it('break off with an error rather than end early', async () => {
    nock(apiBase).get('/cgi-bin/department/list').query(true).reply(200, departments);
    nock(apiBase).get('/cgi-bin/user/list').query(true).reply(200, refusal(60011));
    await expect(allOf()).rejects.toMatchObject({ method: 'user/list', code: '60011' });
  });
});
