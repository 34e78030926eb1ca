import { describe, expect, it } from 'vitest';
import { encodePress } from '../../../src/chat/message.ts';
import type { Update } from '../../../src/chat/update.ts';
import { parseCallback } from '../../../src/platforms/wecom/parse.ts';
import { isUserId } from '../../../src/platforms/wecom/xml-fields.ts';
import {
  agentId,
  contactChanges,
  eventXml,
  flatEvents,
  flatMessages,
  nested,
  pressXml,
  selectedItems,
  textXml,
} from './callbacks.ts';

function updateOf(xml: string): Update {
  const parsed = parseCallback(xml, agentId);
  if (parsed.kind !== 'update') throw new Error(`ignored: ${parsed.why}`);
  return parsed.update;
}

const refusal = (why: string) => expect.objectContaining({ name: 'CallbackRefused', why });
const lisi = { platform: 'wecom', userId: 'lisi' };

describe('messages', () => {
  it('takes a text as said, with the id as a string and the sender in lower case', () => {
    expect(updateOf(flatMessages.text!)).toEqual({
      kind: 'said',
      id: 'wecom:4561255354251345929',
      from: lisi,
      at: 1_700_000_000_000,
      text: '请假 一天 👩‍👩‍👧 𠮷',
      where: 'single',
    });
  });

  it('keeps two ids apart that are one JavaScript number', () => {
    expect(updateOf(textXml('a', '9007199254740993')).id).not.toBe(updateOf(textXml('a', '9007199254740992')).id);
  });

  it('takes an empty text as said', () => {
    expect(updateOf(flatMessages.emptyText!)).toMatchObject({ kind: 'said', text: '' });
  });

  it('reads a picture and a file with what fetches them', () => {
    expect(updateOf(flatMessages.image!)).toMatchObject({ kind: 'sent-file', what: 'picture', name: '图片.jpg' });
    expect(updateOf(flatMessages.file!)).toMatchObject({
      ...{ kind: 'sent-file', what: 'file', name: '花名册.xlsx', source: { mediaId: 'm5' } },
    });
  });

  it.each(['voice', 'video', 'location', 'link'])('says that it cannot read: %s', (kind) => {
    expect(updateOf(flatMessages[kind]!)).toMatchObject({ kind: 'unsupported', what: kind, from: lisi });
  });

  it('says that it cannot read a kind nobody has heard of', () => {
    expect(parseCallback(flatMessages.unheardOf!, agentId)).toMatchObject({
      update: { kind: 'unsupported', what: 'hologram' },
      unknown: 'message hologram',
    });
  });
});

describe('events', () => {
  it.each([
    ['subscribe', 'joined'],
    ['enter_agent', 'joined'],
    ['unsubscribe', 'left'],
  ])('takes %s as %s', (event, kind) => {
    expect(updateOf(flatEvents[event]!)).toMatchObject({ kind, from: lisi, at: 1_700_000_000_000 });
  });

  it('are known by their names in capitals as well', () => {
    const xml = flatEvents.click!.replace('[click]', '[CLICK]');
    expect(xml).not.toBe(flatEvents.click);
    expect(updateOf(xml)).toMatchObject({ kind: 'said', text: '/待办' });
    const view = eventXml('VIEW');
    expect(parseCallback(view, agentId)).toEqual({ kind: 'ignored', why: 'event VIEW' });
  });

  it('takes a click on the menu as the word it stands for', () => {
    expect(updateOf(flatEvents.click!)).toMatchObject({ kind: 'said', text: '/待办', where: 'single' });
  });

  const silent = [
    ...['LOCATION', 'view', 'view_miniprogram', 'share_agent_change', 'share_chain_change', 'inactive_alert'],
    ...['low_active_alert', 'close_inactive_agent', 'reopen_inactive_agent', 'low_active', 'active_restored'],
  ].map((name) => [name, flatEvents[name]!] as const);
  const nestedSilent = [
    ...['scancode_push', 'pic_sysphoto', 'pic_photo_or_album', 'pic_weixin', 'location_select'],
    ...['batch_job_result', 'open_approval_change'],
  ].map((name) => [name, nested[name]!] as const);

  it.each([...silent, ...nestedSilent])('ignores %s', (name, xml) => {
    expect(parseCallback(xml, agentId)).toEqual({ kind: 'ignored', why: `event ${name}` });
  });

  it('ignores what is on no page, and says so', () => {
    const why = 'event unheard_of';
    expect(parseCallback(eventXml('unheard_of'), agentId)).toEqual({ kind: 'ignored', why, unknown: why });
  });

  it('never takes scanned words for what the person said, but answers who waits for an answer', () => {
    expect(updateOf(nested.scancode_waitmsg!)).toMatchObject({
      kind: 'unsupported',
      what: 'scancode_waitmsg',
      from: lisi,
    });
  });
});

describe('changes of the contacts (D90970)', () => {
  it('tell who was deleted', () => {
    expect(updateOf(contactChanges.delete_user!)).toEqual({
      kind: 'left',
      id: 'wecom:event:change_contact:lisi:1700000000::::delete_user',
      from: lisi,
      at: 1_700_000_000_000,
    });
  });

  it('tell who has another userid now, in lower case', () => {
    const xml = contactChanges.update_user!;
    expect(updateOf(xml)).toEqual({
      kind: 'renamed',
      id: 'wecom:event:change_contact:old%3Anew:1700000000::::update_user',
      from: { platform: 'wecom', userId: 'old' },
      to: 'new',
      at: 1_700_000_000_000,
    });
    const unchanged = xml.replace(/<NewUserID>.*<\/NewUserID>/, '');
    expect(parseCallback(unchanged, agentId)).toEqual({ kind: 'ignored', why: 'event change_contact update_user' });
  });

  it.each(Object.entries(contactChanges).filter(([change]) => !['delete_user', 'update_user'].includes(change)))(
    'leave %s to the nightly comparison',
    (change, xml) => {
      expect(parseCallback(xml, agentId)).toEqual({ kind: 'ignored', why: `event change_contact ${change}` });
    },
  );

  it('of a kind nobody has heard of are ignored, and said so', () => {
    const xml = contactChanges.update_tag!.replace('update_tag', 'melt_tag');
    expect(parseCallback(xml, agentId)).toMatchObject({ kind: 'ignored', unknown: 'event change_contact melt_tag' });
  });

  it('are refused without the person', () => {
    const xml = contactChanges.delete_user!.replace('LiSi', 'a|b');
    expect(() => parseCallback(xml, agentId)).toThrow(refusal('field UserID'));
  });
});

describe('presses', () => {
  it('has an id that tells nothing of what was chosen in secret, and another one when pressed again', () => {
    const vote = (sealed: string, code: string) =>
      updateOf(pressXml({ key: encodePress({ action: 'committee.vote', data: { ballot: 'b', sealed } }), code }));
    expect(vote('zhang', 'c1')).toMatchObject({ press: { data: { sealed: 'zhang' } } });
    expect(vote('zhang', 'c1').id).toBe(vote('li', 'c1').id);
    expect(vote('zhang', 'c2').id).not.toBe(vote('zhang', 'c1').id);
  });

  it('carry the card, what was pressed and what the card can be changed with', () => {
    const press = { action: 'call-up.answer', data: { callUp: '2026-01', answer: '请假 & 其他' } };
    expect(updateOf(pressXml({ key: encodePress(press), taskId: 'T_1-2@3' }))).toMatchObject({
      kind: 'pressed',
      from: lisi,
      cardRef: 'T_1-2@3',
      press,
      choices: [],
      handle: {
        taskId: 'T_1-2@3',
        responseCode: 'RESPONSE_CODE',
        codeAtMs: '1700000000000',
        cardType: 'button_interaction',
      },
    });
  });

  it.each([
    ['one option', nested.vote!, ['a']],
    ['several options, as they were written', nested.voteOfMany!, ['0x1F', '007', '1e5']],
    ['options of several questions, each with its question', nested.multiple!, ['q0=a', 'q1=b']],
    ['nothing', flatEvents.noChoice!, []],
    ['an empty list', pressXml({ key: 'k', items: selectedItems() }), []],
    ['a question without options', pressXml({ key: 'k', items: selectedItems([]) }), []],
  ])('bring %s chosen', (_, xml, choices) => {
    expect(updateOf(xml)).toMatchObject({ kind: 'pressed', choices });
  });

  it.each(['text_notice', 'news_notice', 'button_interaction', 'vote_interaction', 'multiple_interaction'])(
    'come from every kind of card: %s',
    (cardType) => {
      expect(updateOf(pressXml({ key: 'k', cardType }))).toMatchObject({ kind: 'pressed', handle: { cardType } });
    },
  );

  it("of a card's menu are presses too", () => {
    expect(updateOf(flatEvents.template_card_menu_event!)).toMatchObject({
      kind: 'pressed',
      cardRef: 't',
      press: { action: 'k', data: {} },
      choices: [],
      handle: { responseCode: 'c', cardType: 'text_notice' },
    });
  });

  it('have no code to change the card with where WeCom gave none', () => {
    expect(updateOf(pressXml({ key: 'k', code: '' }))).toMatchObject({ handle: { taskId: 'task-7_x@1' } });
    expect(updateOf(pressXml({ key: 'k', code: '' }))).not.toMatchObject({
      handle: { responseCode: expect.anything() },
    });
  });

  it.each([
    ['no key', pressXml({ key: '' }), 'field EventKey'],
    ['a key over 1024 characters', pressXml({ key: 'k'.repeat(1025) }), 'field EventKey'],
    ['a card id outside its alphabet', pressXml({ key: 'k', taskId: 'a b' }), 'field TaskId'],
    ['a card id over 128 bytes', pressXml({ key: 'k', taskId: 'a'.repeat(129) }), 'field TaskId'],
    [
      'chosen text instead of options',
      pressXml({ key: 'k', items: '<SelectedItems>a</SelectedItems>' }),
      'field SelectedItems',
    ],
    [
      'elements in an option',
      pressXml({ key: 'k', items: selectedItems(['a']).replace('<![CDATA[a]]>', '<x>1</x>') }),
      'field OptionId',
    ],
  ])('are refused with %s', (_, xml, why) => {
    expect(() => parseCallback(xml, agentId)).toThrow(refusal(why));
  });
});

describe('ids of events', () => {
  const press = { key: 'a', taskId: 't', code: 'c' };

  it('are the same for a repeat', () => {
    expect(updateOf(pressXml(press)).id).toBe(updateOf(pressXml(press)).id);
  });

  it('differ when anything that tells events apart differs', () => {
    const ids = [
      updateOf(pressXml(press)).id,
      updateOf(pressXml({ ...press, key: 'b' })).id,
      updateOf(pressXml({ ...press, taskId: 'u' })).id,
      updateOf(pressXml({ ...press, code: 'C' })).id,
      updateOf(pressXml(press).replace('1700000000', '1700000001')).id,
      updateOf(pressXml(press).replace('LiSi', 'WangWu')).id,
      updateOf(flatEvents.enter_agent!).id,
      updateOf(flatEvents.subscribe!).id,
      // A border between two fields that moved.
      updateOf(pressXml({ key: 'a:t', taskId: 'c', code: 'x' })).id,
      updateOf(pressXml({ key: 'a', taskId: 't', code: 'c:x' })).id,
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are readable while short and a hash of fixed length when long', () => {
    expect(updateOf(flatEvents.enter_agent!).id).toBe('wecom:event:enter_agent:lisi:1700000000');
    const long = updateOf(pressXml({ ...press, code: 'c'.repeat(500) })).id;
    expect(long).toMatch(/^wecom:event:[0-9a-f]{64}$/);
    expect(long).not.toBe(updateOf(pressXml({ ...press, code: 'd'.repeat(500) })).id);
  });

  it('treat the two spellings of one sender as one', () => {
    expect(updateOf(eventXml('enter_agent').replace('LiSi', 'LISI')).id).toBe(updateOf(eventXml('enter_agent')).id);
  });
});

describe('what a callback must have', () => {
  const without = (name: string, xml: string) => xml.replace(new RegExp(`<${name}>[^]*?</${name}>`), '');

  it.each(['MsgType', 'MsgId', 'FromUserName', 'CreateTime', 'Content'])('refuses a text without %s', (name) => {
    expect(() => parseCallback(without(name, textXml('a')), agentId)).toThrow(refusal(`field ${name}`));
  });

  it.each(['Event', 'EventKey', 'TaskId', 'FromUserName', 'CreateTime'])('refuses a press without %s', (name) => {
    expect(() => parseCallback(without(name, pressXml({ key: 'k' })), agentId)).toThrow(refusal(`field ${name}`));
  });

  it.each([
    ['a message', textXml('a')],
    ['a press', pressXml({ key: 'k' })],
    ['a joining', eventXml('subscribe')],
  ])('refuses %s without an app or for another app', (_, xml) => {
    expect(() => parseCallback(without('AgentID', xml), agentId)).toThrow(refusal('agentid'));
    expect(() => parseCallback(xml, '1000003')).toThrow(refusal('agentid'));
    expect(() => parseCallback(xml.replace(`<AgentID>${agentId}`, `<AgentID>0${agentId}`), agentId)).toThrow(
      refusal('agentid'),
    );
  });

  it.each([
    ['an id with a sign', textXml('a', '+1'), 'field MsgId'],
    ['an id in full-width digits', textXml('a', '１２３'), 'field MsgId'],
    ['an id of 21 digits', textXml('a', '1'.repeat(21)), 'field MsgId'],
    ['a time in another form', textXml('a').replace('1700000000', '1.7e9'), 'field CreateTime'],
    ['a sender list', textXml('a').replace('LiSi', 'a|b'), 'field FromUserName'],
    ['everybody as sender', textXml('a').replace('LiSi', '@all'), 'field FromUserName'],
    ['a sender over 64 bytes', textXml('a').replace('LiSi', 'a'.repeat(65)), 'field FromUserName'],
    ['a sender made of elements', textXml('a').replace('<![CDATA[LiSi]]>', '<a>1</a>'), 'field FromUserName'],
  ])('refuses %s', (_, xml, why) => {
    expect(() => parseCallback(xml, agentId)).toThrow(refusal(why));
  });
});

describe('userids', () => {
  it.each(['00123', '123', '1e5', '0x1f', 'zhang.san', 'a_b-c@d'])('%s is one person', (userId) => {
    expect(isUserId(userId)).toBe(true);
  });
  it.each(['', '@all', 'a|b', 'a b', '张三', 'Zhang', 'a\n'])('%j is not', (userId) => {
    expect(isUserId(userId)).toBe(false);
  });
});
