import { defaultRulePack } from '../training/rule-pack.ts';
import { questionWords } from '../training/satisfaction/question-words.ts';
import { ratingWords } from '../training/satisfaction/rating-words.ts';
import { lecturerResults, lessonResults, questionResults } from '../training/satisfaction/results-list.ts';
import { satisfactionListWords } from '../training/satisfaction/results-list-words.ts';
import { satisfactionWords } from '../training/satisfaction/results-words.ts';
import type { SatisfactionFormRow } from '../training/satisfaction/satisfaction-forms.ts';
import { now, session, trainingClass } from './facts.ts';
import { type Section, section } from './section.ts';

const { satisfaction: rules } = defaultRulePack();
const { levels } = rules;
const question = { id: 'meals', part: 'logistics', name: '用餐' } as const;
const rating = { answered: 38, hundredths: 9125, people: [20, 12, 5, 1], byGroup: [] };
const lesson: SatisfactionFormRow = {
  ...{ _id: 'lesson:x', classId: '2026-01', kind: 'lesson', title: '红色家风', lecturer: '张三', place: '一教室' },
  ...{ heldOn: '2026-03-16', questions: [{ id: 'overall', part: 'lesson', name: '总体' }], groups: [], closesAt: now },
  ...{ asked: 40, state: 'closed', results: [{ question: 'overall', ...rating }] },
};
const withAspect: SatisfactionFormRow = {
  ...lesson,
  questions: [...lesson.questions, { id: 'theory', part: 'lesson', name: '理论深度' }],
  results: [
    { question: 'overall', ...rating },
    { question: 'theory', ...rating },
  ],
};
const ofClass: SatisfactionFormRow = {
  ...{ ...lesson, _id: 'class:2026-01', kind: 'class', title: trainingClass.name, questions: [question] },
  groups: [
    { id: 'townshipChief', levels: ['townshipChief'] },
    { id: 'staff', levels: ['staff'] },
  ],
  results: [
    {
      question: 'meals',
      ...rating,
      byGroup: [
        { groups: ['townshipChief'], answered: 20, hundredths: 9000 },
        { groups: ['staff'], answered: 18, hundredths: 9263 },
      ],
    },
  ],
};

/** The one of several that there is. */
function only<One>([one]: readonly One[]): One {
  if (one === undefined) throw new Error('nothing was answered');
  return one;
}

/** What is asked and told of satisfaction. */
export const satisfactionSections: readonly Section[] = [
  section('src/training/satisfaction/rating-words.ts', ratingWords, {
    ofDay: [session],
    lesson: [trainingClass, session, { levels, left: 3, aspect: { id: 'theory', part: 'lesson', name: '理论深度' } }],
    nothing: [24],
    ofClass: [trainingClass, question, { levels, done: 2, all: 8, closesAt: now }],
  }),
  section('src/training/satisfaction/question-words.ts', questionWords, {
    list: [trainingClass, [question], true],
    bad: [[{ row: 3, column: 'A', header: '类别', message: '应填办班或后勤', value: '' }]],
    preview: [
      trainingClass,
      [question, { id: 'workBalance', part: 'class', name: '工学安排', rankLevels: ['townshipChief'] }],
      'x',
      { names: ['工学安排'], smallestGroup: 5 },
    ],
    set: [9],
    restored: [trainingClass, 9],
  }),
  section('src/training/satisfaction/results-words.ts', satisfactionWords, {
    card: [trainingClass, [lesson, ofClass], rules, [satisfactionWords.waitingLessons(2, 24)]],
    none: [trainingClass, [satisfactionWords.waitingLessons(2, 24)]],
    waitingLessons: [2, 24],
    waitingClass: [now, 20],
    counted: [trainingClass, [lesson, ofClass]],
    paused: ['张三', '连续 2 节课测评低于 80 分'],
    sheet: [trainingClass, [lesson, ofClass], rules, '2026-03-30'],
  }),
  section('src/training/satisfaction/results-list-words.ts', satisfactionListWords, {
    list: ['x', trainingClass, [lesson, ofClass], { cut: 'lecturer', page: 1 }, rules],
    lesson: [only(lessonResults([withAspect])), levels],
    lecturer: [only(lecturerResults([withAspect]))],
    question: [only(questionResults([ofClass])), levels],
  }),
];
