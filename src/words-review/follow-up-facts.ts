import type { HonourRow } from '../training/appointments/honours.ts';
import type { ActionPlanRow } from '../training/follow-up/action-plans.ts';
import type { FollowUpRow } from '../training/follow-up/follow-ups.ts';
import type { FrontLineRow } from '../training/follow-up/front-line-tasks.ts';
import type { PersonFollowUp } from '../training/follow-up/person-follow-up.ts';
import { now, trainingClass } from './facts.ts';

// What became of the class and its trainee after the end.

export const plan: ActionPlanRow = {
  ...{ _id: '2026-01:c1', classId: '2026-01', cadreId: 'c1', name: '张三', state: 'confirmed', writtenAt: now },
  goals: ['每月走访十户群众', '年底前化解两件信访积案'],
  writings: [],
  confirmations: [{ what: 'confirmed', by: 'head', byUpdate: 'u2', at: now, words: '局里予以支持' }],
  progress: [{ day: 30, words: '已走访二十户', byUpdate: 'u3', at: now }],
  ...{ revision: 3, updates: ['u1', 'u2', 'u3'] },
};

const points = { ability: 4, role: 3, duty: 4, applied: 4, plan: 3 };
export const followUp: FollowUpRow = {
  ...{ _id: '2026-01:3:c1', classId: '2026-01', cadreId: 'c1', name: '张三', months: 3, state: 'open', openedAt: now },
  ...{ dueOn: '2026-06-29', closesOn: '2026-07-13', leavings: [], revision: 2, updates: ['u4'] },
  entries: [
    { way: 'self', what: 'given', points, words: '牵头化解一件积案', by: 'c1', byUpdate: 'u4', at: now },
    { way: 'unit', what: 'given', points, words: '群众评价好', by: 'head', byUpdate: 'u5', at: now },
  ],
};

export const honour: HonourRow = {
  ...{ _id: 'B2026-1', year: '2026', number: 1, cadreId: 'c1', name: '张三', state: 'recorded', byUpdate: 'u9' },
  ...{ honour: '全县优秀党务工作者', givenOn: '2026-07-01', givenBy: '县委', history: [] },
};

export const frontLineTask: FrontLineRow = {
  ...{ _id: 'F2026-1', year: '2026', number: 1, cadreId: 'c1', name: '张三', place: '青山镇', task: '乡村振兴专班' },
  ...{ fromOn: '2026-05-06', toOn: '2026-10-30', state: 'recorded', history: [], byUpdate: 'u6' },
};

export const followed: PersonFollowUp = { trainingClass, plan, rows: [followUp] };
