import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallUpChoice, chooseForCallUp, reserveSeatsFor } from '../../../src/training/call-up/call-up.ts';
import type { Candidate } from '../../../src/training/call-up/call-up-target.ts';
import { backwards, candidate, pack, shortBy, target, unit } from '../builders.ts';

const choose = (people: Candidate[], facts: Parameters<typeof target>[0] = {}) =>
  chooseForCallUp(people, target(facts), pack.callUp);
const namedIds = (choice: CallUpChoice) => choice.named.map((one) => one.cadreId);
const reserveIds = (choice: CallUpChoice) => choice.reserve.map((one) => one.cadreId);
const passed = (choice: CallUpChoice, cadreId = 'c1') => choice.passedOver.find((one) => one.cadreId === cadreId);

/** Needs training and has a unit of their own, so that only the stated facts decide. */
function needy(id: string, facts: Parameters<typeof candidate>[0] = {}, more: Partial<Candidate> = {}): Candidate {
  return candidate({ id, unitId: `unit-${id}`, ...facts, training: { ...shortBy(40), ...facts.training } }, more);
}

describe('who is named first', () => {
  it('names whoever is furthest below their hours', () => {
    const choice = choose([needy('near', { training: shortBy(10) }), needy('far', { training: shortBy(50) })], {
      seats: 1,
    });
    expect(namedIds(choice)).toEqual(['far']);
    expect(choice.named[0]?.reasons).toEqual(['本年度应完成脱产培训90学时或12天，尚缺50学时。']);
    expect(reserveIds(choice)).toEqual(['near']);
  });

  it('puts a newly promoted person without training since before everyone short of hours', () => {
    const promoted = {
      ...{ rankLevel: 'townshipDeputy' as const, promotedOn: '2025-11' },
      training: { lastTrainedOn: '2025-06-20', earnedMinutes: 5400 },
    };
    const choice = choose([needy('short', { training: shortBy(90) }), needy('promoted', promoted)]);
    expect(namedIds(choice)).toEqual(['promoted', 'short']);
    expect(choice.named[0]?.reasons[0]).toBe(
      '新提拔领导干部，2025年11月提拔任职以来尚未参加培训，应在12个月内完成任职培训。',
    );
  });

  it('says so where the time for the training of a new post is over when the class opens, until that is long ago', () => {
    const sentenceOf = (promotedOn: string) => {
      const rankLevel = 'townshipDeputy' as const;
      const promoted = { rankLevel, promotedOn, training: { lastTrainedOn: '2023-06-20' } };
      return choose([needy('promoted', promoted)], { opensOn: '2026-03-02' }).named[0]?.reasons[0];
    };
    expect(sentenceOf('2025-02')).toBe('2025年2月提拔任职，已超过12个月，尚未完成任职培训，应尽快安排。');
    expect(sentenceOf('2025-03')).toContain('应在12个月内完成任职培训');
    expect(sentenceOf('2024-03-02')).toContain('应尽快安排');
    expect(sentenceOf('2024-03-01')).not.toContain('提拔');
  });

  it('does not count a promotion after which the person was already trained', () => {
    const trained = {
      rankLevel: 'townshipDeputy' as const,
      ...{ promotedOn: '2025-05', training: { earnedMinutes: 5400 } },
    };
    expect(passed(choose([needy('c1', trained)]))).toMatchObject({ because: 'noNeed' });
    const sameDay = { ...trained, promotedOn: '2025-06-20' };
    expect(passed(choose([needy('c1', sameDay)]))).toMatchObject({ because: 'noNeed' });
  });

  it('at equal hours names who waited longest, the never trained first', () => {
    const since = (lastTrainedOn: string) => ({ training: { lastTrainedOn } });
    const never = candidate({ id: 'never', unitId: 'u-never', training: { ...shortBy(40) } });
    const { lastTrainedOn: _, ...untrained } = never.cadre.training;
    const people = [
      needy('four', since('2022-03-16')),
      needy('five', since('2021-03-16')),
      { ...never, cadre: { ...never.cadre, training: untrained } },
    ];
    const choice = choose(people, { seats: 3 });
    expect(namedIds(choice)).toEqual(['never', 'five', 'four']);
    expect(choice.named.map((one) => one.reasons[1])).toEqual([
      '信息库中没有参加过培训的记录。',
      '最近一次培训为2021年3月16日，已满3年未参加培训。',
      '最近一次培训为2022年3月16日，已满3年未参加培训。',
    ]);
  });

  it('counts three years to the day', () => {
    const last = (lastTrainedOn: string) => candidate({ training: { lastTrainedOn } });
    expect(namedIds(choose([last('2023-03-16')]))).toEqual(['c1']);
    expect(passed(choose([last('2023-03-17')]))).toMatchObject({ because: 'noNeed' });
  });

  it('at equal need prefers key posts, then new recruits, then young cadres, then the smaller id', () => {
    const people = [
      needy('d'),
      needy('b', { recruitedOn: '2025-09' }),
      needy('a', { birthMonth: '1998-05' }),
      needy('e'),
      needy('c', { keyPost: true }),
    ];
    expect(namedIds(choose(people, { seats: 5 }))).toEqual(['c', 'b', 'a', 'd', 'e']);
  });

  it('starts the hours anew with the training year', () => {
    const lastYear = needy('c1', { training: { year: 2025, earnedMinutes: 5400 } });
    expect(choose([lastYear]).named[0]?.reasons).toEqual(['本年度应完成脱产培训90学时或12天，尚缺90学时。']);
  });

  it('names nobody who needs nothing, and says how many seats stay empty', () => {
    const choice = choose([candidate()], { seats: 3 });
    expect(choice).toMatchObject({ named: [], reserve: [], emptySeats: 3 });
    expect(passed(choice)).toEqual({
      cadreId: 'c1',
      because: 'noNeed',
      reasons: ['已完成本年度学时要求，且不属于本次重点调训对象。'],
    });
  });

  it('keeps to the levels and groups the class is meant for', () => {
    const people = [needy('staff', { keyPost: true }), needy('deputy', { rankLevel: 'townshipDeputy' })];
    const byLevel = choose(people, { rankLevels: ['townshipDeputy'] });
    expect(namedIds(byLevel)).toEqual(['deputy']);
    expect(passed(byLevel, 'staff')?.reasons).toEqual(['职务层次为科员及以下，本次名单面向乡科级副职。']);
    const byGroup = choose(people, { groups: ['keyPost', 'youngCadre'] });
    expect(namedIds(byGroup)).toEqual(['staff']);
    expect(passed(byGroup, 'deputy')).toMatchObject({
      because: 'notMeant',
      reasons: ['不属于本次名单的调训对象（关键岗位、年轻干部）。'],
    });
  });

  it('names first who was deferred to the class, whatever it is for, but not against a conflict', () => {
    const deferred = candidate({ id: 'z', unitId: 'unit-z' }, { deferredFrom: '春季主体班' });
    const choice = choose([needy('a'), deferred], { seats: 1, rankLevels: ['townshipChief'] });
    expect(namedIds(choice)).toEqual(['z']);
    expect(choice.named[0]).toMatchObject({ reasons: ['经批准由“春季主体班”延期参加本班。'], briefly: '延期参加' });
    const busy = [{ fromOn: '2026-03-16', toOn: '2026-03-17', what: '市委党校班' }];
    expect(passed(choose([{ ...deferred, busy }]), 'z')).toMatchObject({ because: 'conflict' });
  });

  it('does not name again who is on the list already', () => {
    const choice = choose([needy('c1')], { alreadyNamed: [{ cadreId: 'c1', unitId: 'unit-c1' }] });
    expect(passed(choice)).toMatchObject({ because: 'alreadyNamed' });
  });

  it('tells those without a seat that others need it more', () => {
    const people = ['a', 'b', 'c'].map((id) => needy(id));
    const choice = choose(people, { seats: 1, reserveSeats: 1 });
    expect([namedIds(choice), reserveIds(choice)]).toEqual([['a'], ['b']]);
    expect(choice.reserve[0]?.rank).toBe(2);
    expect(passed(choice, 'c')).toMatchObject({
      because: 'noSeat',
      reasons: ['按培训需求列第 3 位，名额 1 人、递补 1 人已满。'],
    });
  });

  it('lists a substitute for every four seats, and one for what is left', () => {
    expect([1, 3, 4, 5, 40].map((seats) => reserveSeatsFor(seats, pack.callUp))).toEqual([1, 1, 1, 2, 10]);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %s seats', (seats) => {
    expect(() => choose([], { seats })).toThrow(expect.objectContaining({ code: 'call-up.bad-seats' }));
  });

  it('refuses a negative reserve, days that run backwards and a person listed twice', () => {
    expect(() => choose([], { reserveSeats: -1 })).toThrow(expect.objectContaining({ code: 'call-up.bad-seats' }));
    expect(() => choose([], { closesOn: '2026-03-15' })).toThrow(expect.objectContaining({ code: 'call-up.bad-days' }));
    expect(() => choose([needy('a'), needy('a')])).toThrow(expect.objectContaining({ code: 'call-up.twice' }));
  });
});

describe('who is not called now', () => {
  const reasonsAgainst = (person: Candidate, facts: Parameters<typeof target>[0] = {}) => {
    const found = passed(choose([person], facts));
    return found?.because === 'conflict' ? found.reasons : undefined;
  };

  it('whoever is elsewhere on any day of the class, first and last day included', () => {
    const busy = (fromOn: string, toOn: string) =>
      needy('c1', {}, { busy: [{ fromOn, toOn, what: '市委党校中青班' }] });
    const sentence = (days: string) => [`与“市委党校中青班”（${days}）时间冲突。`];
    expect(reasonsAgainst(busy('2026-03-10', '2026-03-16'))).toEqual(sentence('3月10日至3月16日'));
    expect(reasonsAgainst(busy('2026-03-27', '2026-04-02'))).toEqual(sentence('3月27日至4月2日'));
    expect(reasonsAgainst(busy('2026-03-10', '2026-03-15'))).toBeUndefined();
    expect(reasonsAgainst(busy('2026-03-28', '2026-03-28'))).toBeUndefined();
  });

  it('whoever is seconded while the class lasts, with an open end too', () => {
    const seconded = (fromOn: string, untilOn?: string) =>
      needy('c1', { secondment: { place: '市住建局', fromOn, ...(untilOn === undefined ? {} : { untilOn }) } });
    const sentence = ['正在市住建局挂职或借调，本次暂不调训。'];
    expect(reasonsAgainst(seconded('2025-09'))).toEqual(sentence);
    expect(reasonsAgainst(seconded('2025-09', '2026-03'))).toEqual(sentence);
    expect(reasonsAgainst(seconded('2025-09', '2026-03-16'))).toEqual(sentence);
    expect(reasonsAgainst(seconded('2025-09', '2026-03-15'))).toBeUndefined();
    expect(reasonsAgainst(seconded('2025-09', '2026-02'))).toBeUndefined();
    expect(reasonsAgainst(seconded('2026-04'))).toBeUndefined();
    expect(reasonsAgainst(seconded('2026-03-28'))).toBeUndefined();
    expect(reasonsAgainst(seconded('2026-03-27'))).toEqual(sentence);
    expect(reasonsAgainst(seconded('2026-03'))).toEqual(sentence);
  });

  it('whoever had the same topic within twelve months', () => {
    const had = (tag: string, on: string) => needy('c1', { training: { topicTags: [{ tag, on }] } });
    expect(reasonsAgainst(had('百千万工程', '2025-03-17'))).toEqual([
      '2025年3月17日已参加“百千万工程”培训，12个月内不重复调训。',
    ]);
    expect(reasonsAgainst(had('百千万工程', '2025-03-16'))).toBeUndefined();
    expect(reasonsAgainst(had('乡村绿化', '2026-01-10'))).toBeUndefined();
    const byLessons = choose([had('乡村绿化', '2026-01-10')], { lessonTopics: ['乡村绿化'] });
    expect(passed(byLessons)?.reasons).toEqual([
      '2026年1月10日已参加“乡村绿化”培训，本班课程以此为主要内容，12个月内不重复调训。',
    ]);
  });

  it('whoever is called already to a class of the same topic that is still ahead', () => {
    const ahead = { fromOn: '2026-05-11', toOn: '2026-05-15', what: '五月班', topics: ['百千万工程'] };
    expect(reasonsAgainst(needy('c1', {}, { busy: [ahead] }))).toEqual([
      '已选调参加“五月班”，主题同为“百千万工程”，不重复调训。',
    ]);
    expect(reasonsAgainst(needy('c1', {}, { busy: [{ ...ahead, topics: ['乡村绿化'] }] }))).toBeUndefined();
  });

  it('a leadership-team member called twice this year, anyone else called three times', () => {
    const called = (callUpsThisYear: number, leadershipTeam: boolean) =>
      needy('c1', { leadershipTeam, training: { callUpsThisYear } });
    expect(reasonsAgainst(called(2, true))).toEqual(['本年度已调训 2 次，领导班子成员每年不超过 2 次。']);
    expect(reasonsAgainst(called(1, true))).toBeUndefined();
    expect(reasonsAgainst(called(3, false))).toEqual(['本年度已调训 3 次，干部每年不超过 3 次。']);
    expect(reasonsAgainst(called(2, false))).toBeUndefined();
  });

  it('to a course of two months whoever ended one within three years', () => {
    const long = { opensOn: '2026-03-02', closesOn: '2026-05-01' };
    const had = (toOn: string) => needy('c1', {}, { courses: [{ name: '青年干部班', fromOn: '2023-03-01', toOn }] });
    expect(reasonsAgainst(had('2023-05-31'), long)).toEqual([
      '已于2023年3月1日至2023年5月31日参加2个月以上的“青年干部班”，3年内不再调训同类班次。',
    ]);
    expect(reasonsAgainst(had('2023-05-31'), { ...long, closesOn: '2026-04-30' })).toBeUndefined();
    expect(reasonsAgainst(had('2023-04-20'), long)).toBeUndefined();
    const threeYearsAgo = { courses: [{ name: '青年干部班', fromOn: '2022-12-01', toOn: '2023-03-02' }] };
    expect(reasonsAgainst(needy('c1', {}, threeYearsAgo), long)).toBeUndefined();
  });

  it('more of one unit than it can spare: two people, or a fifth of the staff', () => {
    const colleagues = (size: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        needy(`c${index + 1}`, { unitId: 'u1' }, { unit: unit({ id: 'u1', size }) }),
      );
    const named = (size: number, taken = 0) =>
      choose(colleagues(size, 5), {
        seats: 5,
        alreadyNamed: Array.from({ length: taken }, (_, index) => ({ cadreId: `x${index}`, unitId: 'u1' })),
      });
    expect(namedIds(named(8))).toEqual(['c1', 'c2']);
    expect(namedIds(named(14))).toEqual(['c1', 'c2']);
    expect(namedIds(named(15))).toEqual(['c1', 'c2', 'c3']);
    expect(namedIds(named(15, 2))).toEqual(['c1']);
    expect(passed(named(8), 'c3')).toEqual({
      cadreId: 'c3',
      because: 'conflict',
      reasons: ['县农业农村局本班已有 2 人，达到同一单位 2 人的上限，以保证单位正常运转。'],
    });
  });

  it('and hears every reason, not only the first', () => {
    const person = needy(
      'c1',
      { leadershipTeam: true, secondment: { place: '市住建局', fromOn: '2025-09' }, training: { callUpsThisYear: 2 } },
      { busy: [{ fromOn: '2026-03-20', toOn: '2026-03-21', what: '请假' }] },
    );
    expect(reasonsAgainst(person)).toHaveLength(3);
  });
});

describe('any choice', () => {
  const anyone = fc.record({
    unitId: fc.constantFrom('u1', 'u2', 'u3'),
    keyPost: fc.boolean(),
    birthMonth: fc.constantFrom('1980-01', '2000-01'),
    promotedOn: fc.constantFrom('2025-10', '2024-10-05', '2019-03'),
    rankLevel: fc.constantFrom('staff' as const, 'townshipDeputy' as const),
    leadershipTeam: fc.boolean(),
    earnedHours: fc.integer({ min: 0, max: 100 }),
    callUpsThisYear: fc.nat(3),
    lastTrainedOn: fc.constantFrom('2020-01-01', '2024-05-05', '2025-12-31'),
    busy: fc.boolean(),
  });
  const anyPeople = fc.array(anyone, { maxLength: 40 }).map((all) =>
    all.map(({ earnedHours, callUpsThisYear, lastTrainedOn, busy, ...facts }, index) => {
      const training = { earnedMinutes: earnedHours * 60, callUpsThisYear, lastTrainedOn };
      const days = busy ? [{ fromOn: '2026-03-20', toOn: '2026-03-20', what: '会议' }] : [];
      return candidate(
        { id: `c${index}`, ...facts, training },
        { busy: days, unit: unit({ id: facts.unitId, size: 20 }) },
      );
    }),
  );
  const anyTarget = fc.record({ seats: fc.integer({ min: 1, max: 15 }), reserveSeats: fc.nat(6) });

  it('does not depend on the order people come in', () => {
    fc.assert(
      fc.property(anyPeople, anyTarget, fc.integer(), (people, facts, seed) => {
        const shuffled = [...people].sort((a, b) => hash(a.cadre.id, seed) - hash(b.cadre.id, seed));
        expect(choose(shuffled, facts)).toEqual(choose(people, facts));
        expect(choose(backwards(people), facts)).toEqual(choose(people, facts));
      }),
    );
  });

  it('puts everyone into exactly one list, each with a reason, and fills seats before the reserve', () => {
    fc.assert(
      fc.property(anyPeople, anyTarget, (people, facts) => {
        const choice = choose(people, facts);
        const all = [...choice.named, ...choice.reserve, ...choice.passedOver];
        expect(all.map((one) => one.cadreId).sort()).toEqual(people.map((one) => one.cadre.id).sort());
        expect(all.every((one) => one.reasons.length > 0 && one.reasons.every((reason) => reason.endsWith('。')))).toBe(
          true,
        );
        expect(choice.named.length + choice.emptySeats).toBe(facts.seats);
        expect(choice.reserve.length === 0 || choice.emptySeats === 0).toBe(true);
        expect(choice.reserve.length).toBeLessThanOrEqual(facts.reserveSeats);
      }),
    );
  });

  it('never takes more of a unit than it can spare, with the reserve called in too', () => {
    fc.assert(
      fc.property(anyPeople, anyTarget, (people, facts) => {
        const choice = choose(people, facts);
        const unitOf = new Map(people.map((one) => [one.cadre.id, one.unit.id]));
        for (const unitId of ['u1', 'u2', 'u3']) {
          const sent = [...choice.named, ...choice.reserve].filter((one) => unitOf.get(one.cadreId) === unitId);
          expect(sent.length).toBeLessThanOrEqual(4);
        }
      }),
    );
  });
});

function hash(text: string, seed: number): number {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0) + seed) % 1_000_003, 7);
}
