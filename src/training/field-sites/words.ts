import { formatDate, formatDuration } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { listCard } from '../../chat/long-list.ts';
import type { Card, Press } from '../../chat/message.ts';
import { problemLines } from '../../sheets/problem-sheet.ts';
import { type Evaluation, meanOf } from '../lecturers/lecturer.ts';
import { type FieldSite, type SiteEntry, siteStateLabel } from './field-site.ts';
import type { FieldSiteRow } from './field-sites.ts';
import type { SiteReading } from './site-sheet.ts';

const mostListed = 10;

const lineOf = ({ name, town, type, colour, capacity, state }: SiteEntry) =>
  `${name}　${town}　${type}${colour === '' ? '' : `　${colour}`}　${capacity} 人${state !== 'paused' ? '' : `　${siteStateLabel(state)}`}`;

export const fieldSiteWords = {
  list: (rows: readonly FieldSite[], word: string | undefined, sheet: Press): Card =>
    listCard(
      {
        id: 'field-sites',
        title: word === undefined ? '现场教学点' : `现场教学点：${word}`,
        lines: [
          `共 ${rows.length} 个：${byType(rows)}。`,
          ...rows.slice(0, mostListed).map(lineOf),
          ...(rows.length > mostListed ? ['其余见表格，也可写明名称、拼音、乡镇或类型查找。'] : []),
        ],
      },
      sheet,
    ),
  none: (word: string | undefined) =>
    word === undefined
      ? '还没有登记现场教学点。请在随后发来的表格中填写，再发给本应用。'
      : `没有与“${word}”相符的现场教学点。`,
  /** @param ratings - what trainees gave lessons there, from enough answers on */
  one: (site: FieldSiteRow, ratings: readonly Evaluation[]): Card =>
    cardOf({
      id: `field-site:${site._id}`,
      title: site.name,
      lines: [
        ...(site.courses.length === 0 ? [] : [`现场课程：${site.courses.join('、')}。`]),
        ...(site.access === '' ? [] : [`停车和交通：${site.access}。`]),
        ...(site.badWeather === undefined ? [] : [`恶劣天气备选：${site.badWeather}。`]),
        ...(site.safety === '' ? [] : [`安全提示：${site.safety}。`]),
        ...evaluated(ratings),
      ],
      fields: [
        { label: '乡镇', value: site.town },
        { label: '类型', value: `${site.type}${site.theme === '' ? '' : `，${site.theme}`}` },
        { label: '开放', value: `${site.opensAt}—${site.closesAt}${closedText(site)}` },
        { label: '接待', value: `${site.capacity} 人，参观 ${formatDuration(site.visitMinutes)}` },
        { label: '讲解', value: `${site.guide} ${site.phone}`.trim() },
        { label: '有效期至', value: formatDate(site.validToOn) },
      ].filter(({ value }) => value !== ''),
    }),

  offer: '现场教学点（.xlsx）：回复“/教学点”领取表格，每行一个',
  bad: ({ problems }: SiteReading) =>
    [`现场教学点表格有 ${problems.length} 处错误，未导入：`, ...problemLines(problems)].join('\n'),
  empty: '表格中没有教学点，未导入。',
  preview: (
    id: string,
    { sites }: SiteReading,
    known: readonly string[],
    buttons: { confirm: Press; drop: Press },
    since: readonly string[] = [],
  ): Card => {
    const fresh = sites.filter(({ name }) => !known.includes(name));
    return cardOf({
      id: `field-site-import:${id}`,
      title: '现场教学点导入预览',
      lines: [
        `共 ${sites.length} 个，其中新登记 ${fresh.length} 个，更新 ${sites.length - fresh.length} 个。`,
        ...sites.slice(0, mostListed).map(lineOf),
        ...since,
      ],
      buttons: [
        { label: '确认导入', style: 'primary', press: buttons.confirm },
        { label: '取消', press: buttons.drop },
      ],
    });
  },
  dropped: '已取消，现场教学点未变更',
  imported: (count: number) => `已导入 ${count} 个`,
  change: '表格导入',
  changeOf: (label: string, from: string, to: string) => `${label}由“${from || '无'}”改为“${to || '无'}”`,
  changed: (name: string, what: string) => `已变更${name}：${what}。`,
  back: (what: string) => `撤销：${what}`,
  takenBack: '已撤销',
  badColumn: (word: string, columns: readonly string[]) => `“${word}”请写成：${columns.join('、')}。`,
  badValue: (label: string, value: string, why: string) => `“${value}”不能作${label}：${why}。`,
  sameValue: (name: string, label: string) => `${name}的${label}已是这样，无需更改。`,
} as const;

function byType(rows: readonly FieldSite[]): string {
  const types = [...new Set(rows.map(({ type }) => type))];
  return types.map((type) => `${type} ${rows.filter((each) => each.type === type).length} 个`).join('，');
}

function closedText({ closedWeekdays, seasonFrom }: FieldSite): string {
  const closed = closedWeekdays.length === 0 ? '' : `，周${closedWeekdays.join('、周')}休息`;
  return `${closed}${seasonFrom === '' ? '' : '，按季节开放'}`;
}

function evaluated(ratings: readonly Evaluation[]): string[] {
  const { hundredths, count } = meanOf(ratings);
  return count === 0 ? [] : [`学员评价：${ratings.length} 节课，平均 ${hundredths / 100} 分（${count} 份）。`];
}
