import { describe, expect, it } from 'vitest';
import { decodePress, encodePress } from '../../src/chat/message.ts';
import { fact, press } from '../../src/chat/press.ts';

describe('a declared press', () => {
  const list = press('test.list', 'own', {
    survey: fact.text,
    page: fact.number,
    sort: fact.oneOf(['name', 'size']).optional(),
  });

  it('comes back from a button key with the facts it was made of', () => {
    const key = encodePress(list.with({ page: 2, survey: 'D2026-1', sort: 'size' }));
    expect(key).toBe('test.list?survey=D2026-1&page=2&sort=size');
    expect(list.read(decodePress(key))).toEqual({ survey: 'D2026-1', page: 2, sort: 'size' });
  });

  it('leaves out what is not given', () => {
    expect(list.with({ survey: 'D2026-1', page: 1 })).toEqual({
      action: 'test.list',
      data: { survey: 'D2026-1', page: '1' },
    });
  });

  it('leaves other facts of an older card alone', () => {
    expect(list.read({ action: 'test.list', data: { survey: 'D', page: '1', colour: 'red' } })).toEqual({
      survey: 'D',
      page: 1,
    });
  });

  it.each([
    ['a fact is missing', { survey: 'D2026-1' }],
    ['a number is none', { survey: 'D2026-1', page: 'two' }],
    ['a number is no page', { survey: 'D2026-1', page: '0' }],
    ['a choice is none', { survey: 'D2026-1', page: '1', sort: 'age' }],
  ])('cannot be read when %s', (_what, data) => {
    expect(list.read({ action: 'test.list', data: data as Record<string, string> })).toBeUndefined();
  });
});
