import { expect, it } from 'vitest';
import type { FollowUpRow } from '../../../src/training/follow-up/follow-ups.ts';
import { roundRow } from '../../../src/training/follow-up/round-rows.ts';
import { weakClasses, weakIn } from '../../../src/training/follow-up/weak-classes.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { trainingClass } from '../../../src/words-review/facts.ts';

const { followUp: rules } = defaultRulePack();
const at = new Date('2026-07-01T02:00:00Z');
const round = { months: 3, dueOn: '2026-06-29', closesOn: '2026-07-13' };

/** So many people, each with these points for 学以致用 and 3 for the rest. */
function rows(applied: readonly number[]): FollowUpRow[] {
  return applied.map((points, number) => {
    const row = roundRow({ classId: '2026-01', cadreId: `c${number}`, name: '' }, round, {}, at);
    const given = { way: 'self', what: 'given', points: { ability: 3, role: 3, duty: 3, applied: points } } as const;
    return { ...row, entries: [{ ...given, words: '', by: 'c', byUpdate: 'u', at }] };
  });
}

it('an item is told of a class once five people are weak there, and of fewer nothing', () => {
  expect(weakIn(rows([2, 2, 1, 2, 2, 3]), rules, 5)).toEqual([{ name: '学以致用', people: 5 }]);
  expect(weakIn(rows([2, 2, 1, 2, 3, 3]), rules, 5)).toEqual([]);
  expect(weakIn(rows([1, 1, 1, 1]), rules, 5)).toEqual([]);
});

it('a round counts once it is over, the last of a class alone, and none of a class that was withdrawn', async () => {
  const weak = rows([2, 2, 2, 2, 2]);
  const store = (all: readonly FollowUpRow[], state: 'published' | 'withdrawn' = 'published') => ({
    followUps: { dueBetween: async () => [...all] },
    classes: { byId: async () => ({ ...trainingClass, state }) },
  });
  const find = (of: ReturnType<typeof store>, todayOn: string) =>
    weakClasses(of, { fromOn: '2026-01-01', untilOn: '2026-12-31', todayOn }, rules, 5);
  expect(await find(store(weak), '2026-07-13')).toEqual([]);
  expect(await find(store(weak), '2026-07-14')).toMatchObject([
    { months: 3, items: [{ name: '学以致用', people: 5 }] },
  ]);
  expect(await find(store(weak, 'withdrawn'), '2026-07-14')).toEqual([]);
  const better = rows([3, 3, 3, 3, 3]).map((row) => ({ ...row, months: 6 }));
  expect(await find(store([...weak, ...better]), '2026-07-14')).toEqual([]);
});
