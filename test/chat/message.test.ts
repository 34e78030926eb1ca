import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Card, cardCode, decodePress, encodePress, plainText } from '../../src/chat/message.ts';

const card: Card = {
  kind: 'card',
  id: 'call-up:2026-01',
  title: '调训通知',
  lines: ['请按时报到。'],
  fields: [{ label: '班次', value: '2026-01' }],
  buttons: [
    { label: '确认参加', press: { action: 'a', data: {} } },
    { label: '申请免调', press: { action: 'b', data: {} } },
  ],
};

describe('a press in a button key', () => {
  it('comes back as it was, whatever its facts are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ unit: 'grapheme' })), (data) => {
        const press = { action: 'call-up.answer', data: { ...data } };
        expect(decodePress(encodePress(press))).toEqual(press);
      }),
    );
  });

  it('carries no fact under a name that no card of ours has and no store could keep', () => {
    expect(decodePress('a?%00=1&b%00=2&__proto__=3&$where=4&x.y=5&=6&page=7')).toEqual({
      action: 'a',
      data: { page: '7' },
    });
  });
});

describe('a card as plain text', () => {
  it('numbers its buttons, so that everything can be done by typing', () => {
    expect(plainText(card)).toBe('【调训通知】\n请按时报到。\n班次：2026-01\n1. 确认参加\n2. 申请免调\n请回复序号。');
  });

  it('numbers the options of a form and says how many may be chosen', () => {
    const options = ['甲', '乙', '丙'].map((label) => ({ value: label, label }));
    const form = {
      kind: 'multiple' as const,
      options,
      maxChoices: 2,
      submit: { label: '提交', press: { action: 's', data: {} } },
    };
    expect(plainText({ ...card, form, buttons: [] })).toContain('3. 丙\n可多选，最多 2 项');
  });

  it('lists its buttons by their words where one is final or the text itself is a numbered list', () => {
    const words = '请回复“确认参加”或“申请免调”。';
    const [button, ...others] = card.buttons;
    const press = { action: 'a', data: {}, isFinal: true as const };
    expect(plainText({ ...card, buttons: [{ label: '确认参加', ...button, press }, ...others] })).toContain(words);
    for (const list of ['请带：\n1. 笔记本', '1、笔记本', '（1）笔记本', '① 笔记本'])
      expect(plainText({ ...card, lines: [list] })).toContain(words);
    for (const line of ['12.15上午', '2026年3月', '3月1日'])
      expect(plainText({ ...card, lines: [line] })).toContain('请回复序号。');
  });

  it('leaves its buttons out where its lines number them already', () => {
    const lines = ['1. 调训通知', '2. 班级通知'];
    expect(plainText({ ...card, fields: [], lines, numbers: 'lines' })).toBe(
      '【调训通知】\n1. 调训通知\n2. 班级通知\n请回复序号。',
    );
  });

  it('offers nothing once it is settled', () => {
    expect(plainText({ ...card, settled: '已确认参加' })).not.toContain('请回复序号');
  });
});

describe('the code that names a card in a typed answer', () => {
  it('is the same for everyone who gets the card and differs between cards', () => {
    expect(cardCode('call-up:2026-01')).toBe(cardCode('call-up:2026-01'));
    expect(cardCode('call-up:2026-01')).not.toBe(cardCode('call-up:2026-02'));
    expect(cardCode('x')).toMatch(/^[2-9A-HJ-NP-Z]{5}$/);
  });
});
