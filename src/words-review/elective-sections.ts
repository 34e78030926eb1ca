import { beijingTime } from '../calendar/beijing-time.ts';
import type { Choice } from '../training/electives/elective.ts';
import type { ElectiveRow } from '../training/electives/electives.ts';
import { electivePeopleWords } from '../training/electives/people-words.ts';
import { keepElective, openAndTell } from '../training/electives/presses.ts';
import { electiveStaffWords } from '../training/electives/staff-words.ts';
import { electiveWords } from '../training/electives/words.ts';
import { now, trainingClass, unitNames } from './facts.ts';
import { type Section, section } from './section.ts';

const closesAt = beijingTime('2026-03-20', '17:30');
const audience = { rankLevels: ['townshipDeputy'] } as const;
const person = { cadreId: 'c1', unitId: 'u-fin', name: '张三' };
const moves = [{ what: 'chose', to: 'seated', at: now, by: 'c1', byUpdate: 'u1' }] as const;
const seated: Choice = { ...person, state: 'seated', moves };
const offered: Choice = { ...person, cadreId: 'c2', name: '李四', state: 'offered', offerBy: closesAt, moves };
const waiting: Choice = { ...person, cadreId: 'c3', name: '王五', state: 'waiting', moves };
const asked: Choice = { ...seated, leaving: { reason: '单位防汛任务', askedAt: now, byUpdate: 'u2' } };
const elective: ElectiveRow = {
  ...{ _id: '2026-01', seats: 2, closesAt, audience, state: 'open', openedBy: 'org', openedAt: now },
  ...{ choices: [seated, offered, waiting], changes: [], updates: [], revision: 1 },
};
const own = { trainingClass, elective, choice: undefined, against: [], freeUntil: closesAt };
const facts = { classId: '2026-01', seats: 40, closesAt: closesAt.toISOString(), audience: '乡科级副职' };
const cancelling = keepElective.with({ classId: '2026-01', reason: '与重点工作冲突' });
const presses = { confirm: cancelling, drop: cancelling };

/** Sentences about open enrolment. */
export const electiveSections: readonly Section[] = [
  section('src/training/electives/words.ts', electiveWords, {
    own: [
      [
        ...[own, { ...own, choice: seated }, { ...own, choice: offered }],
        { ...own, choice: waiting, against: ['县财政局本班已有 2 人，达到同一单位 2 人的上限，以保证单位正常运转。'] },
      ],
      now,
    ],
    seated: [trainingClass, closesAt, now],
    waiting: [trainingClass, 3],
    left: [trainingClass],
    askLeaving: [trainingClass],
    leavingAsked: [trainingClass],
    stayed: [trainingClass],
    offerId: ['2026-01'],
    offer: [trainingClass, offered],
    lapsed: [trainingClass],
    missed: [trainingClass, '县财政局本班已有 2 人，达到同一单位 2 人的上限，以保证单位正常运转。'],
    announced: [trainingClass, 40, closesAt],
    admitted: [trainingClass, '工作需要'],
    removed: [trainingClass, '另有任务'],
    cancelled: [trainingClass, '与重点工作冲突'],
    leavingGranted: [trainingClass],
    leavingRefused: [trainingClass, '请克服困难'],
  }),
  section('src/training/electives/staff-words.ts', electiveStaffWords, {
    openPreview: ['u1', trainingClass, elective, 120, { ...presses, tell: openAndTell.with(facts) }],
    openedReply: [trainingClass, 120],
    list: [trainingClass, elective, [asked, offered, waiting], now, true],
    sheet: [trainingClass, elective.choices, elective.choices, unitNames, '2026-03-16'],
    closed: [trainingClass],
    changed: [trainingClass, '名额', '40 人', '45 人'],
    unchanged: ['名额', '40 人'],
    raisePreview: ['u1', trainingClass, { from: 40, to: 45 }, 5, presses],
    cancelPreview: ['u1', trainingClass, '与重点工作冲突', 40, presses],
    cancelledReply: [trainingClass, 40],
  }),
  section('src/training/electives/people-words.ts', electivePeopleWords, {
    personPreview: [
      'u1',
      trainingClass,
      { title: '选学补录', person: '张三', unitName: '县财政局', reason: '工作需要', against: [] },
      presses,
    ],
    admitted: ['张三'],
    admittedReply: [trainingClass, '张三'],
    removed: ['张三'],
    removedReply: [trainingClass, '张三'],
    leavingId: ['2026-01', 'c1'],
    decide: [trainingClass, asked, '县财政局'],
    grantedReply: [trainingClass, '张三'],
    askRefusal: ['张三'],
    refusedReply: [trainingClass, '张三'],
    toUnit: [trainingClass, ['张三', '李四']],
    changedToUnit: [trainingClass, ['张三'], ['李四']],
    cancelledToUnit: [trainingClass, ['张三'], '与重点工作冲突'],
  }),
];
