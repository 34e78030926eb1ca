import type { Comer } from '../training/arrival/arrival-sheet.ts';
import { arrivalWords } from '../training/arrival/words.ts';
import { approvalWords } from '../training/call-up/approval-words.ts';
import { now, trainingClass } from './facts.ts';
import { section } from './section.ts';

const approval = { number: '2026-01-M1', at: now };

const comer: Comer = {
  ...{ cadreId: 'c1', name: '张三', unit: '县财政局', hasArrived: false },
  facts: { lodging: 'stays', meals: 'usual', plate: '川A12345', room: '302', seat: 'A5' },
};
const problem = { row: 3, column: 'F', header: '车牌', message: '应填车牌号，没有的填无', value: '？' };

export const callUpSections = [
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
    bad: [[problem]],
    sheetPreview: [trainingClass, { _id: 's1', entries: [{ cadreId: 'c1', name: '张三', set: comer.facts }] }],
    sheetEntered: [38],
  }),
];
