import { describe, expect, it } from 'vitest';
import { isKnownCode, retryOf } from '../../../src/platforms/wecom/codes.ts';

/** D90313 with the retry classes of its help section, row by row: `T` after a fresh token, `L` later, `N` never. */
const rows: readonly (readonly [kind: 'T' | 'L' | 'N', codes: string])[] = [
  ['L', '-1 6000'],
  ['N', '40003 40004 40005 40006 40009 40011 40007 40008 40013'],
  ['T', '40014'],
  ['N', '40029 40031 40032 40033 40035 40058 40063 40050 40056 40123 44001 40145 40201 41001'],
  ['N', '41004 41002 41006 41009 41011 41016 41033'],
  ['T', '42001'],
  ['N', '42014 42015 42016 42017-42020 42022 42027-42051 42052 43004 43012 44004 45001 45002 45007 45008'],
  ['L', '45009'],
  ['N', '45029'],
  ['L', '45033'],
  ['N', '45034'],
  ['L', '45035 45036'],
  ['N', '46004 48002 48006 48009 50001 50002 50003 60003 60123 60011 60020 60021 60111 60140'],
  ['N', '81012 81013 82001 82002 82003 82004 82101 82102'],
  ['N', '86001-86008 86201-86220 93000 93001 93004 93008 93017 93018 93019 301002 301007 830002'],
  // Codes that other sections name: the menu, media, contacts, logins, the Markdown and cards of 4.
  ['N', '40016-40020 40023 46003 40074 40146 50100 60268 84014 84025'],
  // Of the AI robot's codes only its send limit passes with time (wecom.md 9.6).
  ['N', '846601-846606 846608-846625'],
  ['L', '846607'],
];

const meaning = { T: 'after-token', L: 'later', N: 'never' } as const;

const table = rows.flatMap(([kind, codes]) =>
  codes.split(' ').flatMap((entry) => {
    const [first, last] = /^\d+-\d+$/.test(entry) ? entry.split('-').map(Number) : [Number(entry), Number(entry)];
    return Array.from({ length: last! - first! + 1 }, (_, index) => [first! + index, meaning[kind]] as const);
  }),
);

describe('error codes', () => {
  it.each(table)('%i is tried again: %s', (code, retry) => {
    expect(retryOf('message/send', code)).toBe(retry);
    expect(isKnownCode(code)).toBe(true);
  });

  it('40001 is final for a secret and worth a fresh token anywhere else', () => {
    expect(retryOf('gettoken', 40001)).toBe('never');
    expect(retryOf('message/send', 40001)).toBe('after-token');
  });

  it('an unknown code is final and shows as unknown', () => {
    expect(retryOf('message/send', 99999)).toBe('never');
    expect(isKnownCode(99999)).toBe(false);
  });
});
