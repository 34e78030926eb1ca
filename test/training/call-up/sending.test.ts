import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { RuleError } from '../../../src/errors.ts';
import { deadlinesFor } from '../../../src/training/call-up/call-up-deadlines.ts';
import { chooseNamed, readResults, refuseResults, sentHours } from '../../../src/training/call-up/sending.ts';
import { candidate, pack, shortBy, target } from '../builders.ts';

const somebody = (id: string, more: Parameters<typeof candidate>[0] = {}) =>
  candidate({ id, unitId: `unit-${id}`, training: shortBy(40), ...more });

describe('people named by hand', () => {
  it('are on the list in the order in which they were named, each once, whatever the rules of need say', () => {
    const people = [somebody('a'), somebody('b', { training: shortBy(0) }), somebody('c')];
    const choice = chooseNamed(people, ['c', 'b', 'c'], target(), pack.callUp);
    expect(choice.named.map(({ cadreId, rank }) => [cadreId, rank])).toEqual([
      ['c', 1],
      ['b', 2],
    ]);
    expect(choice.reserve).toEqual([]);
    expect(choice.named.every(({ reasons }) => reasons.includes('由县委组织部选派参加。'))).toBe(true);
  });

  it('are left out with the reason where they cannot come', () => {
    const away = somebody('a', { secondment: { place: '省发展改革委', fromOn: '2026-01' } });
    const choice = chooseNamed([away], ['a', 'nobody'], target(), pack.callUp);
    expect(choice.named).toEqual([]);
    expect(choice.passedOver.map(({ reasons }) => reasons)).toEqual([
      ['正在省发展改革委挂职或借调，本次暂不调训。'],
      ['信息库中没有其所在单位。'],
    ]);
  });

  it('never include whoever names them', () => {
    const choice = chooseNamed([somebody('a')], ['a'], { ...target(), proposedBy: 'a' }, pack.callUp);
    expect(choice.passedOver[0]?.reasons).toEqual(['本人提出的名单不含本人，请由其他同志提名。']);
  });

  it('are each either on the list or left out with a reason, and no unit sends more than it may', () => {
    const units = ['u1', 'u2'];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(8), fc.constantFrom(...units)), { maxLength: 20 }), (said) => {
        const people = Array.from({ length: 9 }, (_, number) =>
          somebody(`p${number}`, { unitId: units[number % 2] ?? 'u1' }),
        );
        const wanted = said.map(([number]) => `p${number}`);
        const { named, passedOver } = chooseNamed(people, wanted, target(), pack.callUp);
        const all = [...named, ...passedOver].map(({ cadreId }) => cadreId);
        expect(new Set(all).size).toBe(all.length);
        expect(new Set(all)).toEqual(new Set(wanted));
        expect(passedOver.every(({ reasons }) => reasons.length > 0)).toBe(true);
        for (const unitId of units) {
          const fromUnit = named.filter(({ cadreId }) => units[Number(cadreId.slice(1)) % 2] === unitId);
          const size = people[0]?.unit.size ?? 0;
          expect(fromUnit.length).toBeLessThanOrEqual(Math.max(pack.callUp.unitPeople, Math.floor(size / 5)));
        }
      }),
    );
  });
});

describe('a result in words', () => {
  it.each([
    ['张三 结业 24学时 92分', [{ names: ['张三'], completed: true, minutes: 1440, score: 92 }]],
    ['张三\t结业\t24\t92', [{ names: ['张三'], completed: true, minutes: 1440, score: 92 }]],
    ['张三、李四 结业 24', [{ names: ['张三', '李四'], completed: true, minutes: 1440 }]],
    [
      '张三 结业 24.5\n李四 未结业',
      [
        { names: ['张三'], completed: true, minutes: 1470 },
        { names: ['李四'], completed: false, minutes: 0 },
      ],
    ],
  ])('%j is read', (typed, results) => {
    expect(readResults(typed)).toEqual(results);
  });

  it.each(['张三', '张三 结业', '结业 24', '张三 结业 很多', '张三 结业 24 92 100', '张三 未结业 24'])(
    '%j is not taken for one',
    (typed) => {
      expect(() => readResults(typed)).toThrow(new RuleError('sending.bad-result', { line: typed }));
    },
  );

  it('comes to days by its hours, never to more than the class had', () => {
    const days = { opensOn: '2026-03-16', closesOn: '2026-03-18' };
    expect(sentHours(1440, days, 240)).toEqual({ minutes: 1440, halfDays: 6, spanDays: 3 });
    expect(sentHours(2400, days, 240).halfDays).toBe(6);
    expect(sentHours(0, days, 240).halfDays).toBe(0);
  });

  it('is entered of no class that is held here or not over', () => {
    const row = { _id: '2026-01', organiser: '市委党校', closesOn: '2026-03-20' };
    const days = { ...{ name: '', kind: '', opensOn: '', topicTag: '', teacherId: '', createdBy: '' } };
    const rest = { ...days, state: 'draft' as const, byUpdate: '' };
    expect(() => refuseResults({ ...rest, ...row }, '2026-03-19')).toThrow('sending.not-over');
    expect(() => refuseResults({ ...rest, ...row }, '2026-03-20')).not.toThrow();
    expect(() => refuseResults({ ...rest, _id: '2026-01', closesOn: '2026-03-20' }, '2026-03-21')).toThrow(
      'sending.held-here',
    );
  });
});

describe('the deadline of a class that others hold', () => {
  const upper = { opensOn: '2026-03-16', organiser: '市委党校' };

  it('is the usual one, or the day before the opening', () => {
    const answerBy = (dateOn: string) => deadlinesFor(beijingTime(dateOn, '10:00'), upper, pack.callUp).answerBy;
    expect(answerBy('2026-03-02')).toEqual(beijingTime('2026-03-05', '17:30'));
    expect(answerBy('2026-03-13')).toEqual(beijingTime('2026-03-15', '17:30'));
  });

  it('is over the evening before', () => {
    expect(() => deadlinesFor(beijingTime('2026-03-15', '17:30'), upper, pack.callUp)).toThrow('sending.too-late');
  });
});
