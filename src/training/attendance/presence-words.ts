import { formatDay } from '../../calendar/beijing-time.ts';
import { halfDayName, halfLabel } from '../../calendar/half-day.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import type { SessionRow } from '../class/sessions.ts';
import type { MissedHalf } from './class-day.ts';
import type { PresenceClaimRow } from './presence-claims.ts';
import { confirmPresence, refusePresence } from './presses.ts';

/** Every card on which the class teacher decides on this claim. */
export function presenceCardId({ _id }: Pick<PresenceClaimRow, '_id'>): string {
  return `presence:${_id}`;
}

/** `“党章党规”“专题讨论”`. */
export const titlesOf = (sessions: readonly Pick<SessionRow, 'title'>[]) =>
  sessions.map(({ title }) => `“${title}”`).join('');

/** What the absence rests on. */
export const basisOf = ({ isAbsent }: Pick<MissedHalf, 'isAbsent'>) =>
  isAbsent ? '点到登记缺课' : '没有签到，点到也没有登记';

type Claim = Pick<PresenceClaimRow, '_id' | 'name' | 'dateOn' | 'half'>;

/** Sentences about somebody who says that they were there (我在场). */
export const presenceWords = {
  nothingMissed: '您没有未签到或缺课的课程，无需核实。',
  asked: (dateOn: string, claims: readonly Pick<Claim, 'half'>[]) =>
    `已请班主任核实您${formatDay(dateOn)}${claims.map(({ half }) => halfLabel(half)).join('、')}的到课情况。核实结果将告知您。`,
  refusedBefore: (claim: Pick<PresenceClaimRow, 'dateOn' | 'half' | 'decisionWords'>) =>
    `班主任已核实您${halfDayName(claim)}未到课。理由：${withoutStop(claim.decisionWords ?? '')}。仍有异议的，请向县委党校反映。`,
  card: (trainingClass: Pick<ClassRow, '_id' | 'name'>, claim: Claim, missed: MissedHalf): Card =>
    cardOf({
      id: presenceCardId(claim),
      task: {
        name: `核实${claim.name}${halfDayName(claim)}到课（${trainingClass.name}）`,
        ...{ mayWait: true, classId: trainingClass._id, untilGraded: true },
      },
      title: '到课核实',
      lines: [
        `${claim.name}反映本人在场。`,
        `现有记录：${basisOf(missed)}。`,
        '属于迟到的，请用“/点到”登记，写明分钟。',
      ],
      fields: [
        { label: '班次', value: trainingClass.name },
        { label: '时间', value: halfDayName(claim) },
        { label: '课程', value: titlesOf(missed.sessions) },
      ],
      buttons: [
        { label: '属实，登记到课', style: 'primary', press: confirmPresence.with({ presence: claim._id }) },
        { label: '不属实', press: refusePresence.with({ presence: claim._id }) },
      ],
    }),
  note: '本人反映在场，经核实属实',
  confirmed: '已核实到课',
  confirmedReply: (claim: Claim) => `已登记${claim.name}${halfDayName(claim)}按时到课，并告知本人。`,
  settledOtherwise: (claim: Claim) => `${claim.name}${halfDayName(claim)}的出勤已经登记，不再需要核实。`,
  askReason: (claim: Claim) => `请写明认定${claim.name}${halfDayName(claim)}未到课的理由，将告知本人。`,
  refused: '已登记缺课',
  refusedReply: (claim: Claim) => `已登记${claim.name}${halfDayName(claim)}缺课，理由已告知本人。`,
  refusedToTrainee: (
    teacher: string,
    claim: Claim,
    sessions: readonly Pick<SessionRow, 'title'>[],
    reason: string,
    objectionDays: number,
  ) =>
    `【到课核实】${teacher}已核实：您${halfDayName(claim)}${titlesOf(sessions)}未到课。理由：${withoutStop(reason)}。如有异议，请在 ${objectionDays} 个工作日内向县委党校提出。`,
} as const;
