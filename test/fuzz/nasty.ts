import type { Chance } from './chance.ts';

/** Words that break programs: signs of other notations, ends of strings, numbers at their limits, names of prototypes. */
const words: readonly string[] = [
  ...['', ' ', '\0', '\r\n', '\n\n', '\t', '\u200b', '\ufeff', '\u202e', '\u2028', '\ud800', '\udfff', '\ufffd'],
  ...['0', '-1', '1e309', 'NaN', '007', '0x1F', '9007199254740993', '99999999999999999999', '1700000000', '-0'],
  ...['null', 'undefined', 'true', '[]', '{}', '[object Object]', '__proto__', 'constructor', 'prototype', 'toString'],
  ...['<![CDATA[', ']]>', ']]]]><![CDATA[>', '<!DOCTYPE x [<!ENTITY a "b">]>', '&a;', '&#0;', '&#x110000;', '<xml>'],
  ...[
    '</xml>',
    '<!--',
    '<?xml?>',
    '&lt;',
    '"',
    "'",
    '\\',
    '\\u0000',
    '%',
    '%zz',
    '%00',
    '%E5',
    '+',
    '&',
    '=',
    '?',
    '#',
  ],
  ...['$where', '$gt', 'a.b', '../../etc/passwd', "' or '1'='1", '{{7*7}}', '<script>', '@all', 'sys', '|'],
  ...[
    '待办',
    '签到',
    '请假',
    '／点名 2026-01 ３',
    '/帮助',
    '确认参加 #K7Q2M',
    '１ ３',
    '取消',
    '#ABCDE',
    '/',
    '／',
    '//',
  ],
  ...[
    '👍',
    '👩‍👩‍👧',
    '𠮷',
    '🇨🇳',
    'ﷺ',
    'İ',
    'ß',
    'Ａ',
    '\u0301\u0301\u0301',
    'e\u0301',
    '\u0000\u0001\u001f\u007f\u009f',
  ],
];

/** A piece of text nobody wants, now and then a very long one. */
export function nastyText(chance: Chance, mostChars = 4_000): string {
  if (chance.happens(0.01)) {
    const word = chance.pick(words) || ' ';
    return word.repeat(1 + chance.below(Math.max(1, mostChars / word.length)));
  }
  if (chance.happens(0.1)) return chance.bytes(1 + chance.below(40)).toString('utf8');
  if (chance.happens(0.3)) return chance.pick(words) + chance.pick(words);
  return chance.pick(words);
}

/** A value of any kind that JSON can carry. */
export function nastyValue(chance: Chance): unknown {
  const kinds: readonly (() => unknown)[] = [
    () => nastyText(chance),
    () => chance.pick([0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER + 2, -0]),
    () => null,
    () => chance.happens(0.5),
    () => [],
    () => ({}),
    () => Array.from({ length: chance.below(4) }, () => nastyText(chance)),
    () => ({ [nastyText(chance, 100)]: nastyText(chance) }),
    () => [{ a: [{ b: nastyText(chance) }] }],
  ];
  return chance.pick(kinds)();
}

/** Bytes with a few of them turned, dropped, doubled, or something put between them. */
export function turned(chance: Chance, bytes: Buffer): Buffer {
  let result: Buffer = bytes;
  for (let times = 1 + chance.below(3); times > 0; times -= 1) result = turnedOnce(chance, result);
  return result;
}

function turnedOnce(chance: Chance, bytes: Buffer): Buffer {
  const at = chance.below(bytes.length + 1);
  switch (chance.below(6)) {
    case 0: {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8));
      return copy;
    }
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return bytes.subarray(at);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(nastyText(chance)), bytes.subarray(at)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - chance.below(40)))]);
    default:
      return Buffer.concat([bytes.subarray(0, at), chance.bytes(1 + chance.below(8)), bytes.subarray(at)]);
  }
}

/** Text turned as its bytes are, read as UTF-8 again. */
export function turnedText(chance: Chance, text: string): string {
  return turned(chance, Buffer.from(text, 'utf8')).toString('utf8');
}

/** A JSON value with a few of its parts replaced, dropped, doubled or buried. */
export function turnedJson(chance: Chance, value: unknown): unknown {
  const copy: unknown = structuredClone(value);
  for (let times = 1 + chance.below(3); times > 0; times -= 1) turnPart(chance, copy);
  return copy;
}

function turnPart(chance: Chance, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Record<string, unknown>;
  const names = Object.keys(holder);
  if (names.length === 0) return;
  const name = chance.pick(names);
  const inner = holder[name];
  if (typeof inner === 'object' && inner !== null && chance.happens(0.6)) {
    turnPart(chance, inner);
    return;
  }
  switch (chance.below(6)) {
    case 0:
      Reflect.deleteProperty(holder, name);
      return;
    case 1:
      if (Array.isArray(value)) value.push(inner);
      else holder[nastyText(chance, 100)] = inner;
      return;
    case 2:
      holder[name] = [inner, inner];
      return;
    case 3:
      holder[name] = typeof inner === 'string' ? turnedText(chance, inner) : nastyValue(chance);
      return;
    default:
      holder[name] = nastyValue(chance);
  }
}

/** A document nested so deeply that reading it by recursion ends the stack; within what a callback may have. */
export function deepJson(chance: Chance): string {
  const depth = 10 ** (2 + 2.4 * chance.next());
  const [open, close] = chance.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":', '}]'],
  ] as const);
  const levels = Math.floor(depth / open.length);
  return `${open.repeat(levels)}1${chance.happens(0.9) ? close.repeat(levels) : ''}`;
}
