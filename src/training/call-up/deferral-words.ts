import { formatDays } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { type Card, MAX_FORM_OPTIONS } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import type { CallUpRow } from './call-ups.ts';
import { deferTo } from './presses.ts';

const called = ({ name, opensOn, closesOn }: ClassRow) => `“${name}”（${formatDays(opensOn, closesOn)}）`;

/** Deferring somebody to a named later class. */
export const deferralWords = {
  choose: (row: CallUpRow, later: readonly ClassRow[]): Card =>
    cardOf({
      id: `call-up-defer:${row._id}`,
      title: '延期到哪一班次',
      lines: [`请选择${row.name}延期参加的班次。点名调训时，将优先列入该班名单。`],
      form: {
        kind: 'single',
        options: later
          .slice(0, MAX_FORM_OPTIONS)
          .map((each) => ({ value: each._id, label: `${each._id} ${each.name}` })),
        submit: { label: '确定延期', press: deferTo.with({ classId: row.classId, cadreId: row.cadreId }) },
      },
    }),
  none: '目前没有尚未点名调训的以后班次，不能办理延期。可以同意免调，或不同意。',
  settled: (to: ClassRow) => `已同意延期到“${to.name}”`,
  reply: (row: CallUpRow, to: ClassRow, substitute: string | undefined) =>
    `${row.name}已延期到${called(to)}。${substitute === undefined ? '本班无人递补。' : `本班由${substitute}递补。`}`,
  toCadre: (from: ClassRow, to: ClassRow) =>
    `您的申请已获批准延期：本次不参加“${from.name}”，改为参加${called(to)}，届时另发通知。`,
} as const;
