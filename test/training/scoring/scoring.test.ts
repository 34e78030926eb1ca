import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { formatDelta, formatPoints, readMark } from '../../../src/training/scoring/points.ts';
import {
  reversalOf,
  type ScoreEntry,
  type ScoreEvent,
  scoreEvent,
  settledEvents,
} from '../../../src/training/scoring/score-event.ts';
import { isFullyRated, type Score, scoreOf } from '../../../src/training/scoring/scoring.ts';
import type { RatedPart } from '../../../src/training/scoring/scoring-scheme.ts';
import { backwards, event, ratings, scheme } from '../builders.ts';

const indicatorIn = (score: Score, item: string) => {
  const found = score.indicators.find((one) => one.item === item);
  if (found === undefined) throw new Error(`no indicator ${item}`);
  return found;
};
const points = (events: ScoreEvent[], item: string) => indicatorIn(scoreOf(events, scheme), item).pointsHundredths;
const late = () => event({ item: 'attendanceRecord', step: 'late', deltaHundredths: -100 });
const absent = () => event({ item: 'attendanceRecord', step: 'absent', deltaHundredths: -500 });
const answer = (sessionId: string, outstanding = false) =>
  event({
    item: 'classInteraction',
    step: outstanding ? 'outstanding' : 'interaction',
    deltaHundredths: outstanding ? 200 : 100,
    sessionId,
  });

describe('the score', () => {
  it('starts full where points are taken and empty where they are earned', () => {
    const score = scoreOf([], scheme);
    expect(score.boards.map((board) => board.pointsHundredths)).toEqual([3000, 0, 0, 0]);
    expect([score.regularHundredths, score.bonusHundredths, score.totalHundredths]).toEqual([3000, 0, 3000]);
  });

  it('takes points down to 0 and no further, and says where the limit cut', () => {
    const events = Array.from({ length: 5 }, absent);
    expect(points(events, 'attendanceRecord')).toBe(0);
    const { lines } = indicatorIn(scoreOf(events, scheme), 'attendanceRecord');
    expect(lines.map((line) => line.countedHundredths)).toEqual([-500, -500, -500, -500, 0]);
    expect(lines[4]?.sentence).toBe('无故缺课（旷课）扣5分：课堂记录（已达限额，不再扣分）');
  });

  it('lists what was entered at the same time in the order of the scheme', () => {
    const at = beijingTime('2026-03-20', '10:00');
    const entered = ['outstanding', 'interaction'].map((step, index) => ({
      ...event({ item: 'classInteraction', step, deltaHundredths: step === 'outstanding' ? 200 : 100 }),
      ...{ _id: `e${index}`, at },
    }));
    const steps = (events: ScoreEvent[]) =>
      indicatorIn(scoreOf(events, scheme), 'classInteraction').lines.map((line) => line.event.step);
    expect(steps(entered)).toEqual(steps([...entered].reverse()));
    const order = scheme.indicators.find(({ id }) => id === 'classInteraction')?.steps.map(({ id }) => id) ?? [];
    const asShown = steps(entered);
    expect(asShown).toEqual([...asShown].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
  });

  it('earns points up to the maximum', () => {
    const tasks = Array.from({ length: 7 }, () =>
      event({ item: 'studyAttitude', step: 'taskOnTime', deltaHundredths: 100 }),
    );
    expect([points(tasks.slice(0, 4), 'studyAttitude'), points(tasks, 'studyAttitude')]).toEqual([400, 500]);
  });

  it('counts at most three points of interaction from one session', () => {
    const events = [answer('s1', true), answer('s1', true), answer('s1'), answer('s2')];
    const score = indicatorIn(scoreOf(events, scheme), 'classInteraction');
    expect(score.lines.map((line) => line.countedHundredths).sort()).toEqual([0, 100, 100, 200]);
    expect(score.pointsHundredths).toBe(400);
  });

  it('names a step once where nobody gave other words for it', () => {
    const plain = event({ item: 'studyAttitude', step: 'taskOnTime', deltaHundredths: 100 });
    const sentenceOf = (reason: string) =>
      indicatorIn(scoreOf([{ ...plain, reason }], scheme), 'studyAttitude').lines[0]?.sentence ?? '';
    const [step = ''] = sentenceOf('自学笔记').split('加1分');
    expect([sentenceOf('自学笔记'), sentenceOf(step)]).toEqual([`${step}加1分：自学笔记`, `${step}加1分`]);
  });

  it('takes the mean of the two markers of a paper, and waits for the second', () => {
    const mark = (hundredths: number, authorId: string) =>
      event({ item: 'researchOutput', step: 'paper', deltaHundredths: hundredths / 2, authorId });
    const first = scoreOf([mark(1350, 'a')], scheme);
    expect(indicatorIn(first, 'researchOutput').unrated).toEqual(['成果评阅（还需 1 人评阅）']);
    const both = [mark(1350, 'a'), mark(1210, 'b')];
    expect(indicatorIn(scoreOf(both, scheme), 'researchOutput')).toMatchObject({ pointsHundredths: 1280, unrated: [] });
  });

  it('takes neither a second mark of the same marker nor a third marker', () => {
    const mark = (authorId: string) => event({ item: 'researchOutput', step: 'paper', deltaHundredths: 700, authorId });
    expect(indicatorIn(scoreOf([mark('a'), mark('a')], scheme), 'researchOutput')).toMatchObject({
      pointsHundredths: 700,
      unrated: ['成果评阅（还需 1 人评阅）'],
    });
    expect(points([mark('a'), mark('b'), mark('c')], 'researchOutput')).toBe(1400);
  });

  it('says why a mark of a paper is not counted', () => {
    const mark = (authorId: string) =>
      event({ item: 'researchOutput', step: 'paper', deltaHundredths: 700, authorId, reason: '成果评阅' });
    const sentences = indicatorIn(
      scoreOf([mark('a'), mark('a'), mark('b'), mark('c')], scheme),
      'researchOutput',
    ).lines;
    expect(sentences.map(({ sentence }) => sentence)).toEqual([
      '成果评阅7分（评14分，取 2 人平均）',
      '成果评阅7分（评14分，取 2 人平均）（同一评阅人只计一次）',
      '成果评阅7分（评14分，取 2 人平均）',
      '成果评阅7分（评14分，取 2 人平均）（评阅已满，不再计分）',
    ]);
  });

  it('takes a late paper off its mark even when the lateness was entered first', () => {
    const events = [
      event({ item: 'researchOutput', step: 'lateDay', deltaHundredths: -100, at: beijingTime('2026-03-09', '09:00') }),
      event({ item: 'researchOutput', step: 'paper', deltaHundredths: 600, authorId: 'a' }),
      event({ item: 'researchOutput', step: 'paper', deltaHundredths: 600, authorId: 'b' }),
    ];
    expect(points(events, 'researchOutput')).toBe(1100);
  });

  it('makes a copied paper worth nothing, needs no marks for it, and reports the veto', () => {
    const score = scoreOf(
      [...ratings(3300), event({ item: 'researchOutput', step: 'copied', deltaHundredths: 0 })],
      scheme,
    );
    expect(indicatorIn(score, 'researchOutput').pointsHundredths).toBe(0);
    expect(score.vetoes).toEqual([{ veto: 'copiedPaper', name: '成果抄袭', reason: '课堂记录' }]);
    const unmarked = scoreOf([event({ item: 'researchOutput', step: 'copied', deltaHundredths: 0 })], scheme);
    expect(indicatorIn(unmarked, 'researchOutput').unrated).toEqual([]);
  });

  it('is fully rated only when every part has all its marks', () => {
    const all = ratings(2000);
    expect(isFullyRated(scoreOf(all, scheme))).toBe(true);
    for (const missing of all) {
      expect(
        isFullyRated(
          scoreOf(
            all.filter((one) => one !== missing),
            scheme,
          ),
        ),
      ).toBe(false);
    }
  });

  it('refuses an event the scheme does not know', () => {
    const stranger = event({ item: 'charm', step: 'smile', deltaHundredths: 100 });
    expect(() => scoreOf([stranger], scheme)).toThrow(expect.objectContaining({ code: 'score.unknown-item' }));
    const step = event({ item: 'studyAttitude', step: 'smile', deltaHundredths: 100 });
    expect(() => scoreOf([step], scheme)).toThrow(expect.objectContaining({ code: 'score.unknown-step' }));
  });
});

describe('bonus points', () => {
  const bonus = (item: string, deltaHundredths: number, more: Partial<ScoreEvent> = {}) =>
    event({ item, step: item, deltaHundredths, achievementId: item, confirmedBy: 'team', ...more });

  it('have no upper limit', () => {
    const events = Array.from({ length: 30 }, (_, index) =>
      bonus('bestSpeaker', 300, { achievementId: `forum-${index}` }),
    );
    expect(scoreOf(events, scheme).bonusHundredths).toBe(9000);
  });

  it('count once for one achievement, the highest line', () => {
    const events = [
      bonus('reportCounty', 300, { achievementId: 'report' }),
      bonus('reportCity', 500, { achievementId: 'report' }),
      bonus('reportTown', 100, { achievementId: 'report' }),
      bonus('praise', 200),
    ];
    const score = scoreOf(events, scheme);
    expect(score.bonusHundredths).toBe(700);
    expect(score.bonusLines.map((line) => line.countedHundredths)).toEqual([0, 500, 0, 200]);
    expect(score.bonusLines[0]?.sentence).toBe('调研报告被县采用加3分：课堂记录（同一成果只计最高一项）');
  });

  it('count once for one achievement however it was typed', () => {
    const bonus = (_id: string, achievementId: string) => ({
      ...event({ _id, item: 'reportCounty', step: 'reportCounty', deltaHundredths: 300, authorId: 'a' }),
      ...{ achievementId, confirmedBy: 'b' },
    });
    const typed = ['关于“防汛”的报告（2026）', '关于"防汛"的报告(2026)。', '关于 防汛 的报告２０２６'];
    const events = typed.map((words, index) => bonus(`e${index}`, `zhao:${words}`));
    expect(scoreOf(events, scheme).bonusHundredths).toBe(300);
    expect(scoreOf([...events, bonus('other', 'zhao:关于抗旱的报告')], scheme).bonusHundredths).toBe(600);
  });

  it('count only with a second signature by someone else', () => {
    const { confirmedBy: _, ...unsigned } = bonus('praise', 200);
    const selfSigned = bonus('ownLesson', 300, { authorId: 'teacher', confirmedBy: 'teacher' });
    const score = scoreOf([unsigned, selfSigned], scheme);
    expect(score.bonusHundredths).toBe(0);
    expect(score.bonusLines[0]?.sentence).toContain('待考评工作小组确认，暂不计');
  });

  it('do not hide a lower confirmed line behind a higher unconfirmed one', () => {
    const { confirmedBy: _, ...unsigned } = bonus('reportCity', 500, { achievementId: 'report' });
    const score = scoreOf([unsigned, bonus('reportCounty', 300, { achievementId: 'report' })], scheme);
    expect(score.bonusHundredths).toBe(300);
  });
});

describe('corrections', () => {
  const at = beijingTime('2026-03-11', '09:00');

  it('take an event back by another event, and a reversed reversal lets it stand again', () => {
    const wrong = late();
    const back = reversalOf(wrong, '登记有误', 'teacher', at);
    const again = reversalOf(back, '核实无误', 'teacher', at);
    expect(back).toMatchObject({ _id: `reversal:${wrong._id}`, deltaHundredths: 100, reverses: wrong._id });
    expect(points([wrong], 'attendanceRecord')).toBe(1900);
    expect(points([wrong, back], 'attendanceRecord')).toBe(2000);
    expect(points([wrong, back, again], 'attendanceRecord')).toBe(1900);
  });

  it('free the room that the reversed event took in its session', () => {
    const first = answer('s1', true);
    const events = [first, answer('s1', true), reversalOf(first, '登记有误', 'teacher', at)];
    expect(points(events, 'classInteraction')).toBe(200);
  });

  it('need a reason, and an event to correct', () => {
    expect(() => reversalOf(late(), ' ', 'teacher', at)).toThrow(
      expect.objectContaining({ code: 'score.reason-missing' }),
    );
    const orphan = reversalOf(late(), '登记有误', 'teacher', at);
    expect(() => settledEvents([orphan])).toThrow(expect.objectContaining({ code: 'score.unknown-event' }));
  });
});

describe('any collection of events', () => {
  const anyEvent = fc.oneof(
    fc
      .constantFrom('late', 'earlyLeave', 'personalLeave', 'sickLeave', 'officialLeave', 'absent')
      .map((step) => ({ item: 'attendanceRecord', step })),
    fc.constantFrom('distraction', 'breach', 'criticism').map((step) => ({ item: 'disciplineConduct', step })),
    fc.constantFrom('interaction', 'outstanding').map((step) => ({ item: 'classInteraction', step })),
    fc.constantFrom('mainSpeaker', 'comment', 'listener').map((step) => ({ item: 'forumSharing', step })),
    fc.constantFrom('withOutline', 'withoutOutline').map((step) => ({ item: 'discussionSpeech', step })),
    fc.constantFrom(...scheme.bonusItems.map((item) => item.id)).map((item) => ({ item, step: item })),
  );
  const anyHistory = fc
    .array(
      fc.record({
        what: anyEvent,
        session: fc.nat(3),
        achievement: fc.nat(3),
        minute: fc.nat(20),
        reversed: fc.boolean(),
      }),
      { maxLength: 40 },
    )
    .map((all) =>
      all.flatMap(({ what, session, achievement, minute, reversed }, index): ScoreEvent[] => {
        const made: ScoreEvent = {
          ...scoreEvent(
            {
              _id: `e${index}`,
              cadreId: 'c1',
              ...what,
              reason: '课堂记录',
              source: 'test',
              authorId: 'teacher',
              at: beijingTime('2026-03-10', `10:${String(minute).padStart(2, '0')}`),
              sessionId: `s${session}`,
              achievementId: `a${achievement}`,
            },
            scheme,
          ),
          confirmedBy: 'team',
        };
        return reversed ? [made, reversalOf(made, '更正', 'teacher', made.at)] : [made];
      }),
    );

  it('adds up: start and counted lines to the indicator, indicators to boards and regular, bonus lines to bonus', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const score = scoreOf(events, scheme);
        const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
        for (const one of score.indicators) {
          expect(one.startHundredths + sum(one.lines.map((line) => line.countedHundredths))).toBe(one.pointsHundredths);
          expect(one.pointsHundredths).toBeGreaterThanOrEqual(0);
          expect(one.pointsHundredths).toBeLessThanOrEqual(one.maxHundredths);
        }
        expect(sum(score.boards.map((board) => board.pointsHundredths))).toBe(score.regularHundredths);
        expect(sum(score.indicators.map((one) => one.pointsHundredths))).toBe(score.regularHundredths);
        expect(sum(score.bonusLines.map((line) => line.countedHundredths))).toBe(score.bonusHundredths);
        expect(score.totalHundredths).toBe(score.regularHundredths + score.bonusHundredths);
        expect(score.regularHundredths).toBeLessThanOrEqual(10_000);
      }),
    );
  });

  it('gives the same score in any order, and when an event arrives twice', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        expect(scoreOf(backwards(events), scheme)).toEqual(scoreOf(events, scheme));
        expect(scoreOf([...events, ...events], scheme)).toEqual(scoreOf(events, scheme));
      }),
    );
  });

  it('is back where it was once everything is taken back', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const back = settledEvents(events).standing.map((one) => reversalOf(one, '更正', 'teacher', one.at));
        expect({ ...scoreOf([...events, ...back], scheme), takenBack: [] }).toEqual(scoreOf([], scheme));
      }),
    );
  });
});

describe('entering a score', () => {
  const entry = (facts: Partial<ScoreEntry>): ScoreEntry => ({
    _id: 'e1',
    cadreId: 'c1',
    item: 'disciplineConduct',
    step: 'distraction',
    reason: '上课使用手机',
    source: 'command:1',
    authorId: 'teacher',
    at: beijingTime('2026-03-10', '10:00'),
    ...facts,
  });
  const refusal = (facts: Partial<ScoreEntry>, code: string) =>
    expect(() => scoreEvent(entry(facts), scheme)).toThrow(expect.objectContaining({ code }));

  it('takes the points from the scheme', () => {
    expect(scoreEvent(entry({}), scheme).deltaHundredths).toBe(-100);
    expect(scoreEvent(entry({ item: 'praise', step: 'praise', achievementId: 'a1' }), scheme).deltaHundredths).toBe(
      200,
    );
  });

  it("makes a marker's event that marker's share", () => {
    const made = scoreEvent(entry({ item: 'researchOutput', step: 'paper', markHundredths: 1350 }), scheme);
    expect(made.deltaHundredths).toBe(675);
  });

  it('refuses what is not in the scheme, and what is incomplete', () => {
    refusal({ item: 'charm' }, 'score.unknown-item');
    refusal({ step: 'smile' }, 'score.unknown-step');
    refusal({ reason: ' ' }, 'score.reason-missing');
    refusal({ markHundredths: 100 }, 'score.mark-not-wanted');
    refusal({ item: 'classInteraction', step: 'interaction' }, 'score.session-missing');
    refusal({ item: 'praise', step: 'praise' }, 'score.achievement-missing');
    refusal({ item: 'praise', step: 'ownLesson', achievementId: 'a1' }, 'score.unknown-step');
  });

  it('refuses a mark that is missing, out of range or finer than a tenth', () => {
    for (const markHundredths of [1501, -10, 1355, 10.5]) {
      refusal({ item: 'researchOutput', step: 'paper', markHundredths }, 'score.bad-mark');
    }
    refusal({ item: 'researchOutput', step: 'paper' }, 'score.bad-mark');
  });
});

describe('points in words', () => {
  const partOf = (item: string): RatedPart => {
    const found = scheme.indicators.find((one) => one.id === item);
    if (found?.mode !== 'rate' || found.parts[0] === undefined) throw new Error(`${item} is not rated`);
    return found.parts[0];
  };

  it('are written with two decimals at most', () => {
    expect([300, -50, 1345, 0].map(formatPoints)).toEqual(['3', '-0.5', '13.45', '0']);
    expect([300, -50, 0].map(formatDelta)).toEqual(['加3分', '扣0.5分', '不计分']);
  });

  it('are read from numbers and from letters that stand for one mark', () => {
    const [duty, paper] = [partOf('classDuty'), partOf('researchOutput')];
    expect(['A', 'b', 'Ｃ', '6.5', '8分'].map((text) => readMark(text, duty))).toEqual([800, 650, 500, 650, 800]);
    expect(readMark('13.5', paper)).toBe(1350);
    for (const text of ['A', '15.1', '13.55', '-1', '十三', '']) {
      expect(() => readMark(text, paper)).toThrow(expect.objectContaining({ code: 'score.bad-mark' }));
    }
  });
});
