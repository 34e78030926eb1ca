import type { RandomInput } from './random-input.ts';

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
export function nastyText(random: RandomInput, mostChars = 4_000): string {
  if (random.happens(0.01)) {
    const word = random.pick(words) || ' ';
    return word.repeat(1 + random.below(Math.max(1, mostChars / word.length)));
  }
  if (random.happens(0.1)) return random.bytes(1 + random.below(40)).toString('utf8');
  if (random.happens(0.3)) return random.pick(words) + random.pick(words);
  return random.pick(words);
}

/** A value of any kind that JSON can carry. */
export function nastyValue(random: RandomInput): unknown {
  const kinds: readonly (() => unknown)[] = [
    () => nastyText(random),
    () => random.pick([0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER + 2, -0]),
    () => null,
    () => random.happens(0.5),
    () => [],
    () => ({}),
    () => Array.from({ length: random.below(4) }, () => nastyText(random)),
    () => ({ [nastyText(random, 100)]: nastyText(random) }),
    () => [{ a: [{ b: nastyText(random) }] }],
  ];
  return random.pick(kinds)();
}

/** Bytes with a few of them turned, dropped, doubled, or something put between them. */
export function turned(random: RandomInput, bytes: Buffer): Buffer {
  let result: Buffer = bytes;
  for (let times = 1 + random.below(3); times > 0; times -= 1) result = turnedOnce(random, result);
  return result;
}

function turnedOnce(random: RandomInput, bytes: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  switch (random.below(6)) {
    case 0: {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
      return copy;
    }
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return bytes.subarray(at);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(nastyText(random)), bytes.subarray(at)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - random.below(40)))]);
    default:
      return Buffer.concat([bytes.subarray(0, at), random.bytes(1 + random.below(8)), bytes.subarray(at)]);
  }
}

/** Text turned as its bytes are, read as UTF-8 again. */
export function turnedText(random: RandomInput, text: string): string {
  return turned(random, Buffer.from(text, 'utf8')).toString('utf8');
}

/** A JSON value with a few of its parts replaced, dropped, doubled or buried. */
export function turnedJson(random: RandomInput, value: unknown): unknown {
  const copy: unknown = structuredClone(value);
  for (let times = 1 + random.below(3); times > 0; times -= 1) turnPart(random, copy);
  return copy;
}

function turnPart(random: RandomInput, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Record<string, unknown>;
  const names = Object.keys(holder);
  if (names.length === 0) return;
  const name = random.pick(names);
  const inner = holder[name];
  if (typeof inner === 'object' && inner !== null && random.happens(0.6)) {
    turnPart(random, inner);
    return;
  }
  switch (random.below(6)) {
    case 0:
      Reflect.deleteProperty(holder, name);
      return;
    case 1:
      if (Array.isArray(value)) value.push(inner);
      else holder[nastyText(random, 100)] = inner;
      return;
    case 2:
      holder[name] = [inner, inner];
      return;
    case 3:
      holder[name] = typeof inner === 'string' ? turnedText(random, inner) : nastyValue(random);
      return;
    default:
      holder[name] = nastyValue(random);
  }
}

/** A document nested so deeply that reading it by recursion ends the stack; within what a callback may have. */
export function deepJson(random: RandomInput): string {
  const depth = 10 ** (2 + 2.4 * random.next());
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":', '}]'],
  ] as const);
  const levels = Math.floor(depth / open.length);
  return `${open.repeat(levels)}1${random.happens(0.9) ? close.repeat(levels) : ''}`;
}
