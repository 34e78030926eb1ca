import { expect, it } from 'vitest';
import { reversalOf, type ScoreEvent, settledEvents } from '../../../src/training/scoring/score-event.ts';
import { eventsToAdd } from '../../../src/training/scoring/source-events.ts';

const source = 'test:T1';
const by = { reason: '测试答案更正', authorId: 'teacher', at: new Date('2026-03-18T00:00:00Z') };
const event = (_id: string): ScoreEvent => ({
  ...{ _id, cadreId: 'zhao', item: 'item', step: 'part', deltaHundredths: 100 },
  ...{ reason: '结业测试', source, authorId: 'teacher', at: by.at },
});

/** What stands after each of these was wanted in turn. */
function wantedInTurn(wanted: readonly string[]): (readonly string[])[] {
  let present: ScoreEvent[] = [];
  return wanted.map((id) => {
    for (let run = 0; run < 2; run += 1) {
      const added = eventsToAdd(present, source, [event(id)], by);
      present = [...present, ...added.filter(({ _id }) => present.every((each) => each._id !== _id))];
    }
    return settledEvents(present).standing.map(({ _id }) => _id);
  });
}

it('lets stand what is wanted, however often it was reversed and wanted again', () => {
  const stood = wantedInTurn(['a', 'b', 'a', 'a', 'b', 'c', 'a', 'b']);
  expect(stood).toEqual([['a'], ['b'], ['a:2'], ['a:2'], ['b:2'], ['c'], ['a:3'], ['b:3']]);
});

it('leaves reversed what a person reversed, also where it was entered anew', () => {
  const other = 'other';
  const upheld = [event('a'), reversalOf(event('a'), '异议成立', other, by.at)];
  expect(eventsToAdd(upheld, source, [event('a')], by)).toEqual([]);
  const again = [event('a'), reversalOf(event('a'), by.reason, other, by.at), event('a:2')];
  const reversed = [...again, reversalOf(event('a:2'), '异议成立', other, by.at)];
  expect(eventsToAdd(reversed, source, [event('a')], by)).toEqual([]);
});
