import { describe, expect, it } from 'vitest';
import { defaultRulePack, readRulePack } from '../../src/training/rule-pack.ts';
import { RulePacks } from '../../src/training/rule-packs.ts';
import { type ScoringScheme, schemeFaults } from '../../src/training/scoring/scoring-scheme.ts';
import { pack, scheme } from './builders.ts';

/** A copy of the default pack as plain JSON, to be spoiled. */
function copy(): Record<string, Record<string, unknown>> {
  return JSON.parse(JSON.stringify(pack));
}

const badPack = expect.objectContaining({ code: 'rule-pack.bad' });

describe('rule packs', () => {
  it('ships one that carries the numbers of the rules', () => {
    const { curriculum, attendance, callUp, grading } = defaultRulePack();
    expect(curriculum.partyShare).toEqual({ numerator: 7, denominator: 10 });
    expect(curriculum.partySpiritShare).toEqual({ numerator: 1, denominator: 5 });
    expect(attendance.leaveLimit).toEqual({ numerator: 1, denominator: 7 });
    expect([callUp.noticeWorkingDays, callUp.answerWorkingDays, callUp.substitutionClosesWorkingDays]).toEqual([
      7, 3, 2,
    ]);
    expect(grading.excellentShare).toEqual({ numerator: 15, denominator: 100 });
    expect(grading.bands.map((band) => band.totalHundredths)).toEqual([9000, 8000, 6000]);
  });

  it('takes the pack in force on a day, the younger of two', () => {
    const older = { ...pack, id: 'older', validFromOn: '2024-01-01' };
    const ended = { ...pack, id: 'ended', validFromOn: '2025-06-01', validToOn: '2025-12-31' };
    const packs = new RulePacks([pack, ended, older]);
    const on = (dateOn: string) => packs.on(dateOn).id;
    expect([on('2024-01-01'), on('2025-06-01'), on('2025-12-31'), on('2026-01-01')]).toEqual([
      'older',
      'ended',
      'ended',
      pack.id,
    ]);
    expect(new RulePacks([ended, older]).on('2026-01-01').id).toBe('older');
    expect(() => packs.on('2023-12-31')).toThrow(
      expect.objectContaining({ code: 'rule-pack.none', facts: { dateOn: '2023-12-31' } }),
    );
  });

  it('refuses one with an unknown key, a missing part, a share over one or an end before its start', () => {
    expect(() => readRulePack({ ...copy(), extra: 1 })).toThrow(badPack);
    const { grading: _, ...without } = copy();
    expect(() => readRulePack(without)).toThrow(badPack);
    const share = copy();
    Object.assign(share.attendance!, { leaveLimit: { numerator: 8, denominator: 7 } });
    expect(() => readRulePack(share)).toThrow(badPack);
    expect(() => readRulePack({ ...copy(), validToOn: '2025-12-31' })).toThrow(badPack);
    const tie = copy();
    Object.assign(tie.grading!, { tieIndicators: ['nothing'] });
    expect(() => readRulePack(tie)).toThrow(badPack);
    expect(() => readRulePack(null)).toThrow(badPack);
  });

  it('refuses one whose late substitutes could answer after the opening', () => {
    const late = copy();
    Object.assign(late.callUp!, { substituteAnswerWorkingDays: 2 });
    expect(() => readRulePack(late)).toThrow(badPack);
  });

  it('tells in Chinese what does not fit', () => {
    const pack = copy();
    Object.assign(pack.attendance!, { opensBeforeMinutes: 'thirty' });
    expect(() => readRulePack(pack)).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({
          where: 'attendance.opensBeforeMinutes',
          what: expect.stringMatching(/\p{Script=Han}/u),
        }),
      }),
    );
  });

  it('never lets survey groups smaller than five be shown', () => {
    const loose = copy();
    Object.assign(loose.survey!, { smallestGroup: 4 });
    expect(() => readRulePack(loose)).toThrow(badPack);
  });

  it('refuses one whose scoring scheme is not the 4+1 frame', () => {
    const nine = copy();
    Object.assign(nine.scoring!, { indicators: scheme.indicators.slice(0, 9) });
    expect(() => readRulePack(nine)).toThrow(badPack);
  });
});

describe('the scoring scheme of a class', () => {
  const changed = (change: (scheme: ScoringScheme) => void): string[] => {
    const own = structuredClone(scheme);
    change(own);
    return schemeFaults(own);
  };

  it('is sound as shipped: four boards of 35, 15, 25 and 25 points, ten indicators, 100 points', () => {
    expect(schemeFaults(scheme)).toEqual([]);
    const points = scheme.boards.map((board) =>
      scheme.indicators.filter((one) => one.board === board.id).reduce((sum, one) => sum + one.maxHundredths, 0),
    );
    expect(points).toEqual([3500, 1500, 2500, 2500]);
  });

  it('may change names, maxima and steps as long as the sum stays 100', () => {
    const faults = changed((own) => {
      own.indicators[1]!.maxHundredths = 800;
      own.indicators[2]!.maxHundredths = 700;
      own.indicators[1]!.name = '纪律表现';
    });
    expect(faults).toEqual([]);
  });

  it.each<[string, (scheme: ScoringScheme) => void, string]>([
    ['a fifth board', (own) => own.boards.push({ id: 'fifth', name: '第五板块' }), '考核板块应为 4 个，现有 5 个。'],
    ['a missing indicator', (own) => own.indicators.pop(), '考核指标应为 10 项，现有 9 项。'],
    [
      'a sum other than 100',
      (own) => Object.assign(own.indicators[0]!, { maxHundredths: 2100 }),
      '常规项总分应为100分，现为101分。',
    ],
    [
      'an indicator on no board',
      (own) => Object.assign(own.indicators[0]!, { board: 'nowhere' }),
      '指标“出勤情况”所属板块不存在。',
    ],
    [
      'an id used twice',
      (own) => Object.assign(own.bonusItems[0]!, { id: 'classDuty' }),
      '指标或加分项“classDuty”重复。',
    ],
    [
      'a deduction that adds',
      (own) => Object.assign(own.indicators[0]!.steps[0]!, { deltaHundredths: 100 }),
      '指标“出勤情况”的记分档“迟到”加减方向有误。',
    ],
    [
      'a veto nobody defined',
      (own) => Object.assign(own.indicators[1]!.steps[0]!, { veto: 'nothing' }),
      '记分档“使用手机、打瞌睡或做与学习无关的事”引用的一票否决项不存在。',
    ],
    [
      'parts that do not add up',
      (own) => Object.assign(own.indicators[9]!, { parts: [] }),
      '指标“实践锻炼”各评分部分之和应为10分。',
    ],
    [
      'an attendance indicator without its steps',
      (own) => Object.assign(own.indicators[0]!, { steps: own.indicators[0]!.steps.slice(1) }),
      '出勤指标“attendanceRecord”缺少记分档：late。',
    ],
  ])('is refused with %s', (_, change, fault) => {
    expect(changed(change)).toContain(fault);
  });
});
