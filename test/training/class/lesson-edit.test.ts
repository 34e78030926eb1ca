import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, beijingTime } from '../../../src/calendar/beijing-time.ts';
import { clashes, peopleIn } from '../../../src/training/class/clashes.ts';
import { edited, type LessonEdit } from '../../../src/training/class/lesson-edit.ts';
import { COURSE_TYPES, type Session, sessionMinutes } from '../../../src/training/class/session.ts';
import { tallyHours } from '../../../src/training/class/shares.ts';
import { timetableChange } from '../../../src/training/class/timetable-change.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const rules = defaultRulePack().curriculum;
const classId = '2026-01';

function lesson(index: number, more: Partial<Session> = {}): Session {
  const dateOn = addDays('2026-03-16', Math.floor(index / 2));
  const [from, to] = index % 2 === 0 ? (['08:30', '11:30'] as const) : (['14:30', '17:30'] as const);
  return {
    ...{
      sessionId: `${classId}-${String(index + 1).padStart(2, '0')}`,
      title: `第${index + 1}讲`,
      method: 'lecture',
      dateOn,
    },
    ...{ startsAt: beijingTime(dateOn, from), endsAt: beijingTime(dateOn, to), lecturer: '张三', place: '主课堂' },
    parts: [{ type: 'partyTheory', minutes: 180 }],
    countsInRatio: true,
    ...more,
  };
}

const lessons = (count: number) => Array.from({ length: count }, (_, index) => lesson(index));
const apply = (sessions: readonly Session[], edit: LessonEdit) =>
  edited(sessions, edit, { classId, known: sessions.map(({ sessionId }) => sessionId), rules });
const idOf = (index: number) => lesson(index).sessionId;

describe('one change of a timetable', () => {
  it('moves a lesson to another day at its time, and keeps its length', () => {
    const [, , third] = apply(lessons(3), { kind: 'move', sessionId: idOf(2), to: { dateOn: '2026-03-20' } });
    expect(third).toEqual(lesson(2, { ...timesOn('2026-03-20', '08:30', '11:30') }));
  });

  it('gives a lesson of another length all of it as its type, and refuses that where it is split', () => {
    const to = { dateOn: '2026-03-16', start: '08:30', end: '09:30' };
    expect(apply(lessons(1), { kind: 'move', sessionId: idOf(0), to })[0]?.parts).toEqual([
      { type: 'partyTheory', minutes: 60 },
    ]);
    const split = lesson(0, { parts: COURSE_TYPES.slice(0, 2).map((type) => ({ type, minutes: 90 })) });
    expect(() => apply([split], { kind: 'move', sessionId: idOf(0), to })).toThrow(
      expect.objectContaining({ code: 'lesson.split' }),
    );
  });

  it('swaps two lessons, which keep their numbers, titles and lecturers', () => {
    const after = apply(lessons(4), { kind: 'swap', sessionIds: [idOf(0), idOf(3)] });
    expect(after.map(({ sessionId, title, dateOn }) => [sessionId, title, dateOn])).toEqual([
      [idOf(0), '第1讲', '2026-03-17'],
      [idOf(1), '第2讲', '2026-03-16'],
      [idOf(2), '第3讲', '2026-03-17'],
      [idOf(3), '第4讲', '2026-03-16'],
    ]);
    const { kept, added, removed } = timetableChange(lessons(4), after);
    expect([added, removed]).toEqual([[], []]);
    expect(kept.every((pair) => pair.before.title === pair.after.title)).toBe(true);
  });

  it('adds a lesson under a number of its own, drops one, and changes what it is', () => {
    const { sessionId: _, ...wanted } = lesson(9);
    expect(apply(lessons(2), { kind: 'add', lesson: wanted })[2]?.sessionId).toBe('2026-01-03');
    expect(apply(lessons(3), { kind: 'drop', sessionId: idOf(1) }).map(({ sessionId }) => sessionId)).toEqual([
      idOf(0),
      idOf(2),
    ]);
    const details = { method: 'opening', type: 'partySpirit' } as const;
    expect(apply(lessons(1), { kind: 'change', sessionId: idOf(0), details })[0]).toMatchObject({
      countsInRatio: false,
      parts: [{ type: 'partySpirit', minutes: 180 }],
    });
  });

  it.each([
    ['lesson.itself', { kind: 'swap', sessionIds: [idOf(0), idOf(0)] }],
    ['lesson.same', { kind: 'move', sessionId: idOf(0), to: { dateOn: '2026-03-16' } }],
    ['lesson.same', { kind: 'change', sessionId: idOf(0), details: { lecturer: '张三' } }],
    [
      'lesson.backwards',
      { kind: 'move', sessionId: idOf(0), to: { dateOn: '2026-03-16', start: '10:00', end: '09:00' } },
    ],
  ] as const)('is refused: %s', (code, edit) => {
    expect(() => apply(lessons(2), edit)).toThrow(expect.objectContaining({ code }));
  });

  it('leaves every other lesson what it was, with its number, whatever is changed after whatever', () => {
    const edits = fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constant('move' as const),
          which: fc.nat(20),
          day: fc.nat(9),
          hour: fc.integer({ min: 6, max: 21 }),
        }),
        fc.record({ kind: fc.constant('swap' as const), which: fc.nat(20), other: fc.nat(20) }),
        fc.record({ kind: fc.constant('drop' as const), which: fc.nat(20) }),
        fc.record({
          kind: fc.constant('change' as const),
          which: fc.nat(20),
          title: fc.constantFrom('甲', '乙', '第3讲'),
        }),
        fc.record({ kind: fc.constant('add' as const), which: fc.nat(9) }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(edits, (list) => {
        let present: Session[] = lessons(10);
        const known = present.map(({ sessionId }) => sessionId);
        for (const each of list) {
          const edit = editOf(each, present);
          if (edit === undefined) continue;
          const touched = touchedBy(edit);
          let after: Session[];
          try {
            after = edited(present, edit, { classId, known, rules });
          } catch {
            continue;
          }
          known.push(...after.map(({ sessionId }) => sessionId).filter((id) => !known.includes(id)));
          const untouched = (all: readonly Session[]) => all.filter(({ sessionId }) => !touched.includes(sessionId));
          const before = new Set(present.map(({ sessionId }) => sessionId));
          expect(untouched(after).filter(({ sessionId }) => before.has(sessionId))).toEqual(untouched(present));
          const change = timetableChange(present, after);
          expect(change.kept.every((pair) => pair.before.sessionId === pair.after.sessionId)).toBe(true);
          expect(change.removed.map(({ sessionId }) => sessionId)).toEqual(edit.kind === 'drop' ? touched : []);
          expect(change.added).toHaveLength(edit.kind === 'add' ? 1 : 0);
          present = after;
        }
        expect(new Set(present.map(({ sessionId }) => sessionId)).size).toBe(present.length);
      }),
    );
  });
});

type Sketch = { kind: LessonEdit['kind']; which: number; other?: number; day?: number; hour?: number; title?: string };

function editOf(sketch: Sketch, present: readonly Session[]): LessonEdit | undefined {
  const idAt = (index: number) => present[index % Math.max(1, present.length)]?.sessionId;
  const sessionId = idAt(sketch.which);
  if (sessionId === undefined) return undefined;
  switch (sketch.kind) {
    case 'add': {
      const { sessionId: _, ...wanted } = lesson(sketch.which, timesOn('2026-03-25', '19:00', '20:00'));
      return { kind: 'add', lesson: wanted };
    }
    case 'drop':
      return { kind: 'drop', sessionId };
    case 'change':
      return { kind: 'change', sessionId, details: { title: sketch.title ?? '' } };
    case 'swap':
      return { kind: 'swap', sessionIds: [sessionId, idAt(sketch.other ?? 0) ?? ''] };
    case 'move':
      return {
        kind: 'move',
        sessionId,
        to: { dateOn: addDays('2026-03-16', sketch.day ?? 0), start: `${String(sketch.hour).padStart(2, '0')}:00` },
      };
  }
}

function touchedBy(edit: LessonEdit): readonly string[] {
  if (edit.kind === 'swap') return edit.sessionIds;
  return edit.kind === 'add' ? [] : [edit.sessionId];
}

function timesOn(dateOn: string, from: string, to: string) {
  return { dateOn, startsAt: beijingTime(dateOn, from), endsAt: beijingTime(dateOn, to) };
}

describe('the shares of hours', () => {
  it('are the sums of minutes, added up by hand', () => {
    const random = fc.array(
      fc.record({
        type: fc.constantFrom(...COURSE_TYPES),
        steps: fc.integer({ min: 1, max: 50 }),
        counts: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(random, (list) => {
        const sessions = list.map(({ type, steps, counts }, index) =>
          lesson(index, { parts: [{ type, minutes: steps * 5 }], countsInRatio: counts }),
        );
        let counted = 0;
        let party = 0;
        for (const { type, steps, counts } of list) {
          if (counts) counted += steps * 5;
          if (counts && (type === 'partyTheory' || type === 'partySpirit')) party += steps * 5;
        }
        expect(tallyHours(sessions)).toMatchObject({ countedMinutes: counted, partyMinutes: party });
      }),
    );
  });
});

describe('clashes with other classes', () => {
  const other = (more: Partial<Session>) => {
    const { sessionId: _id, ...rest } = lesson(0, more);
    return { _id: '2026-02-01', classId: '2026-02', ...rest };
  };
  const none = new Map<string, number>();

  it('one person in two rooms cannot be; an office, or the same lesson in one room, can', () => {
    const [clash] = clashes([lesson(0)], [other({ place: '第二教室', lecturer: '张三（县委党校副校长）' })], none);
    expect(clash).toEqual({
      blocking: true,
      sentence: '3月16日 周一 08:30“第1讲”：张三同一时间要在班次 2026-02“第1讲”授课。',
    });
    const office = { lecturer: '县纪委监委' };
    expect(clashes([lesson(0, office)], [other({ ...office, place: '第二教室' })], none)).toEqual([]);
    expect(clashes([lesson(0)], [other({})], none)).toEqual([]);
  });

  it('a room of two classes, and trainees of both, are told; what only touches in time is none', () => {
    const both = clashes([lesson(0)], [other({ title: '另一课', lecturer: '李四' })], new Map([['2026-02', 3]]));
    expect(both.map(({ blocking, sentence }) => [blocking, sentence.slice(sentence.indexOf('：') + 1)])).toEqual([
      [false, '主课堂同一时间安排了班次 2026-02“另一课”。'],
      [false, '有学员 3 人同一时间参加班次 2026-02“另一课”。'],
    ]);
    const after = { startsAt: lesson(0).endsAt, endsAt: beijingTime('2026-03-16', '12:00') };
    expect(clashes([lesson(0)], [other({ ...after, place: '第二教室' })], new Map([['2026-02', 3]]))).toEqual([]);
  });

  it.each([
    ['张三（县委党校副校长）、李四', ['张三', '李四']],
    ['县纪委监委', []],
    ['班主任', []],
    ['现场教学点讲解员', []],
    ['欧阳修文', ['欧阳修文']],
  ])('knows people from offices: %s', (text, people) => {
    expect(peopleIn(text)).toEqual(people);
  });

  it('asks of every length what is on the clock', () => {
    expect(lessons(4).every((each) => sessionMinutes(each) === 180)).toBe(true);
  });
});
