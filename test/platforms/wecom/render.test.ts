import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/chat/message.ts';
import { literalMarkdown, literalText } from '../../../src/platforms/wecom/literal.ts';
import { cardAsText, drawCard, drawRevision, textAbove } from '../../../src/platforms/wecom/render.ts';
import { card, confirm, form, leave, refuse } from './cards.ts';

describe('a card with buttons (D90236, button_interaction)', () => {
  it('shows short fields as a table, lines as text, and keys that carry their facts', () => {
    const drawn = drawCard(
      card({
        lines: ['您已被点名参加培训。', '请在周五前答复。'],
        fields: [
          { label: '班次', value: '2026 年春季班' },
          { label: '培训地点', value: '县委党校' },
        ],
        buttons: [confirm, leave, refuse],
      }),
    );
    expect(drawn).toEqual({
      isWhole: true,
      card: {
        card_type: 'button_interaction',
        main_title: { title: '点名调训' },
        sub_title_text: '您已被点名参加培训。\n请在周五前答复。',
        horizontal_content_list: [
          { keyname: '班次', value: '2026 年春季班' },
          { keyname: '培训地点', value: '县委党校' },
        ],
        button_list: [
          { text: '确认参加', style: 1, key: 'call-up.answer?answer=confirm' },
          { text: '请假', style: 2, key: 'call-up.answer?answer=leave' },
          { text: '不参加', style: 3, key: 'call-up.answer?answer=refuse' },
        ],
      },
    });
  });

  it('leaves out what is empty', () => {
    expect(drawCard(card({ buttons: [confirm] }))?.card).not.toHaveProperty('sub_title_text');
    expect(drawCard(card({ buttons: [confirm] }))?.card).not.toHaveProperty('horizontal_content_list');
  });

  it('puts fields that are too long, or too many, among the lines', () => {
    const short = Array.from({ length: 7 }, (_, index) => ({ label: `第${index}`, value: '值' }));
    const long = { label: '报到与住宿安排', value: '自理' };
    const wide = { label: '路线', value: '路'.repeat(31) };
    const drawn = drawCard(card({ lines: ['一行'], fields: [long, wide, ...short], buttons: [confirm] }));
    expect(drawn?.isWhole).toBe(true);
    expect(drawn?.card).toMatchObject({
      sub_title_text: `一行\n报到与住宿安排：自理\n路线：${'路'.repeat(31)}\n第6：值`,
      horizontal_content_list: short.slice(0, 6).map(({ label, value }) => ({ keyname: label, value })),
    });
  });

  it('repeats a title that is too long as the first line', () => {
    const title = '题'.repeat(40);
    expect(drawCard(card({ title, lines: ['一行'], buttons: [confirm] }))).toMatchObject({
      isWhole: true,
      card: { main_title: { title: `${'题'.repeat(35)}…` }, sub_title_text: `${title}\n一行` },
    });
  });

  it('sends the reader to the message before where the text does not fit', () => {
    const drawn = drawCard(card({ lines: [`${'句'.repeat(50)}。`, '长'.repeat(150)], buttons: [confirm] }));
    expect(drawn).toMatchObject({
      isWhole: false,
      card: { sub_title_text: `${'句'.repeat(50)}。\n全文见上一条消息。` },
    });
  });

  it('repeats the buttons in that message only where the card has no room for a label', () => {
    const long = { lines: ['长'.repeat(170)] };
    expect(textAbove(card({ ...long, buttons: [confirm] }))).not.toMatch(/确认参加|请回复/);
    const noRoom = { ...confirm, label: '确认参加并同意住宿安排' };
    expect(textAbove(card({ ...long, buttons: [noRoom] }))).toContain('确认参加并同意住宿安排');
  });

  it('says so when a label had to be shortened', () => {
    const long = { ...confirm, label: '确认参加并同意住宿安排' };
    expect(drawCard(card({ buttons: [long] }))).toMatchObject({
      isWhole: false,
      card: { button_list: [{ text: '确认参加并同意住宿…' }] },
    });
  });

  it('takes six buttons; with seven, or two alike, it goes out as text', () => {
    const buttons = Array.from({ length: 7 }, (_, index) => ({ ...leave, press: { action: `a${index}`, data: {} } }));
    expect(drawCard(card({ buttons: buttons.slice(0, 6) }))?.card).toMatchObject({ button_list: { length: 6 } });
    expect(drawCard(card({ buttons }))).toBeUndefined();
    expect(drawCard(card({ buttons: [leave, leave] }))).toBeUndefined();
  });

  it('goes out as text when a key is over 1024 bytes', () => {
    const press = (chars: number) => ({ action: 'a'.repeat(chars), data: {} });
    expect(drawCard(card({ buttons: [{ label: '好', press: press(1024) }] }))).toBeDefined();
    expect(drawCard(card({ buttons: [{ label: '好', press: press(1025) }] }))).toBeUndefined();
  });
});

describe('a card with a form (D90236, vote_interaction)', () => {
  it('is a vote whose text carries lines and fields', () => {
    const drawn = drawCard(card({ lines: ['请选择。'], fields: [{ label: '截止', value: '周五' }], form: form(2) }));
    expect(drawn).toEqual({
      isWhole: true,
      card: {
        card_type: 'vote_interaction',
        main_title: { title: '点名调训', desc: '请选择。\n截止：周五' },
        checkbox: {
          question_key: 'choice',
          mode: 0,
          option_list: [
            { id: 'v0', text: '选项1', is_checked: false },
            { id: 'v1', text: '选项2', is_checked: false },
          ],
        },
        submit_button: { text: '提交', key: 'survey.answer?survey=s1' },
      },
    });
  });

  it('says how many may be chosen where that is fewer than all', () => {
    const drawn = (maxChoices?: number) =>
      drawCard(card({ form: form(3, { kind: 'multiple', ...(maxChoices === undefined ? {} : { maxChoices }) }) }))
        ?.card;
    expect(drawn(2)).toMatchObject({ main_title: { desc: '最多选 2 项。' }, checkbox: { mode: 1 } });
    expect(drawn(3)).toMatchObject({ main_title: { title: '点名调训' } });
    expect(drawn(3)?.main_title).not.toHaveProperty('desc');
    expect(drawn()?.main_title).not.toHaveProperty('desc');
  });

  it('tells what to type for its other buttons', () => {
    const withButtons = card({ form: form(2), buttons: [leave, refuse] });
    expect(drawCard(withButtons)?.card).toMatchObject({
      main_title: { desc: '也可回复“请假”或“不参加”。' },
    });
  });

  it('repeats a title over 16 characters as the first line', () => {
    const title = '题'.repeat(17);
    expect(drawCard(card({ title, form: form(2) }))).toMatchObject({
      isWhole: true,
      card: { main_title: { title: `${'题'.repeat(15)}…`, desc: title } },
    });
  });

  it('numbers options that had to be shortened, like the text before', () => {
    const options = [
      { value: 'a', label: '选'.repeat(18) },
      { value: 'b', label: '短' },
    ];
    const long = card({ form: form(0, { options }) });
    expect(drawCard(long)).toMatchObject({
      isWhole: false,
      card: { checkbox: { option_list: [{ text: `1. ${'选'.repeat(13)}…` }, { text: '2. 短' }] } },
    });
    expect(cardAsText(long)).toContain(`1. ${'选'.repeat(18)}\n2. 短`);
  });

  it('takes 1 to 20 options with distinct ids of 128 bytes; anything else goes out as text', () => {
    const options = (value: string) => [
      { value, label: '一' },
      { value: 'other', label: '二' },
    ];
    expect(drawCard(card({ form: form(20) }))).toBeDefined();
    expect(drawCard(card({ form: form(21) }))).toBeUndefined();
    expect(drawCard(card({ form: form(0) }))).toBeUndefined();
    expect(drawCard(card({ form: form(0, { options: options('学'.repeat(42)) }) }))).toBeDefined();
    expect(drawCard(card({ form: form(0, { options: options('学'.repeat(43)) }) }))).toBeUndefined();
    expect(drawCard(card({ form: form(0, { options: options('other') }) }))).toBeUndefined();
    expect(drawCard(card({ form: form(0, { options: options('') }) }))).toBeUndefined();
  });
});

describe('a card that leads to a page', () => {
  const url = 'https://www.example.cn/a';
  const action = { type: 1, url };
  const jump = [{ type: 1, title: '查看资料', url }];
  const link = { label: '查看资料', url };

  it('shows the link in the table and opens it at a tap, beside its buttons and once it is settled', () => {
    const asked = card({ fields: [{ label: '班次', value: '春季班' }], link, buttons: [confirm] });
    const parts = {
      card_type: 'button_interaction',
      horizontal_content_list: [
        { keyname: '班次', value: '春季班' },
        { keyname: '链接', value: '查看资料', type: 1, url },
      ],
      card_action: action,
    };
    expect(drawCard(asked)?.card).toMatchObject(parts);
    expect(drawRevision({ ...asked, settled: '已确认参加' })).toMatchObject({ ...parts, replace_text: '已确认参加' });
  });

  it('takes one of the six rows of the table; a field that has no row left is a line', () => {
    const fields = Array.from({ length: 6 }, (_, index) => ({ label: `第${index}`, value: '值' }));
    const drawn = drawCard(card({ fields, link, buttons: [confirm] }))?.card;
    expect(drawn).toMatchObject({ sub_title_text: '第5：值', horizontal_content_list: { length: 6 } });
  });

  it('is a text notice with nothing to press, a news notice with a picture; changed as it was sent', () => {
    const told = card({ lines: ['课前请阅读。'], link });
    const notice = {
      card_type: 'text_notice',
      main_title: { title: '点名调训' },
      sub_title_text: '课前请阅读。',
      jump_list: jump,
      card_action: action,
    };
    expect(drawCard(told)).toEqual({ isWhole: true, card: notice });
    expect(drawRevision(told)).toEqual(notice);
    expect(drawCard({ ...told, link: { ...link, pictureUrl: 'https://www.example.cn/p.png' } })?.card).toEqual({
      card_type: 'news_notice',
      main_title: { title: '点名调训' },
      card_image: { url: 'https://www.example.cn/p.png' },
      vertical_content_list: [{ title: '内容', desc: '课前请阅读。' }],
      jump_list: jump,
      card_action: action,
    });
  });

  it('goes after its full text where that is too long, and names its address there', () => {
    const long = card({ lines: ['长'.repeat(200)], link });
    expect(drawCard(long)).toMatchObject({ isWhole: false, card: { card_type: 'text_notice' } });
    expect(cardAsText(long)).toContain(`查看资料：${url}`);
  });

  it('leads nowhere where its address may not be followed', () => {
    const bad = card({ link: { label: '查看', url: 'http://a.cn' } });
    expect(drawCard(bad)).toBeUndefined();
    expect(drawCard({ ...bad, buttons: [confirm] })?.card).not.toHaveProperty('card_action');
  });
});

describe('a card with drop-downs (D90236, multiple_interaction)', () => {
  const options = [{ value: 'a', label: '病假' }];
  const selection = {
    questions: [{ key: 'kind', label: '假别', options }],
    submit: { label: '下一步', press: { action: 'leave.pick', data: {} } },
  };

  it('draws them in place of its buttons', () => {
    expect(drawCard(card({ lines: ['请选择。'], buttons: [leave], selection }))).toEqual({
      isWhole: true,
      card: {
        card_type: 'multiple_interaction',
        main_title: { title: '点名调训', desc: '请选择。' },
        select_list: [{ question_key: 'kind', title: '假别', option_list: [{ id: 'a', text: '病假' }] }],
        submit_button: { text: '下一步', key: 'leave.pick' },
      },
    });
  });

  it('draws the buttons where they are too many, or an option has no words', () => {
    const [question] = selection.questions;
    const many = Array.from({ length: 4 }, (_, index) => ({ key: `q${index}`, label: '问', options }));
    const more = Array.from({ length: 11 }, (_, index) => ({ value: `v${index}`, label: '选' }));
    for (const questions of [[], many, [{ ...question, key: 'k', label: '问', options: more }]]) {
      const drawn = drawCard(card({ buttons: [leave], selection: { ...selection, questions } }));
      expect(drawn?.card.card_type).toBe('button_interaction');
    }
  });
});

describe('a label of nothing', () => {
  it('goes out as text, whoever made it', () => {
    const blank = { ...confirm, label: ' \0' };
    expect(drawCard(card({ buttons: [blank] }))).toBeUndefined();
    expect(drawCard(card({ form: form(2, { submit: blank }) }))).toBeUndefined();
    expect(drawCard(card({ form: form(0, { options: [{ value: 'a', label: '' }] }) }))).toBeUndefined();
    expect(drawCard(card({ title: ' ', buttons: [confirm] }))).toBeUndefined();
    expect(drawRevision(card({ title: ' ', settled: '已截止' }))).toBeUndefined();
    expect(drawRevision(card({ settled: ' ' }))).toMatchObject({ button_list: [{ text: '已结束' }] });
  });
});

describe('a card in place of one on the screen (D94888)', () => {
  it('greys the buttons of a settled one and keeps what it said', () => {
    const settled = card({
      lines: ['您已被点名。'],
      fields: [{ label: '班次', value: '春季班' }],
      buttons: [confirm, leave],
      settled: '已确认参加',
    });
    expect(drawRevision(settled)).toEqual({
      card_type: 'button_interaction',
      main_title: { title: '点名调训' },
      sub_title_text: '您已被点名。',
      horizontal_content_list: [{ keyname: '班次', value: '春季班' }],
      button_list: [{ text: '已确认参加', style: 1, key: 'closed' }],
      replace_text: '已确认参加',
    });
  });

  it('says on the grey button what comes before the comma, where all of it does not fit', () => {
    const settled = drawRevision(card({ buttons: [confirm], settled: '已同意，待县委党校审批' }));
    const whole = { replace_text: '已同意，待县委党校审批', button_list: [{ text: '已同意' }] };
    expect(settled).toMatchObject(whole);
  });

  it('needs no buttons to be settled, nor to have nothing to press', () => {
    expect(drawRevision(card({ form: form(3), settled: '已提交' }))).toMatchObject({ replace_text: '已提交' });
    expect(drawRevision(card({ lines: ['结果已公布。'] }))).toMatchObject({ replace_text: '无需操作' });
  });

  it('is the next question of a form', () => {
    expect(drawRevision(card({ title: '第 2 题', form: form(2) }))).toMatchObject({ card_type: 'vote_interaction' });
  });

  it('is sent as a new card when it asks for something and does not fit as a whole', () => {
    expect(drawRevision(card({ lines: ['长'.repeat(200)], buttons: [confirm] }))).toBeUndefined();
    expect(drawRevision(card({ form: form(21) }))).toBeUndefined();
  });

  it('cuts the old text of a settled one, which was read before', () => {
    const drawn = drawRevision(card({ lines: ['长'.repeat(200)], settled: '已截止' }));
    expect(drawn).toMatchObject({ sub_title_text: `${'长'.repeat(159)}…`, replace_text: '已截止' });
  });
});

describe('text', () => {
  it('of a card without anything to press is the plain form', () => {
    const told = card({ lines: ['结果已公布。'], fields: [{ label: '等次', value: '优秀' }] });
    expect(drawCard(told)).toBeUndefined();
    expect(cardAsText(told)).toBe(plainText(told));
  });

  it('of a settled card that is new to the person says that it is settled', () => {
    const late = card({ buttons: [confirm], settled: '已截止' });
    expect(drawCard(late)).toBeUndefined();
    expect(cardAsText(late)).toBe('【点名调训】\n（已截止）');
  });

  it('shows links that somebody typed as text', () => {
    expect(literalText('<a href="https://evil.example">成绩</a> < A > <abc>')).toBe(
      '＜a href="https://evil.example">成绩＜/a> < A > <abc>',
    );
    expect(literalText('<A HREF=x>')).toBe('＜A HREF=x>');
  });

  it('names nobody because somebody typed so', () => {
    expect(literalText('<@all> 明天停课')).toBe('＜@all> 明天停课');
  });

  it('within Markdown stays as it was typed', () => {
    const typed = '[成绩](https://evil.example) **假** _b_ `c` <font color="warning">d</font> <@all>';
    expect(literalMarkdown(typed)).not.toMatch(/[[\]*_`<]/);
    expect(literalMarkdown('# 标题\n > 引用\n1. 一\n- 二\n+ 三')).toBe('＃ 标题\n ＞ 引用\n1． 一\n－ 二\n＋ 三');
    expect(literalMarkdown('编号 #K7Q2M，2026-03-02，3.5 > 3')).toBe('编号 #K7Q2M，2026-03-02，3.5 > 3');
  });

  it('has no control characters and no halves of characters, which JSON would write as escapes', () => {
    expect(literalText('a\0b\u0007c\r\nd\te\rf\ud800g\u007f\u0085')).toBe('abc\nd\te\nf\ufffdg');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
        (text) => {
          expect(JSON.stringify(literalText(text))).not.toMatch(/\\u/);
        },
      ),
    );
  });
});
