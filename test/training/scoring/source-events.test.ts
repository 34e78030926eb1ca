import { expect, it } from 'vitest';
import { reversalOf, type ScoreEvent, settledEvents } from '../../../src/training/scoring/score-event.ts';
import { turnedEvents } from '../../../src/training/scoring/source-events.ts';

const source = 'test:T1';
const by = { reason: '测试答案更正', authorId: 'teacher', at: new Date('2026-03-18T00:00:00Z') };
const event = (eventId: string): ScoreEvent => ({
  ...{ eventId, cadreId: 'zhao', item: 'item', step: 'part', deltaHundredths: 100 },
  ...{ reason: '结业测试', source, authorId: 'teacher', at: by.at },
});

const standing = (events: readonly ScoreEvent[]) => settledEvents(events).standing.map(({ eventId }) => eventId);

/** What stands after each of these was wanted in turn. */
function wantedInTurn(wanted: readonly string[]): (readonly string[])[] {
  let present: ScoreEvent[] = [];
  return wanted.map((id) => {
    const added = [event(id), ...turnedEvents(present, source, [event(id)], by)];
    present = [...present, ...added.filter(({ eventId }) => present.every((each) => each.eventId !== eventId))];
    return standing(present);
  });
}

it('lets stand what is wanted, however often it was reversed and wanted again', () => {
  const wanted = ['a', 'b', 'a', 'a', 'b', 'c', 'a', 'b'];
  expect(wantedInTurn(wanted)).toEqual(wanted.map((id) => [id]));
});

it('leaves reversed what a person reversed', () => {
  const present = [event('a'), reversalOf(event('a'), '异议成立', 'other', by.at)];
  expect(turnedEvents(present, source, [event('a')], by)).toEqual([]);
});
