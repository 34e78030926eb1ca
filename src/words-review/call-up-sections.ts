import type { Comer } from '../training/arrival/arrival-sheet.ts';
import { arrivalWords } from '../training/arrival/words.ts';
import { approvalWords } from '../training/call-up/approval-words.ts';
import { quotaPickWords, type ShownUnitQuota } from '../training/call-up/quota-pick-words.ts';
import { quotaWords, type ShownQuota } from '../training/call-up/quota-words.ts';
import { sendingWords } from '../training/call-up/sending-words.ts';
import { dropOutWords } from '../training/class/drop-out-words.ts';
import { now, trainingClass } from './facts.ts';
import { section } from './section.ts';

const approval = { number: '2026-01-M1', at: now };

const sentTo = { ...trainingClass, name: '乡村振兴专题班', organiser: '市委党校' };
const result = {
  ...{ what: 'completed' as const, minutes: 1440, score: 92, by: 'c2', byUpdate: 'u1', at: now },
};

const picked = {
  ...{ _id: 'q1:u1', callId: 'q1', unitId: 'u1', seats: 2, state: 'picked' as const, cadreIds: ['c1'] },
  ...{ pickedBy: 'c2', history: [], steps: 1 },
};
const quota: ShownQuota = {
  call: {
    ...{ _id: 'q1', classId: trainingClass._id, seats: 40, rankLevels: ['townshipDeputy'], closesOn: '2026-03-04' },
    ...{ closesAt: new Date('2026-03-04T16:00:00Z'), state: 'open', drawnBy: 'c2', drawnAt: now, history: [] },
  },
  quotas: [picked, { ...picked, _id: 'q1:u2', unitId: 'u2', state: 'waiting', cadreIds: [], steps: 0 }],
  unitNames: new Map([
    ['u1', '县财政局'],
    ['u2', '县农业农村局'],
  ]),
  names: new Map([['c1', '张三']]),
};
const unitQuota: ShownUnitQuota = { trainingClass, call: quota.call, quota: picked, unit: '县财政局' };

const comer: Comer = {
  ...{ cadreId: 'c1', name: '张三', unit: '县财政局', hasArrived: false },
  facts: { lodging: 'stays', meals: 'usual', plate: '川A12345', room: '302', seat: 'A5' },
};
const problem = { row: 3, column: 'F', header: '车牌', message: '应填车牌号，没有的填无', value: '？' };

const person = { cadreId: 'c1', name: '张三', unit: '县财政局' };

export const callUpSections = [
  section('src/training/class/drop-out-words.ts', dropOutWords, {
    proposal: [trainingClass, person, '累计请假12小时，超过总学时1/7'],
    neverSeen: ['2026-03-16'],
    neverSeenNote: [trainingClass],
    preview: ['x', trainingClass, person, '擅自离校'],
    decided: ['张三'],
    decidedReply: [trainingClass, '张三'],
    toTrainee: [trainingClass, '擅自离校'],
    toUnit: [trainingClass, '张三', '擅自离校'],
    kept: ['张三'],
    keptReply: [trainingClass, '张三'],
    keptToTrainee: [trainingClass, '公务请假已补课'],
    keptToUnit: [trainingClass, '张三', '公务请假已补课'],
  }),
  section('src/training/call-up/approval-words.ts', approvalWords, {
    submitted: [['李组织']],
    sentBackBy: ['李组织'],
    sentBackReply: ['王组织'],
    approvedBy: ['李组织', approval],
    approvedToProposer: [trainingClass, '李组织', approval, 38],
    approvedAlready: [trainingClass, '李组织', approval],
    takenBackToProposer: [trainingClass, '李组织'],
    drawnBy: [trainingClass, '王组织', now],
    droppedBy: [trainingClass, '李组织'],
  }),
  section('src/training/call-up/sending-words.ts', sendingWords, {
    leftOut: [[{ name: '张三', reasons: ['正在省厅挂职或借调，本次暂不调训。'] }]],
    entering: [
      [
        { ...result, name: '张三' },
        { ...result, name: '李四', score: 88 },
      ],
    ],
    entered: [sentTo, '张三', result],
    toCadre: [sentTo, result],
    toUnit: [sentTo, [{ ...result, name: '张三' }]],
    takenBackTo: [sentTo, '张三'],
    list: [[{ row: sentTo, people: [{ cadreId: 'c1', name: '张三', unit: '县财政局', result }] }]],
    sheet: [[{ row: sentTo, people: [{ cadreId: 'c1', name: '张三', unit: '县财政局', result }] }], '2026-03-20'],
  }),
  section('src/training/call-up/quota-words.ts', quotaWords, {
    preview: [trainingClass, quota, { left: 2, silent: 1, least: 3 }],
    opened: [trainingClass, quota],
    progress: ['x', trainingClass, quota, now],
    sheet: [trainingClass, quota, now],
    seatsChanged: [trainingClass, '县财政局', unitQuota.quota, true],
    extended: [trainingClass, quota.call, 5],
    cancelPreview: ['x', trainingClass, quota, '改为点名调训'],
    cancelled: [trainingClass, 5],
    chased: [5],
    endedNote: [trainingClass],
    changedByUnit: [trainingClass, '县财政局'],
  }),
  section('src/training/call-up/quota-pick-words.ts', quotaPickWords, {
    card: [unitQuota, true],
    choose: [
      unitQuota,
      [{ cadreId: 'c1', name: '张三', post: '预算股股长', hint: '缺40学时' }],
      [{ name: '李四', reasons: ['正在省厅挂职或借调，本次暂不调训。'] }],
    ],
    nobodyToPick: [unitQuota, [{ name: '李四', reasons: ['正在省厅挂职或借调，本次暂不调训。'] }]],
    pickedSettled: [['张三']],
    picked: [unitQuota, ['张三'], true],
    askReason: [unitQuota],
    gaveUp: [unitQuota, '重点工作任务集中'],
    takenAway: [unitQuota],
    cancelled: [trainingClass, '改为点名调训'],
    reminderNote: ['县财政局'],
  }),
  section('src/training/arrival/words.ts', arrivalWords, {
    ask: [trainingClass, ['已确认。'], comer.facts],
    said: [comer.facts],
    saidReply: [comer.facts],
    roll: [trainingClass, [comer], true],
    markPreview: ['x', trainingClass, [comer], 38],
    marked: [38],
    markedReply: [trainingClass, 38, 2],
    markedOne: ['张三'],
    seen: [2],
    entered: ['张三', comer.facts, true],
    toTrainee: [trainingClass, comer.facts],
    place: [comer.facts],
    missingToUnit: [trainingClass, ['张三']],
    missing: [trainingClass, [comer]],
    noShow: [2],
    noShowReply: [trainingClass, ['张三', '李四']],
    bad: [[problem]],
    sheetPreview: [trainingClass, { _id: 's1', entries: [{ cadreId: 'c1', name: '张三', set: comer.facts }] }],
    sheetEntered: [38],
  }),
];
