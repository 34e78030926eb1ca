import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';

const clock = new ManualClock(new Date('2026-03-02T01:03:00Z'));
let bare: BareStore;
beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());
beforeEach(() => bare.empty());

describe('a call-up', () => {
  const person = {
    classId: 'c',
    cadreId: 'li',
    unitId: 'u',
    name: '李四',
    listed: 'named' as const,
    rank: 1,
    reasons: [],
  };

  it('moved by an update stays where others took it when that update runs again', async () => {
    const { callUps } = bare.store;
    const asked = { state: 'exemptionAsked' as const, proposal: 'p', moves: ['ask'] };
    await callUps.propose('c', 'p', [{ _id: 'c:li', ...person, ...asked }]);
    await callUps.move('c', 'li', 'refuse', 'refusal', {});
    await callUps.move('c', 'li', 'confirm', 'confirmation', {});
    expect(await callUps.move('c', 'li', 'refuse', 'refusal', {})).toMatchObject({
      state: 'confirmed',
      moves: ['ask', 'refusal', 'confirmation'],
    });
    await expect(callUps.move('c', 'li', 'refuse', 'another', {})).rejects.toThrow('call-up.not-now');
  });
});

describe('an open question', () => {
  const question = (askedByUpdate: string, minute: number) => ({
    _id: 'li',
    press: { action: askedByUpdate, data: {} },
    askedByUpdate,
    askedAt: new Date(Date.UTC(2026, 2, 2, 1, minute)),
    until: new Date('2026-03-03T01:03:00Z'),
  });
  const open = async () => (await bare.store.expectations.of('li', clock.now()))?.askedByUpdate;

  it('does not come back when the update that asked runs again after the answer', async () => {
    await bare.store.expectations.expect(question('a', 1));
    await bare.store.expectations.answered('li', 'a', 'answer');
    await bare.store.expectations.expect(question('a', 1));
    expect(await open()).toBeUndefined();
  });

  it('gives way to a later one, and not the other way round', async () => {
    await bare.store.expectations.expect(question('a', 1));
    await bare.store.expectations.expect(question('b', 2));
    await bare.store.expectations.expect(question('a', 1));
    expect(await open()).toBe('b');
    await bare.store.expectations.answered('li', 'a', 'answer');
    expect(await open()).toBe('b');
  });
});

describe('a lease', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 1, 0, seconds));

  it('is one process’ alone until it ends, and its number tells another owner', async () => {
    const { leases } = bare.store;
    expect(await leases.take('work', 'one', at(0), at(30))).toBe(1);
    expect(await leases.take('work', 'two', at(10), at(40))).toBeNull();
    expect(await leases.take('work', 'one', at(20), at(50))).toBe(1);
    expect(await leases.take('work', 'two', at(49), at(80))).toBeNull();
    expect(await leases.take('work', 'two', at(50), at(80))).toBe(2);
    expect(await leases.take('work', 'one', at(60), at(90))).toBeNull();
    await leases.release('work', 'two', at(60));
    expect(await leases.take('work', 'one', at(60), at(90))).toBe(3);
  });

  it('asked for by many at once goes to one', async () => {
    const owners = Array.from({ length: 20 }, (_, index) => `p${index}`);
    const taken = await Promise.all(owners.map((owner) => bare.store.leases.take('work', owner, at(0), at(30))));
    expect(taken.filter((epoch) => epoch !== null)).toHaveLength(1);
  });
});

describe('a class', () => {
  const wanted = (byUpdate: string) => ({
    name: '班',
    kind: 'mainClass' as const,
    opensOn: '2026-05-11',
    closesOn: '2026-05-15',
    topicTag: '班',
    teacherId: 'teacher',
    createdBy: 'school',
    byUpdate,
  });

  it('gets the next number also after the ninety-ninth of a year', async () => {
    for (let made = 1; made <= 101; made += 1) await bare.store.classes.create('2026', wanted(`u${made}`));
    expect((await bare.store.classes.create('2026', wanted('last')))._id).toBe('2026-102');
    expect((await bare.store.classes.create('2026', wanted('u7')))._id).toBe('2026-07');
  });
});

describe('a timetable that waits to be confirmed', () => {
  it('is not replaced by an earlier one whose update runs again, nor forgotten to be confirmed', async () => {
    const { classes, timetables } = bare.store;
    const facts = { name: '班', kind: 'k', opensOn: '2026-03-16', closesOn: '2026-03-20', topicTag: 't' };
    const made = { ...facts, teacherId: 'teacher', createdBy: 'org', byUpdate: 'made' };
    const { _id } = await classes.create('2026', made);
    const draft = (byUpdate: string, minute: number) => ({
      ...{ byUpdate, sessions: [], basis: '' },
      shownAt: new Date(Date.UTC(2026, 2, 2, 1, minute)),
    });
    await timetables.keep(_id, draft('first', 1));
    await timetables.keep(_id, draft('second', 2));
    await timetables.keep(_id, draft('first', 1));
    await timetables.confirm(_id, 'second', 'confirmation');
    await timetables.keep(_id, draft('second', 2));
    const kept = (await classes.byId(_id))?.timetableDraft;
    expect([kept?.byUpdate, kept?.confirmedByUpdate]).toEqual(['second', 'confirmation']);
  });
});
