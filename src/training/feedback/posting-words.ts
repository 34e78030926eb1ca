import { formatDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import type { HeldUpBy } from '../grading/posting.ts';
import { sendPosting } from '../grading/presses.ts';
import { objectTo } from '../objections/presses.ts';

/** Somebody proposed for 优秀学员, as everybody of the class reads it. */
export interface Posted {
  name: string;
  unitName: string;
}

const heldUpWords: Readonly<Record<HeldUpBy, (untilOn: string) => string>> = {
  'not posted': () => '尚未公示，下一个工作日发给本班学员。',
  posting: (untilOn) => `正在公示，至${untilOn}（含当日）。`,
  objection: () => '有异议正在办理或已成立，成绩暂不发出。',
};

export const postingWords = {
  /**
   * For everybody of the class.
   * @param event - what an objection to this list says it is about
   * @param phone - of the organisation department, which takes objections too
   */
  card: ({ _id, name }: ClassRow, posted: readonly Posted[], untilOn: string, event: string, phone?: string): Card =>
    cardOf({
      id: `posting:${_id}`,
      title: '优秀学员人选公示',
      lines: [
        `“${name}”优秀学员人选 ${posted.length} 名${orderOf(posted)}：${listed(posted)}。`,
        `公示至${formatDate(untilOn)}（含当日）。有异议的，请在此期间点“提出异议”，或${phone === undefined ? '' : `致电 ${phone}、`}当面向县委组织部实名反映，反映的情况予以保密。`,
      ],
      buttons: [{ label: '提出异议', press: objectTo.with({ classId: _id, event }) }],
    }),
  note: (name: string, className: string) => `公示优秀学员人选：${className}（${name}）`,
  subject: '优秀学员人选公示',
  withdrawn: (className: string) => `【公示撤回】“${className}”的优秀学员人选公示已撤回，核实后另行公示。`,
  /** For whoever released the results. */
  upheld: (trainingClass: ClassRow, id: string) =>
    `【公示异议成立】“${trainingClass.name}”优秀学员人选公示的异议 ${id} 认定成立，成绩暂不发出。请退回重新评定：/退回等次评定 ${trainingClass._id} <理由>`,

  noneNow: '您所在的班级目前没有公示。',
  none: ({ name }: ClassRow) => `“${name}”没有优秀学员人选，不需要公示。`,
  notReleased: ({ name }: ClassRow) => `“${name}”的等次评定结果尚未公布，还没有公示。`,
  standing: (
    { _id, name }: ClassRow,
    posted: readonly Posted[],
    heldUp: HeldUpBy | undefined,
    untilOn: string | undefined,
    objections: { all: number; open: number },
  ): Card =>
    cardOf({
      id: `posting-standing:${_id}`,
      title: '公示情况',
      lines: [
        `“${name}”优秀学员人选 ${posted.length} 名${orderOf(posted)}：${listed(posted)}。`,
        heldUp === undefined
          ? '公示期满，成绩发给学员本人和所在单位主要负责人。'
          : heldUpWords[heldUp](untilOn === undefined ? '' : formatDate(untilOn)),
        objections.all === 0 ? '没有收到异议。' : `收到异议 ${objections.all} 件，待办理 ${objections.open} 件。`,
      ],
      buttons: [{ label: '发送公示文本', press: sendPosting.with({ classId: _id }) }],
    }),
} as const;

/** One name has no order. */
function orderOf(posted: readonly Posted[]): string {
  return posted.length > 1 ? '（按姓氏笔画排序）' : '';
}

function listed(posted: readonly Posted[]): string {
  return posted.map(({ name, unitName }) => (unitName === '' ? name : `${name}（${unitName}）`)).join('、');
}
