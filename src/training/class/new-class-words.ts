import { formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card, Press } from '../../chat/message.ts';

/** What the preview of a class says of it. */
export interface ShownClass {
  name: string;
  /** Of `newClassWords.kind`. */
  kind: string;
  opensOn: string;
  closesOn: string;
  days: number;
  workingDays: number;
  teacher: string;
  topic: string;
  /** The item of the annual plan of which it is made. */
  planItem?: string | undefined;
  /** What the notice will say of reporting, as a sentence. */
  reporting: string;
  /** What to look at before confirming: holidays in its days, another class of the teacher or of this name. */
  remarks: readonly string[];
}

export const newClassWords = {
  preview: (id: string, shown: ShownClass, buttons: { confirm: Press; drop: Press }): Card =>
    cardOf({
      id: `class-preview:${id}`,
      title: '开班预览',
      lines: [
        `拟建立“${shown.name}”，请核对。`,
        ...shown.remarks.map((remark) => `请注意：${remark}`),
        shown.reporting,
        '确认后生成班次编号，再录入课程表。此时只告知班主任。',
      ],
      fields: [
        { label: '时间', value: `${formatDay(shown.opensOn)}至${formatDay(shown.closesOn)}` },
        { label: '天数', value: `${shown.days} 天，其中工作日 ${shown.workingDays} 天` },
        { label: '类别', value: shown.kind },
        { label: '主题', value: shown.topic },
        { label: '班主任', value: shown.teacher },
        ...(shown.planItem === undefined ? [] : [{ label: '计划项目', value: shown.planItem }]),
      ],
      buttons: [
        { label: '确认开班', style: 'primary', press: buttons.confirm },
        { label: '取消', press: buttons.drop },
      ],
    }),
  kind: (kind: { name: string; ratioApplies: boolean } | undefined) =>
    kind === undefined ? '' : kind.ratioApplies ? kind.name : `${kind.name}（不审核理论教育和党性教育比例）`,
  teacher: (name: string, unit: string | undefined) => (unit === undefined ? name : `${name}（${unit}）`),
  /** What is still to be written for the notice. */
  noPhone: (classId: string) => `联系电话未填，请用“/改班 ${classId} 联系电话 号码”补上。`,
  dropped: '已取消，未建班',
  made: (classId: string) => `已建班，编号 ${classId}`,

  undoReason: '建班有误，当即撤销',
  undone: (classId: string) => `已撤销，班次编号 ${classId} 不再使用`,

  holidays: (names: readonly string[]) => `期间有${names.join('、')}假期。`,
  dayOff: (what: '开班' | '结业', dateOn: string) => `${what}当天（${formatDay(dateOn)}）是休息日。`,
  tooSoon: (noticeWorkingDays: number, earliestOn: string) =>
    `调训通知须在开班前 ${noticeWorkingDays} 个工作日发出，今天点名的，最早${formatDay(earliestOn)}开班。`,
  teachesToo: (teacher: string, classId: string, name: string) =>
    `${teacher}同期担任班次 ${classId}“${name}”的班主任。`,
  sameName: (classId: string) => `同期已有同名班次 ${classId}。`,
} as const;
