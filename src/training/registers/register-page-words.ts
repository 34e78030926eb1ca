import { beijingDateOf, formatCreditHours, formatDate, formatKnownDate } from '../../calendar/beijing-time.ts';
import { rankLevelLabel, sexLabel } from '../../county/cadre.ts';
import type { Block, Pages } from '../../drawing/pages.ts';
import { dutyLine } from '../hours/words.ts';
import { formatPoints } from '../scoring/points.ts';
import { classOutcome, outcomeAndPost } from './class-outcome.ts';
import { longDays } from './long-days.ts';
import { type Register, type RegisterClass, registerFigures } from './register.ts';
import { registerFollowUp } from './register-follow-up.ts';
import { registerHours } from './register-hours.ts';
import { registerLife } from './register-life-tables.ts';
import { organiserOf, PRESENCES, pointsOf, registerLeave, registerSheet } from './register-sheet.ts';

/** Under which number a register goes out, to whom, and where that is confirmed. */
export interface Issue {
  number: string;
  by: string;
  at: Date;
  address: string;
}

const NUMERALS = [...'一二三四五六七八九十'].concat([...'一二三四五'].map((each) => `十${each}`));

export const registerPageWords = {
  pages: (register: Register, { number, by, at, address }: Issue): Pages => ({
    title: `干部教育培训登记册（${register.person.name}）`,
    madeAt: at,
    foot: `编号 ${number}　${formatDate(register.dateOn)}由${by}导出`,
    check: '页校验码',
    blocks: [
      { kind: 'text', text: '干部教育培训登记册', size: 22, align: 'center', bold: true },
      { kind: 'text', text: '（一人一册）', align: 'center' },
      ...cover(register),
      ...sections(register),
      { kind: 'code', address, lines: [`编号：${number}`, '扫码可核验编号，核验页不显示个人信息。', address] },
    ],
  }),
  sheet: registerSheet,
} as const;

/** The parts that hold something, numbered one after the other. */
function sections(register: Register): Block[] {
  const { classes, exchanges, followed, frontLine, honours } = register;
  const parts: readonly (readonly [title: string, blocks: readonly Block[]])[] = [
    ['参加班次', classTable(classes)],
    ['出勤情况', attendanceTable(classes)],
    ['作业', registerLife.works(classes)],
    ['测试', registerLife.tests(classes)],
    ['班级活动', registerLife.activities(classes)],
    [registerLife.exchange, registerLife.exchanges(exchanges)],
    ['考核结果', [...resultTable(classes), ...classes.flatMap(explanation)]],
    ['结果反馈', feedbackTable(classes)],
    ['行动计划', registerFollowUp.plans(followed)],
    ['结业跟踪', registerFollowUp.rounds(followed)],
    [registerFollowUp.frontLineName, registerFollowUp.frontLine(frontLine)],
    [registerFollowUp.honoursName, registerFollowUp.honours(honours)],
    [registerHours.name, hourTable(register)],
  ];
  const held = parts.filter(([, blocks]) => blocks.length > 0);
  if (held.length === 0) return [{ kind: 'text', text: '目前没有记录。' }];
  return held.flatMap(([title, blocks], index) => [
    { kind: 'text', text: `${NUMERALS[index]}、${title}`, size: 13, bold: true },
    ...blocks,
  ]);
}

function cover(register: Register): Block[] {
  const { person, unit } = register;
  const { classes, completed, minutes } = registerFigures(register);
  const fields = [
    { label: '姓名', value: person.name },
    { label: '性别', value: sexLabel(person.sex) },
    { label: '出生年月', value: formatKnownDate(person.birthMonth) },
    { label: '入党时间', value: person.joinedPartyOn === undefined ? '' : formatKnownDate(person.joinedPartyOn) },
    { label: '单位', value: unit },
    { label: '职务', value: person.post },
    { label: '职务层次', value: [rankLevelLabel(person.rankLevel), person.gradeRank].filter(Boolean).join('、') },
    { label: '任现职时间', value: formatKnownDate(person.inPostSince) },
    { label: '参加班次', value: `${classes} 个，其中结业 ${completed} 个` },
    { label: '登记学时', value: formatCreditHours(minutes) },
  ];
  return [{ kind: 'fields', fields }];
}

function classTable(classes: readonly RegisterClass[]): Block[] {
  if (classes.length === 0) return [];
  return [
    {
      kind: 'table',
      head: ['班号', '班次', '主办单位', '时间', '学时', '结果'],
      widths: [10, 26, 16, 22, 9, 17],
      rows: classes.map((each) => [
        each.trainingClass._id,
        each.trainingClass.name,
        organiserOf(each),
        longDays(each.trainingClass.opensOn, each.trainingClass.closesOn),
        each.minutes === 0 ? '' : formatCreditHours(each.minutes),
        outcomeAndPost(each),
      ]),
    },
  ];
}

function attendanceTable(classes: readonly RegisterClass[]): Block[] {
  const attended = classes.filter(({ attendance }) => attendance.size > 0);
  if (attended.length === 0) return [];
  return [
    {
      kind: 'table',
      head: ['班次', ...PRESENCES.map(([, label]) => label), '准假', '请假学时及占比'],
      widths: [32, ...PRESENCES.map(() => 9), 9, 14],
      rows: attended.map((each) => [
        each.trainingClass.name,
        ...PRESENCES.map(([presence]) => String(each.attendance.get(presence) ?? 0)),
        String(each.leave.count),
        registerLeave(each.leave),
      ]),
    },
  ];
}

function resultTable(classes: readonly RegisterClass[]): Block[] {
  const graded = classes.filter(({ result }) => result !== undefined);
  if (graded.length === 0) return [];
  return [
    {
      kind: 'table',
      head: ['班次', '常规项', '加分项', '总分', '结果'],
      widths: [40, 12, 12, 12, 24],
      rows: graded.map((each) => [
        each.trainingClass.name,
        ...pointsOf(each.result).map((hundredths) => (hundredths === undefined ? '' : formatPoints(hundredths))),
        classOutcome(each),
      ]),
    },
  ];
}

/** How a grade came about, without the sentences on places. */
function explanation({ trainingClass, result }: RegisterClass): Block[] {
  if (result === undefined) return [];
  const { explanation: lines, reasons, gradeReasons } = result;
  const told = lines.filter((line) => gradeReasons.includes(line) || !reasons.includes(line));
  return [
    { kind: 'text', text: `“${trainingClass.name}”考核依据：`, bold: true },
    ...told.map((line): Block => ({ kind: 'text', text: line, size: 9 })),
  ];
}

function feedbackTable(classes: readonly RegisterClass[]): Block[] {
  const told = classes.flatMap(({ trainingClass, feedback }) =>
    feedback === undefined ? [] : [{ trainingClass, feedback }],
  );
  if (told.length === 0) return [];
  return [
    {
      kind: 'table',
      head: ['班次', '反馈日期', '阅知日期'],
      widths: [50, 25, 25],
      rows: told.map(({ trainingClass, feedback: { state, toldHow, sentAt, acknowledgedAt } }) => [
        trainingClass.name,
        state === 'nobody' || toldHow !== undefined ? '由县委组织部告知' : dayOf(sentAt),
        acknowledgedAt === undefined ? '' : dayOf(acknowledgedAt),
      ]),
    },
  ];
}

function hourTable({ entries, duties, fiveYears, dateOn }: Register): Block[] {
  if (entries.length === 0) return [];
  const { head, written, fiveYearLine } = registerHours;
  return [
    ...[...duties.map(dutyLine), fiveYearLine(fiveYears, dateOn)].map((line): Block => ({ kind: 'text', text: line })),
    { kind: 'table', head, widths: [26, 34, 20, 10, 10], rows: entries.map(written) },
  ];
}

function dayOf(at: Date): string {
  return formatDate(beijingDateOf(at));
}
