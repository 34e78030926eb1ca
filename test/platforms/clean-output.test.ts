import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Card, text } from '../../src/chat/message.ts';
import { shownCard, shownMessage } from '../../src/chat/shown-message.ts';
import {
  cardParams,
  groupMarkdown,
  markdownMessages,
  textMessage,
  textParts,
} from '../../src/platforms/dingtalk/render.ts';
import { groupContents } from '../../src/platforms/wecom/group-message.ts';
import { cardAsText, drawCard, drawRevision } from '../../src/platforms/wecom/render.ts';

/** What moves, hides or breaks the words around it. */
const harmful = /(?![\t\n])[\p{Cs}\p{Bidi_Control}\p{Cc}]/u;

const dirty = fc.array(
  fc.constantFrom(
    '张',
    'a',
    '👍',
    '👩‍👩‍👧',
    '\u202E',
    '\u2067',
    '\u200F',
    '\u061C',
    '\u0007',
    '\u009B',
    '\uD83D',
    '\n',
    ' ',
  ),
  { minLength: 1, maxLength: 60 },
);
const words = dirty.map((parts) => parts.join(''));

/** Every text in what goes to a vendor. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const cards = fc.record({ title: words, line: words, label: words, settled: fc.option(words) }).map(
  ({ title, line, label, settled }): Card => ({
    ...{ kind: 'card', id: 'leave:1', title, lines: [line], fields: [{ label, value: line }] },
    link: { label, url: 'https://www.example.cn/' },
    buttons: [{ label, press: { action: 'leave.grant', data: { leave: '1' } } }],
    ...(settled === null ? {} : { settled }),
  }),
);

describe('whatever somebody typed, nothing moves or hides the words around it', () => {
  it.each([
    ['a card of WeCom', drawCard],
    ['a card of WeCom that was answered', drawRevision],
    ['a card of WeCom as text', cardAsText],
    ['a card in a group of WeCom', (card: Card) => groupContents(card, 'app')],
    ['a card by a robot of WeCom', (card: Card) => groupContents(card, 'robot')],
    ['a card of DingTalk, in the list of conversations and in a notification', cardParams],
    ['a card of DingTalk without a template', markdownMessages],
    ['a card in a group of DingTalk', groupMarkdown],
  ])('in %s', (_what, draw) => {
    fc.assert(
      fc.property(cards, (card) => {
        expect(textsIn(draw(shownCard(card))).filter((each) => harmful.test(each))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('in a text', () => {
    fc.assert(
      fc.property(words, (typed) => {
        const shown = shownMessage(text(typed));
        const said = shown.kind === 'text' ? shown.text : '';
        const sent = [textParts(said).map(textMessage), groupContents(text(said), 'app')];
        expect(textsIn(sent).filter((each) => harmful.test(each))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
