import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/message.ts';
import { checkCard } from '../../../src/emulator/wecom/card-check.ts';
import { groupContents } from '../../../src/platforms/wecom/group-message.ts';
import { drawCard, drawRevision } from '../../../src/platforms/wecom/render.ts';
import type { TemplateCard } from '../../../src/platforms/wecom/template-card.ts';
import { card } from './cards.ts';

const word = fc.string({
  unit: fc.constantFrom('学', '。', 'a', '\n', '<', '😀', '👩‍👧', '\0', ' '),
  minLength: 1,
  maxLength: 200,
});
const short = fc.constantFrom('病假', '今天', '下午', '一二三四五六七八九十一二三四五六七');
const label = fc.oneof(short, word);
const button = fc.record({
  label,
  press: fc.record({ action: short, data: fc.dictionary(short, word, { maxKeys: 3 }) }),
});
const option = fc.record({ value: fc.oneof(short, word, fc.nat(99).map(String)), label });
/** Mostly with ids that differ. */
const options = (maxLength: number) =>
  fc.oneof(
    fc.array(option, { maxLength }),
    fc.uniqueArray(option, { maxLength, minLength: 1, selector: ({ value }) => value }),
  );
const form = fc.record({
  kind: fc.constantFrom('single' as const, 'multiple' as const),
  options: options(24),
  submit: button,
});
const selection = fc.record({
  questions: fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', ''), label, options: options(12) }), {
    maxLength: 4,
  }),
  submit: button,
});
const address = fc.oneof(
  fc.webUrl({ validSchemes: ['https'], withQueryParameters: true }),
  fc.constantFrom('https://党校.example.cn/学习(一)?a=1_2', 'http://a.cn', 'javascript:alert(1)', ''),
  fc.integer({ min: 2000, max: 2100 }).map((length) => `https://a.cn/${'x'.repeat(length)}`),
);
const link = fc.record({ label, url: address, pictureUrl: address }, { requiredKeys: ['label', 'url'] });
const anyCard: fc.Arbitrary<Card> = fc
  .tuple(
    fc.record({ title: label, lines: fc.array(word, { maxLength: 4 }) }),
    fc.record({ fields: fc.array(fc.record({ label, value: label }), { maxLength: 8 }) }),
    fc.record({ buttons: fc.oneof(fc.constant([]), fc.array(button, { maxLength: 8 })) }),
    fc.oneof(fc.constant({}), fc.record({ form }), fc.record({ selection })),
    fc.oneof(fc.constant({}), fc.record({ link })),
    fc.oneof({ arbitrary: fc.constant({}), weight: 4 }, fc.record({ settled: word })),
  )
  .map((parts) => card(Object.assign({}, ...parts)));

/** Every text on a drawn card with the name of its place, e.g. `button_list.text`. */
function* places(value: unknown, place = ''): Generator<[place: string, text: string]> {
  if (typeof value === 'string') yield [place, value];
  else if (Array.isArray(value)) for (const each of value) yield* places(each, place);
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) yield* places(each, place === '' ? name : `${place}.${name}`);
}

/** D90236, in characters. The title of a vote is shorter. */
const mostChars: Readonly<Record<string, number>> = {
  'main_title.title': 36,
  'main_title.desc': 160,
  sub_title_text: 160,
  'horizontal_content_list.keyname': 5,
  'horizontal_content_list.value': 30,
  'vertical_content_list.title': 38,
  'vertical_content_list.desc': 160,
  'jump_list.title': 18,
  'button_list.text': 10,
  'submit_button.text': 10,
  'checkbox.option_list.text': 17,
  'select_list.title': 13,
  'select_list.option_list.text': 16,
};
/** D99110, where a group robot's card is shorter. */
const mostRobotChars = { ...mostChars, 'main_title.title': 26, sub_title_text: 112, 'vertical_content_list.desc': 112 };

function keepsLengths(drawn: TemplateCard, most: Readonly<Record<string, number>>): void {
  expect(JSON.stringify(drawn)).not.toMatch(/\\u/);
  if (drawn.card_type === 'vote_interaction') expect(drawn.main_title.title.length).toBeLessThanOrEqual(16);
  for (const [place, text] of places(drawn)) {
    expect(text.trim(), place).not.toBe('');
    if (place.endsWith('url')) expect(text).toMatch(/^https:\/\/[!-~]{1,2040}$/);
    expect(text.length, place).toBeLessThanOrEqual(most[place] ?? Number.POSITIVE_INFINITY);
  }
}

describe('whatever card is drawn', () => {
  it('keeps every limit of D90236, in each of the five kinds, sent or changed', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyCard, (any) => {
        const sent = drawCard(any)?.card;
        const changed = drawRevision(any);
        if (sent !== undefined) checkCard({ ...sent, task_id: 'T' }, 'send');
        if (changed !== undefined) checkCard({ ...changed }, 'update');
        for (const drawn of [sent, changed]) if (drawn !== undefined) keepsLengths(drawn, mostChars);
        if (sent !== undefined) seen.add(sent.card_type);
      }),
      { numRuns: 400, seed: 4 },
    );
    expect([...seen].sort()).toEqual([
      'button_interaction',
      'multiple_interaction',
      'news_notice',
      'text_notice',
      'vote_interaction',
    ]);
  });

  it('keeps the limits of groups (D90248, D99110), whoever speaks there', () => {
    const seen = new Set<string>();
    const bytes = (text: unknown) => Buffer.byteLength(String(text), 'utf8');
    fc.assert(
      fc.property(anyCard, fc.constantFrom('app' as const, 'robot' as const), (any, speaker) => {
        for (const content of groupContents(any, speaker)) {
          const { msgtype, ...rest } = content as { msgtype: string } & Record<string, Record<string, unknown>>;
          const fields = rest[msgtype] ?? {};
          seen.add(`${speaker} ${msgtype}`);
          if (msgtype === 'template_card') {
            expect(speaker).toBe('robot');
            checkCard(fields, 'send');
            keepsLengths(fields as unknown as TemplateCard, mostRobotChars);
          }
          const { title, description, picurl } = (msgtype === 'news' ? (fields.articles as never[])[0] : fields) ?? {};
          if (msgtype === 'textcard' || msgtype === 'news') {
            expect(bytes(title)).toBeLessThanOrEqual(128);
            expect(bytes(description)).toBeLessThanOrEqual(512);
            expect(String(title).trim()).not.toBe('');
          }
          if (msgtype === 'textcard') {
            expect(String(description).trim()).not.toBe('');
            expect(String(description).replaceAll('<br>', '')).not.toContain('<');
          }
          if (msgtype === 'news') expect(picurl).toMatch(/^https:/);
          if (msgtype === 'markdown')
            expect(bytes(fields.content)).toBeLessThanOrEqual(speaker === 'app' ? 2048 : 4096);
        }
      }),
      { numRuns: 300, seed: 4 },
    );
    expect([...seen].sort()).toEqual([
      ...['app markdown', 'app news', 'app text', 'app textcard'],
      ...['robot markdown', 'robot template_card', 'robot text'],
    ]);
  });
});
