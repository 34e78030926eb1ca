import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { attachButton } from '../proofs/words.ts';
import { evidenceAbout } from './evidence.ts';
import { confirmBonus, dropVeto, proposeVeto, refuseBonus } from './presses.ts';
import type { ScoreEventRow } from './score-events.ts';

export const vetoWords = {
  preview: (draft: string, trainingClass: ClassRow, name: string, veto: string, event: ScoreEventRow): Card =>
    cardOf({
      id: `veto-draft:${draft}`,
      title: '一票否决预览',
      lines: [
        `将提出${name}有一票否决情形：${veto}。`,
        `事实：${withoutStop(event.reason)}。`,
        '由考评工作小组另一人确认后生效，等次不高于不合格。退学等处理由组织研究决定。',
      ],
      fields: [{ label: '班次', value: trainingClass.name }],
      buttons: [
        { label: '确认提出', style: 'danger', press: proposeVeto.with({ draft }) },
        attachButton(evidenceAbout(trainingClass._id, draft)),
        { label: '取消', press: dropVeto.with({ draft }) },
      ],
    }),
  dropped: '已取消，未提出',
  proposed: (name: string) => `已提出${name}的一票否决情形，待考评工作小组确认；有误的，请用“/撤销记分”撤销`,
  toTeam: (trainingClass: ClassRow, name: string, veto: string, event: ScoreEventRow, proposer: string): Card => ({
    kind: 'card',
    id: `bonus:${event._id}`,
    task: { name: `确认${name}的一票否决：${veto}（${trainingClass.name}）`, classId: trainingClass._id },
    title: '一票否决待确认',
    lines: [`${proposer}提出${name}：${veto}。`, `事实：${event.reason}`, '确认后等次不高于不合格，并告知本人。'],
    fields: [{ label: '班次', value: trainingClass.name }],
    buttons: [
      { label: '确认认定', style: 'danger', press: confirmBonus.with({ event: event._id }) },
      { label: '不予认定', press: refuseBonus.with({ event: event._id }) },
    ],
  }),
  confirmed: (by: string) => `已由${by}确认认定`,
  refused: (by: string) => `${by}不予认定`,
  toProposer: (name: string, veto: string, by: string, isConfirmed: boolean) =>
    `您提出的${name}“${veto}”，${by}已${isConfirmed ? '确认认定' : '决定不予认定'}。`,
  toTrainee: (trainingClass: ClassRow, veto: string, event: ScoreEventRow, objectionDays: number) =>
    `【认定告知】“${trainingClass.name}”认定您有一票否决情形：${veto}。事实：${withoutStop(event.reason)}。按考核办法，等次不高于不合格。如有异议，请在 ${objectionDays} 个工作日内点“提出异议”提出。`,
} as const;
