import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { classKindOf, kindNamed, newClassRemarks } from '../../../src/training/class/class-kind.ts';
import { checkCurriculum } from '../../../src/training/class/curriculum.ts';
import type { Session } from '../../../src/training/class/session.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const rules = defaultRulePack().curriculum;

/** Four days of business lessons, 14 hours short of what a main class needs. */
function business(lecturer = '县信访局'): Session[] {
  return ['2026-03-02', '2026-03-03'].map((dateOn, index) => ({
    ...{
      sessionId: `s${index}`,
      title: '信访业务',
      method: 'lecture',
      dateOn,
      lecturer,
      place: '',
      countsInRatio: true,
    },
    ...{ startsAt: beijingTime(dateOn, '08:30'), endsAt: beijingTime(dateOn, '11:30') },
    parts: [{ type: 'professional', minutes: 180 }],
  }));
}

describe('the kind of a class', () => {
  it.each([
    ['信访业务专题培训班', 'businessClass'],
    ['2026年中青年干部业务能力培训班', 'youngMidClass'],
    ['中青班', 'youngMidClass'],
    ['科级干部任职培训班', 'townshipOfficeClass'],
    ['新录用公务员初任培训', 'inductionClass'],
    ['党的二十届四中全会精神轮训', 'rotationTraining'],
    ['乡村振兴专题班', 'topicClass'],
    ['市委党校主体班（上级调训）', 'upperClass'],
    ['春季主体班', 'mainClass'],
    ['春季班', 'mainClass'],
  ])('follows from its name: %s', (name, kind) => {
    expect(classKindOf(name, rules)).toBe(kind);
  });

  it('is named by its official name, with or without its ending', () => {
    expect(['业务培训班', '业务培训', '业务', '业务班'].map((word) => kindNamed(word, rules))).toEqual(
      Array(4).fill('businessClass'),
    );
    expect(kindNamed('晚会', rules)).toBeUndefined();
  });

  it('decides whether the shares are required: a business class passes with what a topic class is refused for', () => {
    const curriculum = { opensOn: '2026-03-02', closesOn: '2026-03-03', sessions: business() };
    expect(checkCurriculum({ classKind: 'businessClass', ...curriculum }, rules)).toMatchObject({
      passed: true,
      reasons: [],
      repairs: [],
    });
    expect(checkCurriculum({ classKind: 'topicClass', ...curriculum }, rules)).toMatchObject({ passed: false });
  });

  it('tells, without refusing, that a business class is longer than five days', () => {
    const days = { opensOn: '2026-03-02', closesOn: '2026-03-07' };
    const said = '业务培训班原则上不超过5天，本班6天，请确认。';
    expect(newClassRemarks('businessClass', days, rules)).toEqual([said]);
    expect(checkCurriculum({ classKind: 'businessClass', ...days, sessions: business() }, rules).reasons).toEqual([
      said,
    ]);
  });
});

describe('a meeting dressed as training', () => {
  const oneDay = { classKind: 'businessClass', opensOn: '2026-03-02', closesOn: '2026-03-02' };
  const first = (lecturer?: string) => business(lecturer).slice(0, 1);

  it('is warned of before it is made', () => {
    expect(newClassRemarks('topicClass', oneDay, rules)).toEqual([
      '本班只有1天，须有课程和授课人。只部署工作的会议不得以培训名义举办。',
    ]);
  });

  it('is warned of again when nobody gives a lesson in it, and passes without a word when somebody does', () => {
    expect(checkCurriculum({ ...oneDay, sessions: first('') }, rules).reasons).toEqual([
      '本班只有1天，没有安排授课人授课。只部署工作的会议不得以培训名义举办，请确认。',
    ]);
    expect(checkCurriculum({ ...oneDay, sessions: first() }, rules).reasons).toEqual([]);
  });
});
