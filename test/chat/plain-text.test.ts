import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleaned,
  comparable,
  isSameWord,
  plainName,
  plainTitle,
  plainWord,
  typedName,
  typedNumber,
  typedParts,
  typedWord,
  visible,
} from '../../src/chat/plain-text.ts';

const DOTS = [...'·•‧∙⋅ᐧ⸱・･·․●◦⦁⸰⸳ꞏ˙᛫𐄁∘'];

describe('text as it is kept', () => {
  it.each([
    ['a zero-width space', '张\u200B三'],
    ['a byte order mark', '\uFEFF张三'],
    ['a soft hyphen', '张\u00AD三'],
    ['a variation selector', '张\uFE00三'],
    ['an ideographic variation selector', '张\u{E0100}三'],
    ['a right-to-left override', '\u202E张三\u202C'],
    ['an isolate', '\u2067张三\u2069'],
    ['a word joiner', '张\u2060三'],
    ['an Arabic letter mark', '张\u061C三'],
    ['a tag character', '张三\u{E0041}'],
    ['a Hangul filler', '张三\u3164'],
    ['a blank braille pattern', '张三\u2800'],
    ['a control character', '张\u0007三'],
    ['half of a surrogate pair', '张三\uD800'],
    ['spaces outside', '\u3000 张三\u00A0\t'],
  ])('is without %s', (_what, text) => {
    expect(cleaned(text)).toBe('张三');
  });

  it('keeps letters beyond the basic plane and those for private use', () => {
    expect(cleaned('𫖮三\uE000')).toBe('𫖮三\uE000');
  });

  it.each(DOTS)('has one middle dot in a name for %j', (dot) => {
    expect(cleaned(`阿卜杜拉${dot}买买提`)).toBe('阿卜杜拉·买买提');
    expect(plainWord(`阿卜杜拉 ${dot} 买买提`)).toBe('阿卜杜拉·买买提');
    expect(comparable(`2026${dot}01`)).toBe('2026·01');
  });

  it('leaves a bullet at the start of a line, widths, case and line breaks', () => {
    expect(cleaned('• 第一（A）\r\n• 第二\r第三')).toBe('• 第一（A）\n• 第二\n第三');
  });

  it('makes radicals that stand for letters the letters', () => {
    expect(cleaned('⽅⼤⼒')).toBe('方大力');
  });

  const forms = [cleaned, plainWord, plainName, plainTitle, visible, comparable, typedName, typedNumber, typedWord];

  it('is the same when it is cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const clean of forms) expect(clean(clean(text))).toBe(clean(text));
      }),
      { numRuns: 500 },
    );
  });

  it.each(['⒈', 'a ¨', '⁻', 'ΐ', '张⒈三'])(
    'is the same when %j, whose plain form is something else, is cleaned again',
    (text) => {
      for (const clean of forms) expect(clean(clean(text))).toBe(clean(text));
    },
  );
});

describe('a word as people type it', () => {
  it.each([
    '签到。',
    '签到！',
    '“签到”',
    '「签到」。',
    '【签到】',
    '签 到',
    '签到～',
    '签到……',
    '\u001D签到',
    '签\u200B到\uFE0F',
    '‘签到’？',
    '(签到)',
  ])('is compared without the signs of a sentence around it: %j', (typed) => {
    expect(typedWord(typed)).toBe('签到');
  });

  it('of signs alone keeps them', () => {
    expect(typedWord('？')).toBe('?');
  });

  it('is another one where a letter differs', () => {
    expect(isSameWord('签到', '签退')).toBe(false);
  });

  it('is, as a number, kept in capitals', () => {
    expect(typedNumber('２０２６－０１—ｔ1。')).toBe('2026-01-T1');
  });

  it('may have several parts', () => {
    expect(typedParts('1、３，⑤；乡村振兴。')).toEqual(['1', '3', '5', '乡村振兴']);
  });
});

describe('a name', () => {
  it.each([...DOTS, '.', '．', '。', '｡'])('is the same with %j between its parts', (dot) => {
    expect(typedName(`阿卜杜拉${dot}买买提`)).toBe('阿卜杜拉·买买提');
    expect(plainName(`阿卜杜拉${dot}买买提`)).toBe('阿卜杜拉·买买提');
  });

  it('has no dot of the sentence behind it', () => {
    expect(typedName('张三。')).toBe('张三');
  });
});

describe('a title as it is kept', () => {
  it('has its digits in plain width and its Chinese signs as they were', () => {
    expect(plainTitle('２０２６年（Ａ－１）班\u200B')).toBe('2026年（A-1）班');
  });
});

describe('text as it is compared', () => {
  it.each([
    ['／点名　２０２６－０１', '/点名2026-01'],
    ['张 三', '张三'],
    ['2026–01', '2026-01'],
    ['县人民医院（总院）', '县人民医院(总院)'],
    ['ZhangSan', 'zhangsan'],
    ['葛\u{E0100}二平', '葛二平'],
  ])('takes %j and %j for the same', (one, other) => {
    expect(comparable(one)).toBe(comparable(other));
  });

  it('tells other letters apart', () => {
    expect(comparable('张三')).not.toBe(comparable('张王'));
    expect(plainWord('ZhangSan')).toBe('ZhangSan');
  });
});
