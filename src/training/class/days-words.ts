import { formatDate, formatDay, formatDays } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card, Press } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassDays } from './class-days.ts';
import type { ClassRow } from './classes.ts';
import { reportTimeLabel } from './reporting.ts';

/** What another time of a class touches. */
export interface TouchedByDays {
  /** Who is called up, has chosen the class, or takes part. */
  people: number;
  units: number;
  lessons: number;
  /** By how many days the opening moves. */
  days: number;
}

/** As cards about a class write its days. */
const written: readonly ((days: ClassDays) => string)[] = [
  ({ opensOn, closesOn }) => `${formatDate(opensOn)}至${formatDate(closesOn)}`,
  ({ opensOn, closesOn }) => `${formatDay(opensOn)}至${formatDay(closesOn)}`,
  ({ opensOn, closesOn }) => formatDays(opensOn, closesOn),
  // As `reportingWords.report` begins.
  ({ opensOn }) => `请于${formatDay(opensOn)}按时到`,
];

/** A card about a class as it reads on its new days; the very same card where it says nothing of the former. */
export function onNewDays(card: Card, { from, to }: { from: ClassDays; to: ClassDays }): Card {
  const moved = (text: string) => written.reduce((said, write) => said.replaceAll(write(from), write(to)), text);
  const lines = card.lines.map(moved);
  const fields = card.fields.map(({ label, value }) => ({
    label,
    value: label === reportTimeLabel ? value.replace(formatDay(from.opensOn), formatDay(to.opensOn)) : moved(value),
  }));
  const isSame =
    lines.every((line, at) => line === card.lines[at]) &&
    fields.every(({ value }, at) => value === card.fields[at]?.value);
  return isSame ? card : { ...card, lines, fields };
}

export interface NewDays {
  from: ClassDays;
  to: ClassDays;
  reason: string;
}

const mostLines = 8;

const called = ({ opensOn, closesOn }: ClassDays) => formatDays(opensOn, closesOn);
const fromTo = ({ from, to }: NewDays) => `原定${called(from)}举办，现改为${called(to)}`;
const because = ({ reason }: NewDays) => `理由：${withoutStop(reason)}。`;

function lessonsGoAlong({ lessons, days }: TouchedByDays): string {
  if (lessons === 0) return '本班还没有课程表。';
  if (days === 0) return '课程时间不变。';
  return `${lessons} 节课随开班日期${days > 0 ? '推后' : '提前'} ${Math.abs(days)} 天，课号、授课人和地点不变。`;
}

/** What is said when a class is held on other days. */
export const classDaysWords = {
  preview: (
    id: string,
    row: ClassRow,
    days: NewDays,
    touched: TouchedByDays,
    remarks: readonly string[],
    buttons: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `class-days:${id}`,
      title: '班次改期预览',
      lines: [
        `拟将“${row.name}”由${called(days.from)}改为${called(days.to)}举办。`,
        lessonsGoAlong(touched),
        touched.people === 0
          ? '本班还没有调训人员和学员，确认后只告知班主任。'
          : `确认后告知调训人员和学员 ${touched.people} 人、${touched.units} 个单位和班主任，已作的答复继续有效。`,
        ...remarks,
        '请假、值日、作业、测试和活动的日期不随班次变动，需要调整的请另行办理。',
      ],
      fields: [
        { label: '班次', value: row._id },
        { label: '理由', value: days.reason },
      ],
      buttons: [
        { label: '确认改期', style: 'danger', press: buttons.confirm },
        { label: '取消', press: buttons.drop },
      ],
    }),
  /** More than this does not fit on the screen of a phone. */
  mostLines,
  days: called,
  onDaysOff: (daysOff: readonly string[]) => `有课程的休息日：${daysOff.map(formatDay).join('、')}。`,
  /** @param lines - of each person, with why they cannot come on the new days */
  elsewhere: (lines: readonly string[]) =>
    `请注意：新的日期与 ${lines.length} 人的其他安排冲突：${lines.slice(0, mostLines).join('')}${lines.length > mostLines ? '其余不再列出。' : ''}`,
  dropped: '已取消，班次日期未变更',
  moved: '已改期',
  reply: (row: ClassRow, { to }: NewDays, people: number) =>
    `已将班次 ${row._id}“${row.name}”改为${called(to)}举办，并告知${people === 0 ? '班主任' : `相关 ${people} 人、所在单位和班主任`}。有误的，请再用“/改期”更改。`,
  /** @param report - where the opening has moved: when and where to come */
  toCadre: (row: ClassRow, days: NewDays, report: string | undefined) =>
    `【班次改期】“${row.name}”${fromTo(days)}${report === undefined ? '' : `，${report}`}。${because(days)}您已作的答复继续有效；新的日期不能参加的，请及时向县委组织部提出。课程安排请回复“课程表”查看。`,
  toUnit: (row: ClassRow, days: NewDays, names: readonly string[]) =>
    `【班次改期】“${row.name}”${fromTo(days)}，你单位${names.join('、')}同志仍按通知参加。${because(days)}请提前安排好工作。`,
  toStaff: (row: ClassRow, by: string, days: NewDays) =>
    `【班次改期】${by}已将班次 ${row._id}“${row.name}”由${called(days.from)}改为${called(days.to)}举办。${because(days)}`,
} as const;
