import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCard, cleanText } from '../../src/chat/clean-text.ts';
import type { Card } from '../../src/chat/message.ts';

describe('words as they are shown', () => {
  it.each([
    ['an override of direction', '同意\u202e意同不\u202c', '同意意同不'],
    ['an isolate', '\u2066张三\u2069', '张三'],
    ['marks of direction', '\u200e张\u200f三\u061c', '张三'],
    ['invisible signs', '张\u200b三\ufeff\u00ad', '张三'],
    ['controls', '张\u0000三\u0007\u001b[31m\u007f\u0090', '张三[31m'],
    ['hidden tags', '好\u{e0041}\u{e007f}', '好'],
    ['line breaks of other kinds', 'a\r\nb\rc\u2028d\u2029e\u000bf', 'a\nb\nc\nd\ne\nf'],
    ['a tab', 'a\tb', 'a b'],
    ['half a character', 'a\ud83db', 'a\ufffdb'],
    ['a joiner between letters', 'a\u200db', 'ab'],
  ])('hold %s no more', (_what, typed, shown) => {
    expect(cleanText(typed)).toBe(shown);
  });

  it.each(['您好，张三！\n（明天）', '👨‍👩‍👧', '❤️‍🔥', '葛\u{e0100}', '𠮷野家'])('stay as they are: %s', (words) => {
    expect(cleanText(words)).toBe(words);
  });

  it('are clean after the first time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const once = cleanText(words);
        expect(cleanText(once)).toBe(once);
        expect(once).not.toMatch(/(?![\n\u200d])[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});

it('a card is cleaned wherever it shows words, and keeps what its buttons mean', () => {
  const dirty = 'a\u202eb';
  const press = { action: 'leave.submit', data: { note: dirty } };
  const button = { label: dirty, press };
  const option = { value: dirty, label: dirty };
  const card: Card = {
    ...{
      kind: 'card',
      id: 'x',
      title: dirty,
      lines: [dirty],
      fields: [{ label: dirty, value: dirty }],
      settled: dirty,
    },
    link: { label: dirty, url: 'https://www.example.cn/' },
    form: { kind: 'single', options: [option], submit: button },
    buttons: [button],
    selection: { questions: [{ key: 'day', label: dirty, options: [option] }], submit: button },
  };
  const clean = { label: 'ab', press };
  expect(cleanCard(card)).toEqual({
    ...{ kind: 'card', id: 'x', title: 'ab', lines: ['ab'], fields: [{ label: 'ab', value: 'ab' }], settled: 'ab' },
    link: { label: 'ab', url: 'https://www.example.cn/' },
    form: { kind: 'single', options: [{ value: dirty, label: 'ab' }], submit: clean },
    buttons: [clean],
    selection: { questions: [{ key: 'day', label: 'ab', options: [{ value: dirty, label: 'ab' }] }], submit: clean },
  });
});
