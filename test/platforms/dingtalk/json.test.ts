import { expect, it } from 'vitest';
import { readObject } from '../../../src/platforms/dingtalk/json.ts';

it('JSON of a hundred levels is read, and what is nested deeper is none, however deep', () => {
  const nested = (levels: number) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
  expect(readObject(nested(100))).toBeDefined();
  for (const levels of [101, 5_000, 60_000]) expect(readObject(nested(levels))).toBeUndefined();
});
