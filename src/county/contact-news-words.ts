import { addDays, formatDate } from '../calendar/beijing-time.ts';
import { cardOf } from '../chat/card.ts';
import type { ListSheet } from '../chat/long-list.ts';
import type { Card } from '../chat/message.ts';
import { platformLabels } from '../chat/platform-labels.ts';
import { rankLevelLabel, sexLabel } from './cadre.ts';
import { contactPlace } from './contact-changes.ts';
import type { ContactReport, FoundNews } from './contact-news.ts';
import type { ContactNews } from './contacts.ts';
import { resumeListed, sendContactNews, sendMissingPeople } from './presses.ts';

const kinds = {
  joined: '新增',
  moved: '变动',
  left: '离开',
  back: '恢复',
  unseen: '账号不符',
} as const satisfies Record<ContactNews, string>;
const mostNames = 3;

export const contactNewsWords = {
  about: '每天早上向县委组织部报告企业微信、钉钉通讯录的变动',
  card: (id: string, report: ContactReport): Card => {
    const { fromOn, untilOn, found, suspended, resumable } = report;
    const nights = { fromOn, untilOn };
    const missing = missingPeople(report);
    return cardOf({
      id: `contact-news:${id}`,
      title: '通讯录变动',
      lines: [
        totals(report),
        ...named('离开', peopleOf(found, 'left')),
        ...named('变动', peopleOf(found, 'moved')),
        ...named('账号不符', peopleOf(found, 'unseen')),
        ...named('未入库', missing),
        ...(suspended.length === 0 ? [] : [`暂停调训：${namesOf(suspended.map(({ name }) => name))}，信息保留。`]),
        ...(resumable.length === 0 ? [] : [`可恢复调训：${namesOf(resumable.map(({ name }) => name))}。`]),
      ],
      buttons: [
        ...(resumable.length === 0
          ? []
          : [{ label: '恢复调训', style: 'primary' as const, press: resumeListed.with({ onDay: untilOn }) }]),
        ...(found.length === 0 ? [] : [{ label: '发送表格', press: sendContactNews.with(nights) }]),
        ...(missing.length === 0 ? [] : [{ label: '发送补录表', press: sendMissingPeople.with(nights) }]),
      ],
    });
  },
  nothing: '近30天通讯录没有变动，没有暂停调训的人员需要恢复。',
  note: ({ found, suspended }: ContactReport) => `通讯录变动 ${found.length} 条，暂停调训 ${suspended.length} 人`,
  suspends: (count: number) => `通讯录中已没有的 ${count} 人，将暂停调训，资料保留`,
  resumed: (people: readonly string[]) => `已恢复调训 ${people.length} 人：${people.join('、')}`,
  nobodyToResume: '这些人员已经恢复，或者又离开了通讯录。',
  sheet: ({ fromOn, untilOn, found }: ContactReport): ListSheet => ({
    fileName: `通讯录变动${untilOn}.xlsx`,
    title: `通讯录变动（${formatDate(fromOn)}至${formatDate(untilOn)}）`,
    columns: [
      ...[
        { header: '日期', width: 12 },
        { header: '变动', width: 10 },
        { header: '姓名', width: 12 },
      ],
      ...[
        { header: '平台', width: 10 },
        { header: '现部门和职务', width: 30 },
        { header: '原部门和职务', width: 30 },
      ],
      ...[
        { header: '信息库编号', width: 16 },
        { header: '办理', width: 40 },
      ],
    ],
    rows: found.map((one) => [
      ...[formatDate(one.row.newsOn ?? untilOn), kinds[one.news], one.row.name, platformLabels[one.row.platform]],
      ...[contactPlace(one.row), one.row.before ?? '', one.cadre?.id ?? '', actOn(one)],
    ]),
  }),
  /** In the form of the organisation department's roster, so that it can be filled in and sent back. */
  missing: (report: ContactReport): ListSheet => ({
    fileName: `补录表${report.untilOn}.xlsx`,
    title: '补录表（只留下属于干部的，补齐各栏后发回；不属于干部的，请整行删去）',
    columns: rosterColumns.map((header) => ({ header, width: header.length > 4 ? 16 : 12 })),
    rows: missingPeople(report).map(rosterRow),
  }),
} as const;

/** Who came and is not in the information base. */
function missingPeople({ found }: Pick<ContactReport, 'found'>): FoundNews[] {
  return found.filter(({ cadre, news }) => cadre === undefined && news === 'joined');
}

const rosterColumns = [
  ...['人员编号', '姓名', '性别', '出生年月', '单位', '职务', '层级', '参加工作时间', '任现职时间'],
  ...['企业微信账号', '钉钉账号'],
];

function rosterRow({ row, unit, likely }: FoundNews): string[] {
  const account = (['wecom', 'dingtalk'] as const).map((platform) => (row.platform === platform ? row.userId : ''));
  if (likely === undefined)
    return ['', row.name, '', '', unit ?? row.departments.join('、'), row.title, '', '', '', ...account];
  const { id, name, sex, birthMonth, post, rankLevel, joinedWorkOn, inPostSince } = likely;
  return [
    ...[id, name, sexLabel(sex), birthMonth, unit ?? '', post, rankLevelLabel(rankLevel), joinedWorkOn, inPostSince],
    ...account,
  ];
}

/** `新增 3 人，变动 2 人。` One person counts once, on however many platforms. */
function totals({ found, fromOn, untilOn }: ContactReport): string {
  const counts = (Object.keys(kinds) as ContactNews[]).flatMap((kind) => {
    const people = peopleOf(found, kind).length;
    return people === 0 ? [] : [`${kinds[kind]} ${people} 人`];
  });
  return `${period(fromOn, untilOn)}${counts.length === 0 ? '没有变动' : counts.join('，')}。`;
}

/** `3月4日` or `2月27日至3月2日`: it is read on the day. */
function period(fromOn: string, untilOn: string): string {
  const [from, until] = [fromOn, untilOn].map((on) => formatDate(on).slice(5));
  return from === until ? `${until}` : `${from}至${until}`;
}

/** `离开：赵一、孙三。`; nothing where there is nobody. */
function named(label: string, people: readonly FoundNews[]): string[] {
  return people.length === 0 ? [] : [`${label}：${namesOf(people.map(({ row }) => row.name))}。`];
}

/** People who are in the information base on two platforms are one. */
function peopleOf(found: readonly FoundNews[], kind: ContactNews): FoundNews[] {
  const people = found.filter(({ news }) => news === kind);
  return [...new Map(people.map((one) => [one.cadre?.id ?? `${one.row.name} ${contactPlace(one.row)}`, one])).values()];
}

function namesOf(names: readonly string[]): string {
  return `${names.slice(0, mostNames).join('、')}${names.length > mostNames ? `等 ${names.length} 人` : ''}`;
}

function actOn({ news, cadre, likely }: FoundNews): string {
  switch (news) {
    case 'joined':
      if (cadre !== undefined) return '信息库中已有';
      return likely === undefined ? '属于干部的，用补录表入库' : `信息库中有同名人员 ${likely.id}，用补录表登记账号`;
    case 'moved':
      return `任职有变的，用“/改人员 ${cadre?.id ?? ''} 任职 单位 职务 时间”更改`;
    case 'left':
      return '信息保留；仍在本县任职的，请核对账号';
    case 'back':
      return `可用“/查 ${cadre?.id ?? ''}”查看`;
    case 'unseen':
      return '请核对账号，用干部名册更正';
  }
}

/** The first day of what is shown when nobody says from when. */
export function thirtyDaysBefore(untilOn: string): string {
  return addDays(untilOn, -29);
}
