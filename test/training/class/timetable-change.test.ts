import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../../src/training/class/session.ts';
import { broughtBack, isMoved, newSessionIds, timetableChange } from '../../../src/training/class/timetable-change.ts';
import { backwards, session } from '../builders.ts';

const held = (sessionId: string, dateOn: string, from: string, to: string, title: string): Session =>
  session({ sessionId, dateOn, from, to, title });

const opening = held('c-01', '2026-03-16', '08:30', '11:30', '开班式');
const theory = held('c-02', '2026-03-16', '14:30', '17:30', '党的创新理论');
const spirit = held('c-03', '2026-03-17', '08:30', '11:30', '党性教育');
const before = [opening, theory, spirit];
const pasted = (sessions: readonly Session[]) => sessions.map((one, index) => ({ ...one, sessionId: `new-${index}` }));
const idsOf = (after: readonly Session[]) => {
  const { kept, added } = timetableChange(before, after);
  return [...kept.map(({ after: one }) => [one.title, one.sessionId]), ...added.map((one) => [one.title, 'new'])];
};

describe('a timetable pasted again', () => {
  it('leaves every session its id when one is put in before them', () => {
    const report = held('', '2026-03-16', '07:30', '08:20', '入学报到');
    expect(idsOf(pasted([report, ...before]))).toEqual([
      ['开班式', 'c-01'],
      ['党的创新理论', 'c-02'],
      ['党性教育', 'c-03'],
      ['入学报到', 'new'],
    ]);
  });

  it('leaves the others their ids when the first one is taken out, and names the one that is gone', () => {
    const change = timetableChange(before, pasted([theory, spirit]));
    expect(change.kept.map(({ after }) => after.sessionId)).toEqual(['c-02', 'c-03']);
    expect(change.removed).toEqual([opening]);
    expect(change.added).toEqual([]);
  });

  it('knows a session that was moved on its day, or to another day with its lecturer, and says that it was moved', () => {
    const later = held('', '2026-03-16', '15:00', '18:00', '党的创新理论');
    const elsewhere = held('', '2026-03-18', '08:30', '11:30', '党性教育');
    const { kept } = timetableChange(before, pasted([opening, later, elsewhere]));
    expect(kept.map((pair) => [pair.after.sessionId, isMoved(pair)])).toEqual([
      ['c-01', false],
      ['c-02', true],
      ['c-03', true],
    ]);
  });

  it('knows a session under another title by its time, and a title however it is written by its sound letters', () => {
    const renamed = held('', '2026-03-16', '14:30', '17:30', '习近平新时代中国特色社会主义思想概论');
    const respaced = held('', '2026-03-17', '09:00', '11:30', '党性 教育​');
    expect(idsOf(pasted([opening, renamed, respaced])).map(([, id]) => id)).toEqual(['c-01', 'c-02', 'c-03']);
  });

  it('exchanges two sessions by their titles, not by their times', () => {
    const first = held('', '2026-03-16', '08:30', '11:30', '党的创新理论');
    const second = held('', '2026-03-16', '14:30', '17:30', '开班式');
    expect(idsOf(pasted([first, second, spirit]))).toEqual([
      ['党的创新理论', 'c-02'],
      ['开班式', 'c-01'],
      ['党性教育', 'c-03'],
    ]);
  });
});

describe('for any two timetables', () => {
  const slot = fc.record({ day: fc.integer({ min: 16, max: 19 }), hour: fc.integer({ min: 8, max: 19 }) });
  const title = fc.constantFrom('开班式', '党的创新理论', '党性教育', '自学');
  const timetable = fc
    .uniqueArray(fc.tuple(slot, title), { selector: ([{ day, hour }]) => `${day} ${hour}`, maxLength: 12 })
    .map((entries) =>
      entries.map(([{ day, hour }, name], index) => {
        const clock = (at: number) => `${String(at).padStart(2, '0')}:00`;
        return held(`c-${String(index + 1).padStart(2, '0')}`, `2026-03-${day}`, clock(hour), clock(hour + 1), name);
      }),
    );

  it('every session goes on, is new, or is gone, exactly once, and no id serves two', () => {
    fc.assert(
      fc.property(timetable, timetable, (old, fresh) => {
        const { kept, added, removed } = timetableChange(old, fresh);
        expect(kept.length + removed.length).toBe(old.length);
        expect(kept.length + added.length).toBe(fresh.length);
        const ids = [...kept.map(({ after }) => after.sessionId), ...removed.map((one) => one.sessionId)];
        expect(new Set(ids)).toEqual(new Set(old.map((one) => one.sessionId)));
      }),
    );
  });

  it('the answer is the same in any order of the lists', () => {
    fc.assert(
      fc.property(timetable, timetable, (old, fresh) => {
        expect(timetableChange(backwards(old), backwards(fresh))).toEqual(timetableChange(old, fresh));
      }),
    );
  });

  it('a timetable pasted unchanged changes nothing', () => {
    fc.assert(
      fc.property(timetable, (old) => {
        const { kept, added, removed } = timetableChange(old, pasted(old));
        expect([kept.some(isMoved), added, removed]).toEqual([false, [], []]);
      }),
    );
  });
});

describe('sessions taken out and put in again', () => {
  it('go on under their old ids, each once; another time or title is another session', () => {
    const twice = pasted([opening, { ...theory, startsAt: spirit.startsAt }, opening]);
    const { back, fresh } = broughtBack([opening, theory], twice);
    expect(back).toEqual([opening]);
    expect(fresh).toEqual(twice.slice(1));
  });

  it('of several removed of one time and title the latest comes back', () => {
    expect(broughtBack([{ ...opening, sessionId: 'c-09' }, opening], pasted([opening])).back).toMatchObject([
      { sessionId: 'c-09' },
    ]);
  });
});

describe('the ids of new sessions', () => {
  it('go on after every number the class has had, whether or not that session is still held', () => {
    expect(newSessionIds('2026-01', ['2026-01-01', '2026-01-12', '2026-01-07'], 2)).toEqual([
      '2026-01-13',
      '2026-01-14',
    ]);
    expect(newSessionIds('2026-01', [], 1)).toEqual(['2026-01-01']);
  });
});
