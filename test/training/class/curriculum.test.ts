import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/calendar/beijing-time.ts';
import { checkCurriculum } from '../../../src/training/class/curriculum.ts';
import type { CurriculumRepair } from '../../../src/training/class/curriculum-repair.ts';
import type { Curriculum } from '../../../src/training/class/session.ts';
import { COURSE_TYPES, type CourseType, type Session } from '../../../src/training/class/session.ts';
import { backwards, pack, session } from '../builders.ts';

const OPENS = '2026-03-02';

function curriculum(sessions: Session[], more: Partial<Curriculum> = {}): Curriculum {
  return { classKind: 'mainClass', opensOn: OPENS, closesOn: '2026-03-13', sessions, ...more };
}

/** One session of so many minutes of a type per day, from 08:00 on. */
function daily(...plan: [CourseType, number][]): Session[] {
  return plan.map(([type, minutes], index) => {
    const to = `${String(8 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    const dateOn = addDays(OPENS, index);
    return session({ sessionId: `d${index + 1}`, title: `第${index + 1}课`, dateOn, from: '08:00', to, type });
  });
}

/** The curriculum after a repair was carried out. */
function repaired(before: Curriculum, repair: CurriculumRepair): Curriculum {
  if (repair.kind === 'drop') {
    return { ...before, sessions: before.sessions.filter((one) => !repair.sessionIds.includes(one.sessionId)) };
  }
  if (repair.kind === 'retype') {
    const sessions = before.sessions.map((one): Session => {
      const change = repair.changes.find((each) => each.sessionId === one.sessionId);
      if (change === undefined) return one;
      const parts = one.parts.map((part) => {
        const staysParty = part.type === 'partySpirit' || part.type === 'partyTheory';
        return change.to === 'partyTheory' && staysParty ? part : { ...part, type: change.to };
      });
      return { ...one, parts, method: change.asAnalysis ? 'partySpiritAnalysis' : one.method };
    });
    return { ...before, sessions };
  }
  const added: Session[] = [];
  const free = (n: number) => ({ sessionId: `added-${n}`, dateOn: before.closesOn, from: '19:00', to: '20:00' });
  const amount = (type: CourseType, minutes: number, n: number) => {
    if (minutes > 0) added.push({ ...session(free(n)), parts: [{ type, minutes }] });
  };
  amount('partyTheory', repair.partyTheoryMinutes, 1);
  amount('partySpirit', repair.partySpiritMinutes, 2);
  for (let n = 0; n < repair.units; n += 1) amount('partySpirit', 60, 10 + n);
  for (let n = 0; n < repair.analyses; n += 1) {
    added.push({ ...session({ ...free(20 + n), type: 'partySpirit', method: 'partySpiritAnalysis' }) });
  }
  return { ...before, sessions: [...before.sessions, ...added] };
}

/** Whether the content passes: shares, unit and analysis, whatever the timetable looks like. */
function contentPasses(one: Curriculum): boolean {
  const verdict = checkCurriculum(one, pack.curriculum);
  const noMissing = !verdict.reasons.some((reason) => /专门单元|次党性分析/.test(reason));
  return noMissing && verdict.shares.every((share) => share.met);
}

describe('the shares of party teaching', () => {
  it('passes with exactly 70 % and exactly 20 %', () => {
    const verdict = checkCurriculum(
      curriculum(daily(['partyTheory', 250], ['partySpirit', 100], ['professional', 150])),
      pack.curriculum,
    );
    expect(verdict.passed).toBe(true);
    expect(verdict.shares.map((share) => [share.minutes, share.ofMinutes, share.met])).toEqual([
      [350, 500, true],
      [100, 500, true],
    ]);
    expect(verdict.reasons).toEqual([
      '党的理论教育和党性教育5小时50分，占计入比例8小时20分的70%，要求不低于70%，符合要求。',
      '其中党性教育1小时40分，占计入比例8小时20分的20%，要求不低于20%，符合要求。',
    ]);
    expect(verdict.repairs).toEqual([]);
  });

  it('refuses five minutes less than 70 %, and never rounds that up to 70 %', () => {
    const verdict = checkCurriculum(
      curriculum(daily(['partyTheory', 240], ['partySpirit', 105], ['professional', 155])),
      pack.curriculum,
    );
    expect(verdict.passed).toBe(false);
    expect(verdict.reasons[0]).toBe(
      '党的理论教育和党性教育5小时45分，占计入比例8小时20分的69%，要求不低于70%，不符合要求。',
    );
  });

  it('passes at exactly 70 % whatever the hours are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 10 }), (unit, spiritExtra) => {
        const spirit = Math.min(7, 2 + spiritExtra);
        const sessions = daily(['partySpirit', 240], ['partyTheory', 240], ['knowledge', 240]);
        const [a, b, c] = sessions;
        const withMinutes = (one: Session, minutes: number): Session => {
          const endsAt = new Date(one.startsAt.getTime() + minutes * 60_000);
          return { ...one, endsAt, parts: one.parts.map((part) => ({ ...part, minutes })) };
        };
        const step = 5 * unit;
        const held = [withMinutes(a!, spirit * step), withMinutes(c!, 3 * step)];
        if (spirit < 7) held.push(withMinutes(b!, (7 - spirit) * step));
        const inDay = held.every((one) => one.endsAt.getTime() - one.startsAt.getTime() < 16 * 3_600_000);
        fc.pre(inDay);
        expect(checkCurriculum(curriculum(held), pack.curriculum).passed).toBe(true);
      }),
    );
  });

  it('does not count opening and closing', () => {
    const sessions = [
      ...daily(['partyTheory', 240], ['partySpirit', 120], ['knowledge', 150]),
      session({ sessionId: 'open', dateOn: '2026-03-06', method: 'opening', type: 'knowledge', countsInRatio: false }),
    ];
    const verdict = checkCurriculum(curriculum(sessions), pack.curriculum);
    expect(verdict.passed).toBe(true);
    expect([verdict.tally.countedMinutes, verdict.tally.allMinutes]).toEqual([510, 630]);
  });

  it('counts a session that is split over types by its parts', () => {
    const split = session({
      dateOn: '2026-03-05',
      parts: [
        { type: 'partySpirit', minutes: 60 },
        { type: 'professional', minutes: 60 },
      ],
    });
    const verdict = checkCurriculum(
      curriculum([...daily(['partySpirit', 120], ['partyTheory', 120]), split]),
      pack.curriculum,
    );
    expect(verdict.tally.minutesByType).toMatchObject({ partySpirit: 180, partyTheory: 120, professional: 60 });
  });

  it('gives the same verdict whatever the order of the sessions', () => {
    const sessions = daily(
      ['knowledge', 120],
      ['partyTheory', 90],
      ['professional', 120],
      ['partySpirit', 30],
      ['knowledge', 60],
    );
    expect(checkCurriculum(curriculum(backwards(sessions)), pack.curriculum)).toEqual(
      checkCurriculum(curriculum(sessions), pack.curriculum),
    );
  });

  it('refuses a curriculum without any session', () => {
    const verdict = checkCurriculum(curriculum([]), pack.curriculum);
    expect(verdict.passed).toBe(false);
    expect(verdict.reasons).toContain('课程表中没有课程。');
  });
});

describe('what a main class must also contain', () => {
  it('asks for a party-spirit unit of its own, a session given to it from beginning to end', () => {
    const mixed = session({
      dateOn: OPENS,
      to: '11:30',
      parts: [
        { type: 'partyTheory', minutes: 120 },
        { type: 'partySpirit', minutes: 60 },
      ],
    });
    const verdict = checkCurriculum(curriculum([mixed]), pack.curriculum);
    expect(verdict.shares.every((share) => share.met)).toBe(true);
    expect(verdict.passed).toBe(false);
    expect(verdict.reasons).toContain('应至少安排 1 个党性教育专门单元。');
    expect(verdict.repairs.map((repair) => repair.kind)).toEqual(['retype', 'add']);
  });

  it('asks for a party-spirit analysis from one month on, not a day before', () => {
    const sessions = daily(['partyTheory', 240], ['partySpirit', 120]);
    const month = curriculum(sessions, { closesOn: '2026-04-01' });
    const verdict = checkCurriculum(month, pack.curriculum);
    expect(verdict.reasons).toContain('1个月以上的班次应至少安排 1 次党性分析。');
    expect(verdict.passed).toBe(false);
    expect(checkCurriculum({ ...month, closesOn: '2026-03-31' }, pack.curriculum).passed).toBe(true);
    const analysis = session({ dateOn: '2026-03-30', type: 'partySpirit', method: 'partySpiritAnalysis' });
    expect(checkCurriculum({ ...month, sessions: [...sessions, analysis] }, pack.curriculum).passed).toBe(true);
  });

  it('tells, without refusing, that a topic class is longer than five days', () => {
    const sessions = daily(['partyTheory', 240], ['partySpirit', 120]);
    const verdict = checkCurriculum(
      curriculum(sessions, { classKind: 'topicClass', closesOn: '2026-03-07' }),
      pack.curriculum,
    );
    expect(verdict.passed).toBe(true);
    expect(verdict.reasons).toContain('专题培训班原则上不超过5天，本班6天，请确认。');
  });

  it('refuses a class kind the rules do not know and days that run backwards', () => {
    expect(() => checkCurriculum(curriculum([], { classKind: 'dinner' }), pack.curriculum)).toThrow(
      expect.objectContaining({ code: 'curriculum.unknown-kind' }),
    );
    expect(() => checkCurriculum(curriculum([], { closesOn: '2026-03-01' }), pack.curriculum)).toThrow(
      expect.objectContaining({ code: 'curriculum.bad-days' }),
    );
  });
});

describe('the repair of a curriculum', () => {
  it('names the one session whose change is enough, and the smallest such session', () => {
    const sessions = daily(
      ['partyTheory', 200],
      ['partySpirit', 130],
      ['professional', 95],
      ['knowledge', 25],
      ['knowledge', 50],
    );
    const verdict = checkCurriculum(curriculum(sessions), pack.curriculum); // 330 of 500, 20 minutes short
    expect(verdict.repairs.map((repair) => repair.sentence)).toEqual([
      '可用党的理论教育课程替换3月5日 周四 08:00“第4课”（25分钟）。',
      '可取消3月6日 周五 08:00“第5课”。',
      '可增加党的理论教育或党性教育1小时10分。',
    ]);
  });

  it('fills party spirit from theory courses when the sum is already enough', () => {
    const sessions = daily(['partyTheory', 200], ['partyTheory', 60], ['partySpirit', 50], ['professional', 90]);
    const verdict = checkCurriculum(curriculum(sessions), pack.curriculum); // 310 of 400; spirit 50, 30 short
    expect(verdict.repairs[0]).toMatchObject({ changes: [{ sessionId: 'd2', to: 'partySpirit' }] });
  });

  it('makes every curriculum pass, each repair alone', () => {
    const anySession = fc.record({
      type: fc.constantFrom(...COURSE_TYPES),
      second: fc.option(fc.constantFrom(...COURSE_TYPES), { freq: 3 }),
      steps: fc.integer({ min: 2, max: 48 }),
      counts: fc.boolean(),
    });
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(anySession, { minLength: 1, maxLength: 14 }), fc.boolean(), (plan, long) => {
        const sessions = plan.map(({ type, second, steps, counts }, index): Session => {
          const one = session({
            sessionId: `d${index}`,
            dateOn: addDays(OPENS, index),
            countsInRatio: counts || index === 0,
          });
          const minutes = steps * 5;
          const firstPart = second === null ? minutes : 5 * Math.ceil(steps / 2);
          const parts = [{ type, minutes: firstPart }];
          if (second !== null && minutes > firstPart) parts.push({ type: second, minutes: minutes - firstPart });
          return { ...one, endsAt: new Date(one.startsAt.getTime() + minutes * 60_000), parts };
        });
        const before = curriculum(sessions, { closesOn: long ? '2026-04-10' : '2026-03-25' });
        const verdict = checkCurriculum(before, pack.curriculum);
        for (const repair of verdict.repairs) {
          seen.add(repair.kind);
          expect({ repair, passes: contentPasses(repaired(before, repair)) }).toEqual({ repair, passes: true });
        }
        expect(verdict.repairs.length > 0).toBe(!contentPasses(before));
      }),
      { numRuns: 400 },
    );
    expect([...seen].sort()).toEqual(['add', 'drop', 'retype']);
  });

  it('never changes more sessions than the fewest that can do it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 6, max: 48 }), { minLength: 3, maxLength: 8 }),
        fc.array(fc.constantFrom<CourseType>('partyTheory', 'partySpirit', 'knowledge'), {
          minLength: 8,
          maxLength: 8,
        }),
        (lengths, types) => {
          const before = curriculum(
            daily(...lengths.map((n, i): [CourseType, number] => [types[i] ?? 'knowledge', n * 5])),
          );
          const [first] = checkCurriculum(before, pack.curriculum).repairs;
          if (first?.kind !== 'retype') return;
          expect(first.changes.length).toBe(fewestByTrying(before));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('offers none while times or parts are wrong, because then the hours are not known', () => {
    const sessions = daily(['knowledge', 120], ['partySpirit', 60]);
    const wrong = { ...sessions[0]!, parts: [{ type: 'knowledge' as const, minutes: 90 }] };
    expect(checkCurriculum(curriculum([wrong, sessions[1]!]), pack.curriculum).repairs).toEqual([]);
  });
});

/** The fewest sessions one must turn wholly into party spirit until the content passes: every subset is tried. */
function fewestByTrying(before: Curriculum): number {
  const ids = before.sessions.map((one) => one.sessionId);
  let fewest = Number.POSITIVE_INFINITY;
  for (let subset = 1; subset < 1 << ids.length; subset += 1) {
    const chosen = ids.filter((_, index) => (subset & (1 << index)) !== 0);
    if (chosen.length >= fewest) continue;
    const changes = chosen.map((sessionId) => ({ sessionId, to: 'partySpirit' as const, asAnalysis: false }));
    if (contentPasses(repaired(before, { kind: 'retype', changes, sentence: '' }))) fewest = chosen.length;
  }
  return fewest;
}

describe('the timetable', () => {
  const faultsOf = (sessions: Session[]) =>
    checkCurriculum(curriculum(sessions), pack.curriculum).faults.map((fault) => [
      fault.code,
      fault.blocking,
      fault.sentence,
    ]);

  it('refuses sessions that overlap', () => {
    const sessions = [
      session({ sessionId: 'a', title: '甲', dateOn: OPENS, from: '08:30', to: '10:30' }),
      session({ sessionId: 'b', title: '乙', dateOn: OPENS, from: '10:00', to: '11:00' }),
    ];
    expect(faultsOf(sessions)).toEqual([['overlap', true, '3月2日 周一 08:30“甲”与3月2日 周一 10:00“乙”时间重叠。']]);
  });

  it('tells of a break under ten minutes without refusing it', () => {
    const sessions = [
      session({ sessionId: 'a', dateOn: OPENS, from: '08:30', to: '10:00' }),
      session({ sessionId: 'b', dateOn: OPENS, from: '10:05', to: '11:00' }),
      session({ sessionId: 'c', dateOn: OPENS, from: '11:10', to: '12:00' }),
    ];
    expect(faultsOf(sessions).map(([code, blocking]) => [code, blocking])).toEqual([['shortBreak', false]]);
    const joined = [
      session({ sessionId: 'a', dateOn: OPENS, from: '08:30', to: '10:00' }),
      session({ sessionId: 'b', dateOn: OPENS, from: '10:00', to: '11:00' }),
    ];
    expect(faultsOf(joined).map(([code]) => code)).toEqual(['shortBreak']);
  });

  it('refuses a session outside the class, on another day than stated, or that ends before it starts', () => {
    expect(faultsOf([session({ dateOn: '2026-03-14' })])[0]?.[0]).toBe('outsideClass');
    const moved = { ...session({ dateOn: '2026-03-05' }), dateOn: '2026-03-06' };
    expect(faultsOf([moved])[0]?.[0]).toBe('wrongDay');
    expect(faultsOf([session({ dateOn: OPENS, from: '10:30', to: '08:30' })])[0]?.[0]).toBe('badTimes');
  });

  it('refuses parts that do not add up to the session or are no multiple of five minutes', () => {
    const short = session({ dateOn: OPENS, parts: [{ type: 'partyTheory', minutes: 90 }] });
    expect(faultsOf([short])).toEqual([
      ['badParts', true, '3月2日 周一 08:30“专题课”的各类课时合计1小时30分，与课时长度2小时不符。'],
    ]);
    const odd = session({
      dateOn: OPENS,
      parts: [
        { type: 'partyTheory', minutes: 118 },
        { type: 'partySpirit', minutes: 2 },
      ],
    });
    expect(faultsOf([odd])[0]?.[2]).toContain('应为5分钟的整数倍');
  });

  it('tells of a day with more than eight hours and refuses an id used twice', () => {
    const sessions = [
      session({ sessionId: 'a', dateOn: OPENS, from: '08:00', to: '12:30' }),
      session({ sessionId: 'a', dateOn: OPENS, from: '14:00', to: '18:00' }),
    ];
    expect(faultsOf(sessions).map(([code, blocking]) => [code, blocking])).toEqual([
      ['repeatedId', true],
      ['longDay', false],
    ]);
    const eightHours = [
      session({ sessionId: 'a', dateOn: OPENS, from: '08:00', to: '12:00' }),
      session({ sessionId: 'b', dateOn: OPENS, from: '14:00', to: '18:00' }),
    ];
    expect(faultsOf(eightHours)).toEqual([]);
  });
});
