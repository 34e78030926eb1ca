import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { type Card, encodePress, MAX_BUTTONS, MAX_FORM_OPTIONS } from '../../src/chat/message.ts';
import { cardParams } from '../../src/platforms/dingtalk/render.ts';
import { drawCard } from '../../src/platforms/wecom/render.ts';
import { dayHalves } from '../../src/training/attendance/class-day.ts';
import { dayWords } from '../../src/training/attendance/day-words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { standardCurriculum } from '../../src/training/class/standard-curriculum.ts';
import { leaveStanding } from '../../src/training/leave/leave.ts';
import type { LeaveRow } from '../../src/training/leave/leaves.ts';
import { leaveWords } from '../../src/training/leave/words.ts';
import { surveyQuestionWords } from '../../src/training/needs-survey/question-words.ts';
import { surveyResultWords } from '../../src/training/needs-survey/results-words.ts';
import type { SurveyRow } from '../../src/training/needs-survey/surveys.ts';
import { surveyWords } from '../../src/training/needs-survey/words.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';

const pack = defaultRulePack();

const survey: SurveyRow = {
  _id: 'D2026-12',
  year: '2026',
  number: 12,
  name: '二〇二六年全县干部教育培训需求集中调查',
  scope: '全县',
  closesOn: '2026-03-20',
  closesAt: beijingTime('2026-03-21', '00:00'),
  questions: pack.survey.questions,
  smallestGroup: 5,
  state: 'open',
  createdBy: 'org',
  byUpdate: 'wecom:1',
};
const trainingClass: ClassRow = {
  _id: '2026-01',
  name: '2026年春季学期中青年干部培训班',
  kind: 'youngMidClass',
  opensOn: '2026-03-16',
  closesOn: '2026-03-27',
  topicTag: '理论武装',
  teacherId: 'teacher',
  state: 'planned',
  createdBy: 'school',
  byUpdate: 'wecom:2',
};
const leave: LeaveRow = {
  _id: 'dingtalk:msg8Yx2cQ0rJ1kz5l+abcdef==',
  classId: '2026-01',
  cadreId: 'zhao',
  name: '欧阳建国',
  kind: 'personalLeave',
  dateOn: '2026-03-16',
  half: 'morning',
  fromAt: beijingTime('2026-03-16', '00:00'),
  toAt: beijingTime('2026-03-16', '12:00'),
  late: true,
  reason: '参加县委县政府召开的专题会议',
  state: 'asked',
  moves: ['wecom:3'],
};
const standing = leaveStanding(180, 3600, pack.attendance);
const wholeDay = standardCurriculum('2026-03-16')
  .slice(0, 2)
  .map(({ sessionId, ...rest }) => ({ _id: sessionId, classId: '2026-01', ...rest }));
const halves = dayHalves(wholeDay, { signIns: [], leaves: [] }, pack.attendance, new Date(0));
const asked = survey.questions.filter((question) => question.prefilled === undefined);
const unitLines = Array.from({ length: 15 }, (_, index) => `单位${index}（12 人）：基层治理 9 人、公文写作 8 人`);

const cards: readonly (readonly [string, Card])[] = [
  [
    'survey preview',
    surveyWords.preview(
      survey,
      {
        people: 5000,
        platforms: [
          { platform: 'wecom', people: 3_000 },
          { platform: 'dingtalk', people: 1_900 },
        ],
        hadEnough: [],
        nowhere: 10,
      },
      12,
    ),
  ],
  ['survey invitation', surveyWords.invitation(survey)],
  ['survey reminder', surveyWords.reminder(survey)],
  ...asked.map((question, index): [string, Card] => [
    `survey question ${question.id}`,
    surveyQuestionWords.question(survey, question, { number: index + 1, of: asked.length }),
  ]),
  ['survey closing', surveyWords.closePreview(survey, { done: 4990, all: 5000 })],
  ['survey results', surveyResultWords.more(survey, true)],
  ['sign-in', dayWords.card({ trainingClass, dateOn: '2026-03-16', halves })],
  ['sign-in missing', dayWords.card({ trainingClass, dateOn: '2026-03-16', halves }, { missing: 'morning' })],
  ['leave help', leaveWords.help('wecom:4', trainingClass, standing, ['2026-12-22', '2026-12-23'])],
  ['leave time', leaveWords.when('wecom:5', 'sickLeave')],
  ['leave preview', leaveWords.preview(leave, trainingClass, 180, standing)],
  [
    'leave decision',
    leaveWords.decide(leave, trainingClass, {
      unitName: '县人力资源和社会保障局',
      standing,
      firstMissedAt: leave.fromAt,
    }),
  ],
];

describe('cards of surveys, signing in and leave', () => {
  it.each(cards)('%s fits one card of either vendor, whole', (_, card) => {
    expect(card.buttons.length + (card.form === undefined ? 0 : 1)).toBeLessThanOrEqual(MAX_BUTTONS);
    expect(card.form?.options.length ?? 0).toBeLessThanOrEqual(MAX_FORM_OPTIONS);
    expect(card.id.length).toBeLessThanOrEqual(100);
    const keys = card.buttons.map((button) => encodePress(button.press));
    expect(new Set(keys).size).toBe(keys.length);
    expect(drawCard(card)?.isWhole).toBe(true);
    expect(cardParams(card)).toBeDefined();
  });

  it('names every copy of one thing alike, and different things differently', () => {
    const about = (wanted: string) => cards.find(([name]) => name === wanted)?.[1].id;
    expect(about('survey reminder')).toBe(about('survey invitation'));
    expect(about('sign-in missing')).toBe(about('sign-in'));
    // The questions of a survey are one card that becomes the next.
    const others = cards.filter(([name]) => !name.startsWith('survey question'));
    expect(new Set(others.map(([, card]) => card.id)).size).toBe(others.length - 2);
  });

  it('pages results by unit and ends the pages', () => {
    const first = surveyResultWords.byUnit(survey, unitLines, 1, 8);
    const last = surveyResultWords.byUnit(survey, unitLines, 8, 8);
    expect(first.buttons.map((button) => button.label)).toEqual(['下一页', '文字意见']);
    expect(last.buttons.map((button) => button.label)).toEqual(['文字意见']);
  });
});
