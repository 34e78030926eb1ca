import { approvalWords } from '../training/call-up/approval-words.ts';
import { now, trainingClass } from './facts.ts';
import { section } from './section.ts';

const approval = { number: '2026-01-M1', at: now };

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
];
