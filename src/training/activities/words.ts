import { formatDate, formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Button, Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ActivityRow, ActivityState } from './activities.ts';
import { type ActivityCounts, isHeld } from './activity.ts';
import { ACTIVITY_KINDS, type ActivityKind, type ActivityRules } from './activity-rules.ts';
import { askDecline, askLessonDay, sendActivities, sendActivityCounts } from './presses.ts';

/** The card on which somebody offers a lesson of their own. */
export const offerCardId = (activity: string) => `activity-offer:${activity}`;

const states: Readonly<Record<ActivityState, string>> = {
  offered: '待排定',
  planned: '已排定',
  cancelled: '已取消',
  declined: '未排入',
};

/** How kinds and people are called. */
export interface ActivityNames {
  kind: (kind: ActivityKind) => string;
  person: (cadreId: string) => string;
}

const stateOf = (row: ActivityRow, todayOn: string) => (isHeld(row, todayOn) ? '已举行' : states[row.state]);
const people = (ids: readonly string[], { person }: ActivityNames) => ids.map(person).join('、');
const called = ({ _id, kind, title }: ActivityRow, names: ActivityNames) => `${_id} ${names.kind(kind)}“${title}”`;

function line(row: ActivityRow, names: ActivityNames, todayOn: string): string {
  const day = row.dateOn === undefined ? '日期待定' : formatDay(row.dateOn);
  const speakers = row.speakers.length === 0 ? '' : `　主讲 ${people(row.speakers, names)}`;
  return `${row._id}　${names.kind(row.kind)}　${day}　${row.title}${speakers}　${stateOf(row, todayOn)}`;
}

function kindCounts(counts: ReadonlyMap<ActivityKind, number>, { kinds }: ActivityRules): string {
  return ACTIVITY_KINDS.filter((kind) => counts.has(kind))
    .map((kind) => `${kinds[kind].name} ${counts.get(kind) ?? 0} 次`)
    .join('，');
}

export const activityWords = {
  planned: (row: ActivityRow, names: ActivityNames) =>
    `已排定 ${called(row, names)}，${formatDay(row.dateOn ?? '')}。\n补充用“/改活动 ${row._id} 主讲 姓名”等，取消用“/取消活动 ${row._id} 理由”。`,
  changed: (row: ActivityRow, what: string, value: string, names: ActivityNames) =>
    `${called(row, names)}的${what}已改为：${value}。`,
  cancelled: (row: ActivityRow, names: ActivityNames) => `已取消 ${called(row, names)}，已告知主讲人和记录人。`,
  minutesKept: (row: ActivityRow, names: ActivityNames) =>
    `${called(row, names)}的纪要已保存，共 ${[...row.minutes].length} 字。再发的，以后发的为准。`,
  askMinutes: (row: ActivityRow, names: ActivityNames) =>
    `请写下或说出 ${called(row, names)}的纪要后发送。回复“取消”则不记。`,
  named: (row: ActivityRow, role: '主讲' | '记录人', names: ActivityNames) =>
    `【班级活动】请您担任${called(row, names)}的${role}，${row.dateOn === undefined ? '日期待定' : formatDay(row.dateOn)}${row.place === '' ? '' : `，${row.place}`}。${role === '记录人' ? '活动后回复“活动纪要”，可用语音。' : ''}`,
  told: (row: ActivityRow, what: string, names: ActivityNames) =>
    `【班级活动变更】${called(row, names)}：${withoutStop(what)}。`,
  undone: '已撤销',
  takenBack: '本人已撤回报名',
  offerCard: (row: ActivityRow, names: ActivityNames): Card =>
    cardOf({
      id: offerCardId(row._id),
      title: '我来讲报名',
      task: { name: `答复我来讲报名（${row._id}）`, mayWait: true, classId: row.classId },
      lines: [`${people(row.speakers, names)}报名讲课：${row.title}。`],
      buttons: [
        { label: '排入', style: 'primary', press: askLessonDay.with({ activity: row._id }) },
        { label: '暂不排入', press: askDecline.with({ activity: row._id }) },
      ],
    }),
  offered: (row: ActivityRow, teacher: string) => `报名已收到，编号 ${row._id}，由班主任${teacher}答复。`,
  askDay: (row: ActivityRow) => `请写 ${row._id} 的讲课日期后发送，如 3月20日。回复“取消”则不排。`,
  askDecline: (row: ActivityRow) => `请用一句话说明 ${row._id} 不排入的理由。回复“取消”则不答复。`,
  admitted: (row: ActivityRow) =>
    `【我来讲】您报名的“${row.title}”已排入${formatDay(row.dateOn ?? '')}（${row._id}），请做好准备。`,
  declinedTold: (row: ActivityRow, reason: string) =>
    `【我来讲】您报名的“${row.title}”暂不排入，理由：${withoutStop(reason)}。`,
  admittedSettled: '已排入',
  declinedSettled: '已答复：暂不排入',
  declinedReply: (row: ActivityRow) => `${row._id} 暂不排入，已告知本人。改为排入的，用“/改活动”写明日期。`,
  answeredAlready: '已经答复，无需重复办理',
  list: (
    classId: string,
    className: string,
    rows: readonly ActivityRow[],
    names: ActivityNames,
    todayOn: string,
    id: string,
  ): Card => {
    const count = (state: ActivityState) => rows.filter((row) => row.state === state).length;
    const held = rows.filter((row) => isHeld(row, todayOn)).length;
    return cardOf({
      id: `activities:${id}`,
      title: '班级活动',
      lines: [
        `“${className}”活动 ${count('planned')} 次：已举行 ${held} 次，未举行 ${count('planned') - held} 次。${count('offered') === 0 ? '' : `我来讲待排定 ${count('offered')} 项。`}`,
        ...(isLong(rows) ? [] : rows.map((row) => line(row, names, todayOn))),
        ...(rows.length === 0 ? [] : ['回复“/活动 编号”查看一次活动。']),
      ],
      numbers: 'none',
      buttons: rows.length === 0 ? [] : [{ label: '发送表格', press: sendActivities.with({ classId }) }],
    });
  },
  card: (id: string, row: ActivityRow, names: ActivityNames, todayOn: string, more: readonly Button[]): Card =>
    cardOf({
      id: `activity:${id}`,
      title: `${names.kind(row.kind)} ${row._id}`,
      lines: [row.title, ...(row.minutes === '' ? [] : [`纪要：${row.minutes}`])],
      fields: [
        { label: '日期', value: row.dateOn === undefined ? '待定' : formatDay(row.dateOn) },
        { label: '地点', value: row.place === '' ? '未写明' : row.place },
        { label: '主讲', value: row.speakers.length === 0 ? '未写明' : people(row.speakers, names) },
        { label: '记录人', value: row.recorder === '' ? '未写明' : names.person(row.recorder) },
        { label: '缺席', value: row.absent.length === 0 ? '无' : people(row.absent, names) },
        { label: '状态', value: stateOf(row, todayOn) },
      ],
      numbers: 'none',
      buttons: more,
    }),
  sheet: (className: string, rows: readonly ActivityRow[], names: ActivityNames, todayOn: string): ListSheet => ({
    fileName: '班级活动.xlsx',
    title: `“${className}”班级活动`,
    columns: [
      { header: '编号', width: 10 },
      { header: '类别', width: 12 },
      { header: '日期', width: 16 },
      { header: '主题', width: 30 },
      { header: '地点', width: 20 },
      { header: '主讲', width: 20 },
      { header: '记录人', width: 10 },
      { header: '缺席', width: 20 },
      { header: '状态', width: 10 },
      { header: '纪要', width: 60 },
    ],
    rows: rows.map((row) => [
      ...[row._id, names.kind(row.kind), row.dateOn === undefined ? '' : formatDate(row.dateOn), row.title, row.place],
      ...[
        people(row.speakers, names),
        row.recorder === '' ? '' : names.person(row.recorder),
        people(row.absent, names),
      ],
      ...[stateOf(row, todayOn), row.minutes],
    ]),
  }),
  counts: (
    id: string,
    year: string,
    counts: ActivityCounts,
    classes: ReadonlyMap<string, string>,
    rules: ActivityRules,
  ): Card =>
    cardOf({
      id: `activity-counts:${id}`,
      title: `${year}年班级活动统计`,
      lines: [
        `共举行 ${counts.total} 次。${counts.total === 0 ? '' : `${kindCounts(counts.byKind, rules)}。`}`,
        ...(isLong(counts.byClass)
          ? []
          : counts.byClass.map(
              ({ classId, byKind }) => `${classId} ${classes.get(classId) ?? ''}：${kindCounts(byKind, rules)}。`,
            )),
      ],
      buttons: counts.total === 0 ? [] : [{ label: '发送表格', press: sendActivityCounts.with({ year }) }],
    }),
  countsSheet: (
    year: string,
    counts: ActivityCounts,
    classes: ReadonlyMap<string, string>,
    { kinds }: ActivityRules,
  ): ListSheet => ({
    fileName: `${year}年班级活动统计.xlsx`,
    title: `${year}年班级活动统计`,
    columns: [
      { header: '班号', width: 10 },
      { header: '班次', width: 30 },
      ...ACTIVITY_KINDS.map((kind) => ({ header: kinds[kind].name, width: 12 })),
      { header: '合计', width: 8 },
    ],
    rows: [
      ...counts.byClass.map(({ classId, byKind, total }) => [
        ...[classId, classes.get(classId) ?? ''],
        ...ACTIVITY_KINDS.map((kind) => byKind.get(kind) ?? 0),
        total,
      ]),
      ['合计', '', ...ACTIVITY_KINDS.map((kind) => counts.byKind.get(kind) ?? 0), counts.total],
    ],
  }),
  pointReason: (row: ActivityRow, names: ActivityNames, spoke: boolean) =>
    `${called(row, names)}${spoke ? '主讲' : '参加'}`,
  matter: (row: ActivityRow, names: ActivityNames) => called(row, names),
} as const;
