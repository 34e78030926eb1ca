import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../src/clock.ts';
import { Database } from '../../../src/store/database.ts';
import { EventsReadLast } from '../../../src/training/scoring/events-read-last.ts';
import { type ScoreEventRow, ScoreEventStore } from '../../../src/training/scoring/score-events.ts';
import { type BareStore, openBareStore } from '../../helpers/bare-store.ts';

const at = new Date('2026-03-20T02:00:00Z');
const event = (_id: string, classId: string): ScoreEventRow => ({
  ...{ _id, classId, cadreId: 'zhao', item: 'bonus', step: 'bonus', deltaHundredths: 100, reason: '登记' },
  ...{ source: 'test', authorId: 'teacher', at },
});

let bare: BareStore;
let databases: Database[];
let here: ScoreEventStore;
let elsewhere: ScoreEventStore;
beforeAll(async () => {
  bare = await openBareStore(new ManualClock(at));
  databases = [await Database.open(bare.uri), await Database.open(bare.uri)];
  [here, elsewhere] = databases.map((database) => new ScoreEventStore(database)) as [ScoreEventStore, ScoreEventStore];
  await databases[0]?.makeIndexes();
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await bare.stop();
});

describe('the events of a class that was read before', () => {
  it('are those of now, also what another process has added, confirmed or refused since', async () => {
    await here.add(['a', 'b'].map((id) => event(id, 'c1')));
    expect((await here.ofClass('c1')).map(({ _id }) => _id)).toEqual(['a', 'b']);
    await elsewhere.add([event('c', 'c1'), event('d', 'c2')]);
    expect((await here.ofClass('c1')).map(({ _id }) => _id)).toEqual(['a', 'b', 'c']);
    await elsewhere.decide('a', { confirmedBy: 'team2' });
    expect((await here.ofClass('c1'))[0]).toMatchObject({ confirmedBy: 'team2' });
    await elsewhere.decide('b', { refusedBy: 'team2' });
    expect((await here.ofClass('c1'))[1]).toMatchObject({ refusedBy: 'team2' });
  });

  it('are not read again as long as nothing is added and nothing decided', async () => {
    await here.add([event('e', 'c3')]);
    const before = await here.ofClass('c3');
    await elsewhere.add([event('f', 'c4')]);
    expect(await here.ofClass('c3')).toBe(before);
  });

  it('are forgotten where those of many other classes were read since', async () => {
    const read = new EventsReadLast<ScoreEventRow>();
    const rows = Array.from({ length: 10_000 }, (_, place) => event(String(place), ''));
    const asOne = async () => ({ all: rows.length, confirmed: 0, refused: 0 });
    for (const classId of ['one', 'two', 'three']) read.keep(classId, rows);
    expect(await read.of('one', asOne)).toBe(rows);
    read.keep('four', rows);
    expect(await read.of('one', asOne)).toBe(rows);
    expect(await read.of('two', asOne)).toBeUndefined();
  });
});
