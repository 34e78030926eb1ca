import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seal, sealSignature } from '../../src/emulator/crypto.ts';
import type { CardView } from '../../src/emulator/view.ts';
import { BUTTON_CARD, startWorld, VOTE_CARD, WECOM, WecomCaller, type World } from './world.ts';

const TEXT_NOTICE = {
  card_type: 'text_notice',
  main_title: { title: '开班通知', desc: '春季班' },
  sub_title_text: '请按时报到',
  card_action: { type: 1, url: 'https://example.cn' },
};
const NEWS_NOTICE = {
  ...TEXT_NOTICE,
  card_type: 'news_notice',
  card_image: { url: 'https://example.cn/a.png' },
  vertical_content_list: [{ title: '地点', desc: '党校' }],
};
const option = { id: '1', text: '一' };
const SELECTORS = {
  card_type: 'multiple_interaction',
  task_id: 'selectors',
  main_title: { title: '选择' },
  select_list: [{ question_key: 'q1', title: '场次', option_list: [option] }],
  submit_button: { text: '提交', key: 'go' },
};
const checkbox = VOTE_CARD.checkbox;
const times = (count: number, value: object) =>
  Array.from({ length: count }, (_, index) => ({ ...value, id: `${index}` }));

describe('the structure checks of template cards', () => {
  let world: World;
  let wecom: WecomCaller;
  beforeAll(async () => {
    world = await startWorld();
    wecom = await WecomCaller.start(world.emulator);
  });
  afterAll(() => world.stop());

  it.each([
    ['an unknown type', TEXT_NOTICE, { card_type: 'poem' }, 42031],
    ['a task_id with a colon', BUTTON_CARD, { task_id: 'call-up:1' }, 42014],
    ['a task_id over 128 bytes', BUTTON_CARD, { task_id: 'x'.repeat(129) }, 42014],
    ['a menu without task_id', TEXT_NOTICE, { action_menu: { action_list: [{ text: 'a', key: 'a' }] } }, 42014],
    [
      'a menu with a key twice',
      { ...TEXT_NOTICE, task_id: 'm' },
      {
        action_menu: {
          action_list: [
            { text: 'a', key: 'a' },
            { text: 'b', key: 'a' },
          ],
        },
      },
      42051,
    ],
    ['a field without name', BUTTON_CARD, { horizontal_content_list: [{ value: 'x' }] }, 42027],
    ['a link field without url', BUTTON_CARD, { horizontal_content_list: [{ keyname: 'x', type: 1 }] }, 42028],
    ['an attachment without media_id', BUTTON_CARD, { horizontal_content_list: [{ keyname: 'x', type: 2 }] }, 42029],
    ['a member field without userid', BUTTON_CARD, { horizontal_content_list: [{ keyname: 'x', type: 3 }] }, 42050],
    ['7 fields', BUTTON_CARD, { horizontal_content_list: Array(7).fill({ keyname: 'x' }) }, 42035],
    ['a mini-program without appid', TEXT_NOTICE, { card_action: { type: 2 } }, 42030],
    ['a notice without action', TEXT_NOTICE, { card_action: undefined }, 42045],
    ['4 jumps', TEXT_NOTICE, { jump_list: Array(4).fill({ title: 'x' }) }, 42042],
    ['a jump without title', TEXT_NOTICE, { jump_list: [{}] }, 42033],
    ['5 vertical contents', NEWS_NOTICE, { vertical_content_list: Array(5).fill({ title: 'x' }) }, 42036],
    ['news without picture', NEWS_NOTICE, { card_image: undefined }, 42044],
    ['no title', BUTTON_CARD, { main_title: {} }, 40058],
    ['7 buttons', BUTTON_CARD, { button_list: times(7, { text: 'x', key: 'x' }) }, 40058],
    ['a button without text', BUTTON_CARD, { button_list: [{ key: 'x' }] }, 42038],
    ['a button without key', BUTTON_CARD, { button_list: [{ text: 'x' }] }, 42039],
    ['a key over 1,024 bytes', BUTTON_CARD, { button_list: [{ text: 'x', key: 'k'.repeat(1025) }] }, 42039],
    [
      '21 options',
      VOTE_CARD,
      { checkbox: { ...checkbox, option_list: times(21, { text: 'x', is_checked: false }) } },
      42037,
    ],
    ['an option without id', VOTE_CARD, { checkbox: { ...checkbox, option_list: [{ text: 'x' }] } }, 42040],
    ['two options of one id', VOTE_CARD, { checkbox: { ...checkbox, option_list: [option, option] } }, 42040],
    ['an option without text', VOTE_CARD, { checkbox: { ...checkbox, option_list: [{ id: 'x' }] } }, 42041],
    ['a vote without question', VOTE_CARD, { checkbox: { ...checkbox, question_key: '' } }, 42043],
    ['a vote without submit key', VOTE_CARD, { submit_button: { text: '提交' } }, 42046],
    ['a vote without submit text', VOTE_CARD, { submit_button: { key: 'x' } }, 42049],
    ['4 selectors', SELECTORS, { select_list: Array(4).fill(SELECTORS.select_list[0]) }, 42047],
    [
      '11 options in a selector',
      SELECTORS,
      {
        select_list: [{ question_key: 'q', option_list: times(11, { text: 'x' }) }],
      },
      42037,
    ],
  ])('refuse %s', async (_what, card, change, errcode) => {
    expect(await wecom.sendCard('lisi', { ...card, ...change })).toMatchObject({ errcode });
    expect(world.emulator.conversation('wecom', 'lisi')).toEqual([]);
  });

  it('let every sound card and over-long recommended texts pass', async () => {
    const cards = [
      TEXT_NOTICE,
      NEWS_NOTICE,
      SELECTORS,
      VOTE_CARD,
      { ...BUTTON_CARD, main_title: { title: '长'.repeat(80) } },
    ];
    for (const card of cards) {
      const answer = await wecom.sendCard('wangwu', card);
      expect(answer).toMatchObject({ errcode: 0 });
      expect('response_code' in answer).toBe(card.card_type.endsWith('_interaction'));
    }
    const [notice, news] = world.emulator.conversation('wecom', 'wangwu');
    const url = 'https://example.cn';
    expect(notice?.body).toMatchObject({
      kind: 'card',
      title: '开班通知',
      desc: '春季班\n请按时报到',
      url,
      buttons: [],
    });
    expect(notice?.body).not.toHaveProperty('pictureUrl');
    expect(news?.body).toMatchObject({ url, pictureUrl: 'https://example.cn/a.png' });
  });

  it('show what a tap on a field opens', async () => {
    const fields = [{ keyname: '链接', value: '通知原文', type: 1, url: 'https://example.cn/a' }];
    await wecom.sendCard('wangwu', { ...BUTTON_CARD, task_id: 'linked', horizontal_content_list: fields });
    const body = world.emulator.conversation('wecom', 'wangwu').at(-1)?.body;
    expect(body).toMatchObject({ fields: [{ label: '链接', value: '通知原文', url: 'https://example.cn/a' }] });
  });
});

describe('the passive card update', () => {
  const inner = (userId: string) =>
    `<xml><ToUserName><![CDATA[${userId}]]></ToUserName><FromUserName><![CDATA[${WECOM.corpId}]]></FromUserName>` +
    '<CreateTime>1</CreateTime><MsgType><![CDATA[update_template_card]]></MsgType><TemplateCard>' +
    '<CardType><![CDATA[button_interaction]]></CardType><MainTitle><Title><![CDATA[已答复]]></Title></MainTitle>' +
    '<HorizontalContentList><KeyName><![CDATA[答复]]></KeyName><Value><![CDATA[参加]]></Value></HorizontalContentList>' +
    '<ButtonList><Text><![CDATA[确认]]></Text><Style>1</Style><Key><![CDATA[k]]></Key></ButtonList>' +
    '<ReplaceText><![CDATA[已确认]]></ReplaceText></TemplateCard></xml>';

  async function pressed(wecomPassiveUpdate: boolean): Promise<CardView> {
    const world = await startWorld({ rules: { wecomPassiveUpdate } });
    world.bot.answer = ({ query }) => {
      const encrypted = seal({ ...WECOM, owner: WECOM.corpId }, inner('lisi'), Buffer.alloc(16, 7));
      const nonce = query.get('nonce') ?? '';
      const signature = sealSignature(WECOM.token, '1772413620', nonce, encrypted);
      return {
        body: `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature>${signature}</MsgSignature><TimeStamp>1772413620</TimeStamp><Nonce>${nonce}</Nonce></xml>`,
      };
    };
    const wecom = await WecomCaller.start(world.emulator);
    await wecom.sendCard('lisi', BUTTON_CARD);
    const item = world.emulator.conversation('wecom', 'lisi')[0]!.item;
    const button = BUTTON_CARD.button_list[0]!.key;
    await world.emulator.press({ vendor: 'wecom', userId: 'lisi', item, button, choices: [] });
    await world.emulator.idle();
    const [after] = world.emulator.conversation('wecom', 'lisi');
    await world.stop();
    expect(after).not.toHaveProperty('trouble');
    return after!.body as CardView;
  }

  it('is ignored unless the rule is switched on', async () => {
    expect(await pressed(false)).toMatchObject({ title: '点名调训' });
    expect(await pressed(true)).toMatchObject({
      title: '已答复',
      fields: [{ label: '答复', value: '参加' }],
      replaced: '已确认',
    });
  });
});
