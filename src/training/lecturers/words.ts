import { formatClock, formatDate, formatDay, formatDuration } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { listCard } from '../../chat/long-list.ts';
import type { Card, Press } from '../../chat/message.ts';
import { problemLines } from '../../sheets/problem-sheet.ts';
import { courseTypeLabel } from '../class/session.ts';
import type { SessionRow } from '../class/sessions.ts';
import { LECTURER_KINDS, type LecturerEntry, lecturerKindLabel, lecturerStateLabel, meanOf } from './lecturer.ts';
import type { LecturerReading } from './lecturer-sheet.ts';
import type { LecturerRow } from './lecturers.ts';

const mostListed = 10;
const mostBooked = 3;
const mostEvaluations = 3;

/** `88.5 分`. */
const points = (hundredths: number) => `${hundredths / 100} 分`;

const lineOf = ({ name, unit, kind, state, courses }: LecturerRow) =>
  `${name}　${unit}　${lecturerKindLabel(kind)}　${courses.length} 门课${state === 'active' ? '' : `　${lecturerStateLabel(state)}`}`;

export const lecturerWords = {
  pool: (rows: readonly LecturerRow[], word: string | undefined, sheet: Press): Card =>
    listCard(
      {
        id: 'lecturers',
        title: word === undefined ? '师资库' : `师资库：${word}`,
        lines: [
          totals(rows),
          ...rows.slice(0, mostListed).map(lineOf),
          ...(rows.length > mostListed
            ? ['其余见表格，也可写明姓名、拼音、课程或类型查找，如“/师资库 党性教育”。']
            : []),
        ],
      },
      sheet,
    ),
  none: (word: string | undefined) =>
    word === undefined
      ? '师资库还没有人员。请在随后发来的表格中填写，再发给本应用。'
      : `师资库中没有与“${word}”相符的人员。`,
  one: (row: LecturerRow, booked: readonly SessionRow[], given: { lessons: number; minutes: number }): Card =>
    cardOf({
      id: `lecturer:${row._id}`,
      title: row.name,
      lines: [
        ...row.courses.map(
          ({ title, type, minutes, reviewedOn }) =>
            `${title}（${courseTypeLabel(type)}，${formatDuration(minutes)}，${reviewedOn === '' ? '未审核' : `${formatDate(reviewedOn)}审核`}）`,
        ),
        ...row.evaluations
          .slice(-mostEvaluations)
          .map(({ title, hundredths, count }) => `测评：${title} ${points(hundredths)}（${count} 份）`),
        ...booked
          .slice(0, mostBooked)
          .map(
            (each) =>
              `已排课：${formatDay(each.dateOn)} ${formatClock(each.startsAt)} ${each.title}（班次 ${each.classId}）`,
          ),
      ],
      fields: [
        { label: '单位职务', value: `${row.unit}${row.post}` },
        { label: '类别', value: lecturerKindLabel(row.kind) },
        {
          label: '状态',
          value: `${lecturerStateLabel(row.state)}${row.stateReason === '' ? '' : `（${row.stateReason}）`}`,
        },
        { label: '有效期', value: `${formatDate(row.validFromOn)}至${formatDate(row.validToOn)}` },
        { label: '近一年授课', value: `${given.lessons} 节，${formatDuration(given.minutes)}` },
        { label: '测评', value: evaluated(row) },
      ],
    }),

  offer: '师资库（.xlsx）：回复“/师资库”领取表格，每行一门课程',
  bad: ({ problems }: LecturerReading) =>
    [`师资库表格有 ${problems.length} 处错误，未导入：`, ...problemLines(problems)].join('\n'),
  empty: '表格中没有人员，未导入。',
  preview: (
    id: string,
    { lecturers }: LecturerReading,
    known: readonly string[],
    buttons: { confirm: Press; drop: Press },
    since: readonly string[] = [],
  ): Card => {
    const fresh = lecturers.filter(({ name }) => !known.includes(name));
    const courses = lecturers.reduce((sum, each) => sum + each.courses.length, 0);
    return cardOf({
      id: `lecturer-import:${id}`,
      title: '师资导入预览',
      lines: [
        `共 ${lecturers.length} 人、${courses} 门课程，其中新入库 ${fresh.length} 人，更新 ${lecturers.length - fresh.length} 人。`,
        ...(fresh.length === 0
          ? []
          : [
              `新入库：${fresh
                .slice(0, mostListed)
                .map(({ name }) => name)
                .join('、')}${fresh.length > mostListed ? '等' : ''}。`,
            ]),
        '已有人员的其他课程保留。',
        ...since,
      ],
      buttons: [
        { label: '确认导入', style: 'primary', press: buttons.confirm },
        { label: '取消', press: buttons.drop },
      ],
    });
  },
  dropped: '已取消，师资库未变更',
  imported: (people: number) => `已导入 ${people} 人`,
  change: '表格导入',

  changed: ({ name }: LecturerRow, what: string) => `已变更${name}：${what}。`,
  /** @param lines - who changed what within a day */
  lately: (lines: readonly string[]) => ['此前其他同志刚有更改，请核对：', ...lines].join('\n'),
  /** @param lines - who changed what since the sheet was handed out */
  sinceTakenOut: (lines: readonly string[]) =>
    ['表格取出后，其他同志已有更改。确认导入将以表格为准，请先核对：', ...lines].join('\n'),
  entered: '入库',
  added: ({ name, unit, kind }: LecturerEntry, validToOn: string) =>
    `${name}（${unit}，${lecturerKindLabel(kind)}）已入库，有效期至${formatDate(validToOn)}。课程用“/师资库”的表格填写。`,
  badKind: (word: string) => `“${word}”请写成领导干部、专家教授、标兵能手或企业人员。`,
  takenBack: '已撤销',
  changeOf: (label: string, from: string, to: string) => `${label}由“${from}”改为“${to}”`,
  reviewed: (count: number, dateOn: string) => `${count} 门课程的审核日期改为${formatDate(dateOn)}`,
  back: (what: string) => `撤销：${what}`,
  badField: (word: string, columns: readonly string[]) => `“${word}”请写成：${columns.join('、')}。`,
  badColumn: (label: string, value: string, why: string) => `“${value}”不能作${label}：${why}。`,
  sameValue: (name: string, label: string) => `${name}的${label}已是这样，无需更改。`,
  changedTo: (label: string, to: string) => `${label}改为“${to}”`,
  badValue: (label: string, value: string) => `“${value}”不能作${label}。`,
  evaluated: (row: LecturerRow, title: string, hundredths: number) =>
    [
      `已记录${row.name}“${title}”测评 ${points(hundredths)}，累计${evaluated(row)}。`,
      ...(row.state === 'paused'
        ? [`${row.stateReason}，已转为暂停，请复核。复核通过后用“/改师资 ${row.name} 状态 在库”恢复。`]
        : []),
      `登记有误的，请用“/撤课评 ${row.name} ${title}”撤销后重新登记。`,
    ].join('\n'),
  withdrawn: (row: LecturerRow, title: string) =>
    `已撤销${row.name}“${title}”最近一次测评，累计${evaluated(row)}。重新登记请用“/课评”。`,
  evaluationBack: (title: string) => `撤销“${title}”测评`,
  lowReason: (lessons: number, below: number) => `连续 ${lessons} 节课测评低于 ${below} 分`,
} as const;

function totals(rows: readonly LecturerRow[]): string {
  const kinds = LECTURER_KINDS.map((kind) => ({ kind, count: rows.filter((each) => each.kind === kind).length }));
  const courses = rows.reduce((sum, each) => sum + each.courses.length, 0);
  const named = kinds
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${lecturerKindLabel(kind)} ${count} 人`);
  return `共 ${rows.length} 人、${courses} 门课程：${named.join('，')}。`;
}

function evaluated({ evaluations }: LecturerRow): string {
  const { hundredths, count } = meanOf(evaluations);
  return count === 0 ? '暂无' : `平均 ${points(hundredths)}（${count} 份）`;
}
