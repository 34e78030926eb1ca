import { describe, expect, it } from 'vitest';
import { type Card, decodePress, typedPress } from '../../../src/chat/message.ts';
import {
  cardParams,
  escapeMarkdown,
  markdownMessages,
  textMessage,
  textParts,
} from '../../../src/platforms/dingtalk/render.ts';
import { callUp, survey } from './setup.ts';

function markdownOf(card: Card): { title: string; text: string } {
  const [only, ...others] = markdownMessages(card);
  expect(others).toEqual([]);
  expect(only?.msgKey).toBe('sampleMarkdown');
  return JSON.parse(only?.msgParam ?? '') as { title: string; text: string };
}

/** What each link would send for the person, by its label. */
function linksOf(markdown: string): Map<string, string> {
  const links = [...markdown.matchAll(/\[([^\]]+)\]\(dtmd:\/\/dingtalkclient\/sendMessage\?content=([^)\s]+)\)/g)];
  return new Map(links.map(([, label = '', content = '']) => [label, decodeURIComponent(content)]));
}

describe('a card without a template (docs/vendors/dingtalk.md, Messages)', () => {
  it('is numbered Markdown with a link per button that sends what one would type', () => {
    const { title, text } = markdownOf(callUp);
    expect(title).toBe('调训通知');
    const [heading, ...lines] = text.split('  \n  ');
    expect(heading).toBe('### 【调训通知】');
    expect(lines.slice(0, 5)).toEqual([
      '您被点名参加春季班。',
      '报到：3月2日 8:30',
      '1. 确认参加',
      '2. 申请请假',
      '请回复序号。',
    ]);
    expect(linksOf(text)).toEqual(new Map(callUp.buttons.map((button) => [button.label, typedPress(callUp, button)])));
  });

  it('offers the options as links where one choice is the whole answer', () => {
    const form = { ...(survey.form as NonNullable<Card['form']>), kind: 'single' as const };
    expect([...linksOf(markdownOf({ ...survey, form }).text).keys()]).toEqual([
      '党性教育',
      '乡村振兴',
      '数字政务',
      '稍后再答',
    ]);
  });

  it('lists the options of a multiple choice to be typed, and links only its plain buttons', () => {
    const { text } = markdownOf(survey);
    expect(text).toContain('2. 乡村振兴');
    expect([...linksOf(text).keys()]).toEqual(['稍后再答']);
  });

  it('shows a page and its picture as Markdown, its address as it is', () => {
    const link = { label: '查看[资料]', url: 'https://a.cn/b_c(1)?d=~e', pictureUrl: 'https://a.cn/p_1.png' };
    const page = '![调训通知](https://a.cn/p_1.png)  \n  [查看［资料］](https://a.cn/b_c%281%29?d=~e)';
    expect(markdownOf({ ...callUp, link }).text).toContain(`请回复序号。  \n  ${page}  \n  [确认参加](dtmd:`);
    expect(cardParams({ ...callUp, link })?.text).toMatch(/报到：3月2日 8:30 {2}\n {2}!\[调训通知/);
    expect(markdownOf({ ...callUp, link: { ...link, url: 'http://a.cn' } }).text).not.toContain('a.cn');
  });

  it('has no links once it is settled', () => {
    const { text } = markdownOf({ ...callUp, settled: '已确认参加' });
    expect(text).toContain('（已确认参加）');
    expect(linksOf(text).size).toBe(0);
  });

  it('keeps a link whole whatever its label', () => {
    const label = "参加 (全程)'*!";
    const { text } = markdownOf({ ...callUp, buttons: [{ label, press: { action: 'a', data: {} } }] });
    expect([...linksOf(text).values()]).toEqual([expect.stringContaining(label)]);
  });

  it('is split below the limit of 15,000 bytes, links on the last part', () => {
    const long = {
      ...callUp,
      lines: Array.from({ length: 400 }, (_, index) => `第 ${index} 段：${'学'.repeat(30)}。`),
    };
    const parts = markdownMessages(long);
    expect(parts.length).toBeGreaterThan(2);
    for (const { msgParam } of parts) expect(Buffer.byteLength(msgParam)).toBeLessThanOrEqual(15_000);
    expect(linksOf(String(JSON.parse(parts.at(-1)?.msgParam ?? '').text)).size).toBe(2);
  });
});

describe('text that people wrote', () => {
  it.each([
    [
      '[点这里](dtmd://dingtalkclient/sendMessage?content=x)',
      '［点这里］(dtmd://dingtalkclient/sendMessage?content=x)',
    ],
    ['![图](https://example.com/a.png)', '!［图］(https://example.com/a.png)'],
    ['<a atId=user01>张三</a>', '＜a atId=user01＞张三＜/a＞'],
    ['**重要** _x_ `y` ~~z~~', '＊＊重要＊＊ ＿x＿ ｀y｀ ～～z～～'],
    ['# 标题', '＃ 标题'],
    ['  ## 标题', '  ＃# 标题'],
    ['> 引用', '＞ 引用'],
    ['- 一项', '－ 一项'],
    ['+ 一项', '＋ 一项'],
    ['---', '－--'],
    ['===', '＝=='],
    ['a | b', 'a ｜ b'],
    ['\\[x\\]', '＼［x＼］'],
    ['-1.5 分', '-1.5 分'],
    ['2026-03-01 8:30，第 1 班（#K7Q2M）', '2026-03-01 8:30，第 1 班（#K7Q2M）'],
  ])('%s shows as written', (written, sent) => {
    expect(escapeMarkdown(written)).toBe(sent);
  });

  it('cannot smuggle a link or a heading into a card, on any line', () => {
    const evil = '好\r# 假标题\u2028> 引用\n[确认](dtmd://dingtalkclient/sendMessage?content=1)';
    const card = { ...callUp, title: `[x](${evil})`, fields: [{ label: evil, value: evil }], lines: [evil] };
    const { text } = markdownOf(card);
    expect([...linksOf(text).keys()]).toEqual(['确认参加', '申请请假']);
    expect(text.split(/\r|\n|\u2028/).filter((line) => /^\s*[#>]/.test(line))).toEqual([
      expect.stringMatching(/^### 【/),
    ]);
    expect(cardParams({ ...card, title: 'x' })?.text).not.toMatch(/[[\]<>]|^\s*#/m);
  });
});

describe('a card of our template (docs/dingtalk-card.md)', () => {
  it('has every variable as text', () => {
    const params = cardParams(callUp);
    expect(params).toMatchObject({
      title: '调训通知',
      text: '您被点名参加春季班。  \n  报到：3月2日 8:30',
      mode: 'none',
      maxChoices: '0',
      options: '[]',
      status: '',
    });
    const buttons = JSON.parse(params?.buttons ?? '') as { key: string; label: string; style: string }[];
    expect(buttons.map(({ label, style }) => [label, style])).toEqual([
      ['确认参加', 'primary'],
      ['申请请假', 'plain'],
    ]);
    expect(buttons.map(({ key }) => decodePress(key))).toEqual(callUp.buttons.map(({ press }) => press));
  });

  it('asks a form with the submit button first', () => {
    const params = cardParams(survey);
    expect(params).toMatchObject({ mode: 'multiple', maxChoices: '2' });
    expect(JSON.parse(params?.options ?? '')).toEqual(survey.form?.options);
    const buttons = JSON.parse(params?.buttons ?? '') as { label: string; style: string }[];
    expect(buttons.map(({ label, style }) => [label, style])).toEqual([
      ['提交', 'primary'],
      ['稍后再答', 'plain'],
    ]);
  });

  it('takes no more answers once it is settled', () => {
    expect(cardParams({ ...survey, settled: '已提交' })).toMatchObject({
      mode: 'none',
      options: '[]',
      buttons: '[]',
      status: '已提交',
    });
  });

  it.each<[string, Card]>([
    ['text over 1 KB', { ...callUp, lines: ['学'.repeat(342)] }],
    ['options over 1 KB', longOptions(12, 40)],
    ['21 options', longOptions(21, 1)],
    [
      'seven buttons',
      {
        ...callUp,
        buttons: Array.from({ length: 7 }, (_, n) => ({ label: `${n}`, press: { action: 'a', data: {} } })),
      },
    ],
  ])('%s does not fit', (_, card) => {
    expect(cardParams(card)).toBeUndefined();
    expect(markdownMessages(card).length).toBeGreaterThan(0);
  });

  it('1,024 bytes of text fit', () => {
    expect(cardParams({ ...callUp, lines: [`${'学'.repeat(341)}x`], fields: [] })?.text).toHaveLength(342);
  });
});

describe('plain text', () => {
  it('is sampleText, in parts below the limit', () => {
    const parts = textParts('您好。'.repeat(4000)).map(textMessage);
    expect(parts.length).toBeGreaterThan(1);
    for (const { msgKey, msgParam } of parts) {
      expect(msgKey).toBe('sampleText');
      expect(Buffer.byteLength(msgParam)).toBeLessThanOrEqual(15_000);
    }
  });
});

function longOptions(count: number, length: number): Card {
  const options = Array.from({ length: count }, (_, index) => ({ value: `${index}`, label: '课'.repeat(length) }));
  return { ...survey, form: { ...(survey.form as NonNullable<Card['form']>), options } };
}
