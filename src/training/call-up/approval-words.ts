import { formatMoment } from '../../calendar/beijing-time.ts';
import type { ClassRow } from '../class/classes.ts';
import type { Approval } from './approval.ts';

/** How a list is handed over for approval, sent back and approved. */
export const approvalWords = {
  submitted: (names: readonly string[]) => `已送${names.join('、')}审定。审定后通知即发出，并告诉您。`,
  askReturn: '请用一句话说明退回的理由。回复“取消”则不退回。',
  sentBack: '已退回',
  sentBackBy: (name: string) => `已由${name}退回`,
  sentBackReply: (name: string) => `已退回，并将理由告知${name}。`,
  approvedBy: (name: string, { number }: Pick<Approval, 'number'>) => `已由${name}审定发出，编号 ${number}`,
  approvedToProposer: ({ name }: ClassRow, by: string, { number }: Pick<Approval, 'number'>, people: number) =>
    `【名单审定】“${name}”调训名单已由${by}审定，编号 ${number}。已向 ${people} 名干部发出通知。`,
  approvedAlready: ({ name }: ClassRow, by: string, { number, at }: Pick<Approval, 'number' | 'at'>) =>
    `“${name}”调训名单已由${by}于${formatMoment(at)}审定发出，编号 ${number}。需要调整的，请用“/增补”或“/撤销调训”。`,
  takenBackToProposer: ({ name }: ClassRow, by: string) =>
    `【名单撤回】${by}撤回了刚发出的“${name}”调训名单，通知已收回。`,
  changed: '名单有变动，请按最新名单办理。',
  changedSettled: '名单有变动',
  /** For somebody who wants to draw a list where another has drawn one. */
  drawnBy: ({ name }: ClassRow, by: string, at: Date) =>
    `${by}已于${formatMoment(at)}拟定“${name}”调训名单，尚未发出。需要重新拟定的，请先作废这份名单。`,
  droppedBy: ({ name }: ClassRow, by: string) => `【名单作废】${by}作废了您拟定的“${name}”调训名单，未发出任何通知。`,
  dropped: '名单已作废',
} as const;
