import { formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Card, Press } from '../../chat/message.ts';
import { problemLines, problemSheet } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import { isSameNeed, type NeedItem } from './need-item.ts';
import { NEED_SHEET } from './need-sheet.ts';
import { addedPeople, peopleLabel, peopleTotal } from './people-by-level.ts';
import { reportNothing, sendBlankReport, startReport } from './presses.ts';
import { type ReportRoundRow, takesReports } from './report-rounds.ts';
import type { UnitReportRow } from './unit-reports.ts';

const example = '基层治理 科级副职20 科员10 矛盾纠纷增多';

/** What one unit's reports are called: the round, the unit, what it holds. */
export interface ShownReport {
  round: ReportRoundRow;
  unit: string;
  report: UnitReportRow;
}

function needLine({ topic, people, reason }: NeedItem): string {
  return `${topic}　${peopleLabel(people)}${reason === undefined ? '' : `　${reason}`}`;
}

/** `2 项，30 人次`. */
function needSum(items: readonly NeedItem[]): string {
  return `${items.length} 项，${peopleTotal(addedPeople(items.map(({ people }) => people)))} 人次`;
}

/** The id of the card that asks a unit for its report, and of its reminders. */
export function reportCardId(reportId: string): string {
  return `need-report:${reportId}`;
}

/** What heads and liaisons of units read. */
export const reportWords = {
  card: (round: ReportRoundRow, unitId: string, unit: string, isReminder = false): Card => {
    const facts = { round: round._id, unitId };
    return cardOf({
      id: reportCardId(`${round._id}:${unitId}`),
      task: { name: `申报${unit}${round.needsYear}年度培训需求（${round._id}）`, by: round.closesAt, mayWait: true },
      title: isReminder ? '请申报培训需求' : '培训需求申报',
      lines: [`请申报${unit}${round.needsYear}年度培训需求：需要什么主题，各层级多少人。`],
      fields: [
        { label: '征集', value: round.name },
        { label: '编号', value: round._id },
        { label: '截止', value: `${formatDay(round.closesOn)}（当天有效）` },
      ],
      buttons: [
        { label: '填写申报', style: 'primary', press: startReport.with(facts) },
        { label: '领取申报表', press: sendBlankReport.with(facts) },
        { label: '无培训需求', press: reportNothing.with(facts) },
      ],
    });
  },
  ask: (unit: string, topics: readonly string[]) =>
    [
      `请写${unit}的培训需求后发送，一行一项，写主题、层级和人数，理由可不写。例如：`,
      example,
      `常用主题：${topics.join('、')}。回复“取消”则不申报。`,
    ].join('\n'),
  offer: `${NEED_SHEET}（.xlsx）：回复“/申报需求”领取，填好后发来`,
  sheetComing: (unit: string) => `${unit}的${NEED_SHEET}随后发来，每个主题一行。填好后直接发回，先核对再申报。`,
  filed: ({ round, unit, report: { items } }: ShownReport) =>
    [
      `${unit}已申报 ${needSum(items)}。${formatDay(round.closesOn)}截止，截止前可以更改。`,
      ...(isLong(items) ? [] : items.map(needLine)),
    ].join('\n'),
  nothing: ({ round, unit }: ShownReport) =>
    `已记录：${unit}无培训需求。${formatDay(round.closesOn)}截止，截止前可以更改。`,
  unchanged: ({ unit, report: { items } }: ShownReport) =>
    `${unit}已申报 ${needSum(items)}，与这次所报相同，无需重复办理。`,
  filedSettled: '已申报',
  nothingSettled: '已记录无培训需求',
  undoneSettled: '已撤销',
  closed: '申报已截止',
  takenBack: '征集已撤回，无需申报',
  cancelled: '征集已取消，无需申报',
  bad: (problems: readonly Problem[]) =>
    [`申报表有 ${problems.length} 处需要更正，未申报：`, ...problemLines(problems), '更正后请重新发送。'].join('\n'),
  problems: (problems: readonly Problem[]): ListSheet =>
    problemSheet('需求申报表问题.xlsx', '培训需求申报表需要更正的内容', problems),
  nothingIn: '表中没有填写需求，未申报。确无需求的，请在卡片上选“无培训需求”。',
  /** @param dropped - what stood in the reports and is not in the sheet */
  preview: (
    id: string,
    round: ReportRoundRow,
    reports: readonly { unit: string; items: readonly NeedItem[]; present: readonly NeedItem[] }[],
    buttons: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `need-filing:${id}`,
      title: '需求申报预览',
      lines: reports.flatMap(({ unit, items, present }) => {
        const gone = present.filter((item) => !items.some((each) => isSameNeed(each, item)));
        return [
          `${unit}拟申报 ${needSum(items)}。`,
          ...(isLong(items) ? [] : items.map(needLine)),
          ...(gone.length === 0
            ? []
            : [`以此表为准，原报的${gone.map(({ topic }) => `“${topic}”`).join('、')}不再保留。`]),
        ];
      }),
      fields: [{ label: '征集', value: `${round._id}　${round.name}` }],
      numbers: 'none',
      buttons: [
        { label: '确认申报', style: 'primary', press: buttons.confirm },
        { label: '取消', press: buttons.drop },
      ],
    }),
  dropped: '已取消，未申报',
  removed: ({ unit, report: { items } }: ShownReport, topic: string) =>
    items.length === 0
      ? `已撤回“${topic}”，${unit}目前没有申报的需求。`
      : `已撤回“${topic}”，${unit}目前申报 ${needSum(items)}。`,
  /** What somebody sees of their units' reports. */
  own: (shown: readonly ShownReport[], now: Date) =>
    shown
      .map(({ round, unit, report }) =>
        [
          `${unit}　${round._id}“${round.name}”　${said(report)}`,
          ...(isLong(report.items) ? [] : report.items.map(needLine)),
          takesReports(round, now)
            ? `${formatDay(round.closesOn)}截止，截止前可用“/申报需求”“/撤需求”更改。`
            : '已截止。',
        ].join('\n'),
      )
      .join('\n\n'),
  reminderNote: (unit: string) => `催报培训需求：${unit}`,
} as const;

function said({ state, items }: UnitReportRow): string {
  if (state === 'waiting') return '未报';
  return state === 'none' ? '无需求' : `已报 ${needSum(items)}`;
}
