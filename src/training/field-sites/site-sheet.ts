import { formatDate } from '../../calendar/beijing-time.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import { comparable, plainWord } from '../../chat/plain-text.ts';
import { lineText, oneOf, orNone, typedText } from '../../sheets/cells.ts';
import { columnNamed, withColumn } from '../../sheets/edited-list.ts';
import { findTable } from '../../sheets/find-table.ts';
import { readClock, readDay } from '../../sheets/known-dates.ts';
import type { CellValue, Sheet } from '../../sheets/sheet.ts';
import { type Problem, type Reading, RowReader, type TableKind } from '../../sheets/table.ts';
import { takenOut } from '../../sheets/taken-out.ts';
import { type FieldSite, type SiteEntry, siteStateLabel } from './field-site.ts';
import type { FieldSiteRules } from './site-rules.ts';

type SiteField =
  | ('name' | 'town' | 'type' | 'colour' | 'theme' | 'courses' | 'guide' | 'phone' | 'capacity' | 'opensAt')
  | ('closesAt' | 'closed' | 'season' | 'visitMinutes' | 'leadDays' | 'longitude' | 'latitude' | 'access' | 'cost')
  | ('safety' | 'badWeather' | 'filedBy' | 'validToOn' | 'state');

const SITES: TableKind<SiteField> = {
  marks: ['name', 'type', 'capacity'],
  columns: [
    { field: 'name', label: '教学点', synonyms: ['教学点名称', '现场教学点', '名称'], required: true },
    { field: 'town', label: '乡镇', synonyms: ['所在乡镇', '镇'], required: true },
    { field: 'type', label: '类型', required: true },
    { field: 'colour', label: '线路颜色', synonyms: ['颜色'] },
    { field: 'theme', label: '主题' },
    { field: 'courses', label: '现场课程', synonyms: ['课程'] },
    { field: 'guide', label: '讲解员', synonyms: ['联系人'] },
    { field: 'phone', label: '联系电话', synonyms: ['电话'] },
    { field: 'capacity', label: '接待人数', synonyms: ['最大接待人数', '容量'], required: true },
    { field: 'opensAt', label: '开放时间', synonyms: ['开门'], required: true },
    { field: 'closesAt', label: '停止接待', synonyms: ['关门'], required: true },
    { field: 'closed', label: '休息日', synonyms: ['闭馆日'] },
    { field: 'season', label: '开放季节' },
    { field: 'visitMinutes', label: '参观分钟', synonyms: ['参观时长', '教学时长'], required: true },
    { field: 'leadDays', label: '提前天数', synonyms: ['预约天数'] },
    { field: 'longitude', label: '经度' },
    { field: 'latitude', label: '纬度' },
    { field: 'access', label: '停车和交通', synonyms: ['交通'] },
    { field: 'cost', label: '费用' },
    { field: 'safety', label: '安全提示' },
    { field: 'badWeather', label: '恶劣天气备选', synonyms: ['备选教学点', '雨天备选'] },
    { field: 'filedBy', label: '备案单位' },
    { field: 'validToOn', label: '有效期至', synonyms: ['有效期'], required: true },
    { field: 'state', label: '状态' },
  ],
};

export interface SiteReading {
  sites: readonly SiteEntry[];
  problems: readonly Problem[];
}

export function isSiteSheet(sheet: Sheet): boolean {
  return findTable(sheet, SITES) !== undefined;
}

/** Reads a sheet of field sites, a row for each. */
export function readSites(sheet: Sheet, rules: FieldSiteRules): SiteReading {
  const table = findTable(sheet, SITES);
  if (table === undefined) return { sites: [], problems: [] };
  const problems: Problem[] = [...table.problems];
  const sites: SiteEntry[] = [];
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const site = readRow(reader, rules);
    if (site === undefined) continue;
    if (sites.some(({ name }) => comparable(name) === comparable(site.name))) reader.reject('name', '教学点重复');
    sites.push(site);
  }
  return { sites: problems.length > 0 ? [] : sites, problems };
}

function readRow(reader: RowReader<SiteField>, rules: FieldSiteRules): SiteEntry | undefined {
  const text = (field: SiteField, most = 60) => reader.read(field, orNone(lineText(most))) ?? '';
  const name = reader.read('name', lineText(40));
  const town = reader.read('town', lineText(20));
  const type = reader.read('type', oneOf(same(rules.siteTypes), rules.siteTypes.join('、')));
  const colours = Object.keys(rules.colours);
  const colour = reader.read('colour', orNone(oneOf(same(colours), colours.join('、')))) ?? '';
  const capacity = reader.read('capacity', readNumber(1, 2000, '人数'));
  const opensAt = reader.read('opensAt', readClock);
  const closesAt = reader.read('closesAt', readClock);
  const visitMinutes = reader.read('visitMinutes', readNumber(10, 480, '分钟数'));
  const leadDays = reader.read('leadDays', readNumber(0, 60, '天数')) ?? 0;
  const validToOn = reader.read('validToOn', readDay);
  const closedWeekdays = reader.read('closed', orNone(readWeekdays)) ?? [];
  const [seasonFrom, seasonTo] = reader.read('season', orNone(readSeason)) ?? (['', ''] as const);
  const longitude = reader.read('longitude', readDegrees(180));
  const latitude = reader.read('latitude', readDegrees(90));
  const state = reader.read('state', oneOf(STATES, '可用或停用'));
  if (opensAt !== undefined && closesAt !== undefined && closesAt <= opensAt)
    reader.reject('closesAt', '停止接待应晚于开放时间');
  if (name === undefined || town === undefined || type === undefined || capacity === undefined) return undefined;
  if (opensAt === undefined || closesAt === undefined || visitMinutes === undefined || validToOn === undefined)
    return undefined;
  if (!reader.ok) return undefined;
  return {
    ...{ name, town, type, colour, theme: text('theme'), courses: split(text('courses', 200)), guide: text('guide') },
    ...{ phone: text('phone', 30), capacity, opensAt, closesAt, closedWeekdays, seasonFrom, seasonTo, visitMinutes },
    ...(longitude === undefined || latitude === undefined ? {} : { longitude, latitude }),
    ...{
      leadDays,
      access: text('access', 100),
      cost: text('cost'),
      safety: text('safety', 100),
      filedBy: text('filedBy'),
    },
    ...(text('badWeather', 40) === '' ? {} : { badWeather: text('badWeather', 40) }),
    validToOn,
    ...(state === undefined ? {} : { state }),
  };
}

const STATES = new Map<string, FieldSite['state']>([
  ['可用', 'active'],
  ['停用', 'paused'],
]);

const same = (words: readonly string[]) => new Map(words.map((word) => [word, word]));
const split = (text: string) => text.split(/[、,，;；/]+/).filter((part) => part !== '');

function readNumber(least: number, most: number, what: string) {
  return (cell: CellValue): Reading<number> => {
    const typed = typedText(cell);
    if ('message' in typed) return typed;
    const word = plainWord(typed.value);
    const number = /^\d{1,4}$/.test(word) ? Number(word) : -1;
    return number >= least && number <= most ? { value: number } : { message: `应填${what}，${least} 至 ${most}` };
  };
}

function readDegrees(most: number) {
  return (cell: CellValue): Reading<number> => {
    const typed = typedText(cell);
    if ('message' in typed) return typed;
    const word = plainWord(typed.value);
    const degrees = /^\d{1,3}(\.\d{1,8})?$/.test(word) ? Number(word) : Number.NaN;
    return degrees <= most ? { value: degrees } : { message: '应填度数，如 112.0445' };
  };
}

/** `周一、周三`. */
function readWeekdays(cell: CellValue): Reading<string[]> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const days = [...plainWord(typed.value).replace(/周|星期|[、,]/g, '')].map((day) => (day === '天' ? '日' : day));
  return days.every((day) => '一二三四五六日'.includes(day)) ? { value: days } : { message: '应填周一、周三等' };
}

/** `3月1日至11月30日`. */
function readSeason(cell: CellValue): Reading<readonly [string, string]> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const word = plainWord(typed.value);
  if (word === '全年') return { value: ['', ''] };
  const parts = /^(\d{1,2})月(\d{1,2})日(?:至|到|-|—)(\d{1,2})月(\d{1,2})日$/.exec(word);
  if (parts === null) return { message: '应填全年，或写成 3月1日至11月30日' };
  const [, a = '', b = '', c = '', d = ''] = parts.map((part) => part.padStart(2, '0'));
  return { value: [`${a}-${b}`, `${c}-${d}`] };
}

/** The columns that one site's record can be changed in: every one but its name. */
export function siteColumn(typed: string): string | undefined {
  const column = columnNamed(SITES, typed);
  return column?.field === 'name' ? undefined : column?.label;
}

export const SITE_COLUMNS: readonly string[] = SITES.columns
  .filter(({ field }) => field !== 'name')
  .map(({ label }) => label);

/** A site with one column changed, or what is wrong with that. */
export function editedSite(site: FieldSite, label: string, value: string, rules: FieldSiteRules): Reading<SiteEntry> {
  const { sites, problems } = readSites(withColumn(siteSheet([site]), label, value), rules);
  const [edited] = sites;
  return edited === undefined ? { message: problems[0]?.message ?? '' } : { value: edited };
}

/** The sites as a sheet that reads back as the same; empty, it is the form to be filled in. */
export function siteSheet(sites: readonly FieldSite[], at?: Date): ListSheet {
  return {
    fileName: '现场教学点.xlsx',
    title: `现场教学点　每行一个；填好后发给本应用${at === undefined ? '' : takenOut(at)}`,
    columns: SITES.columns.map(({ label }) => ({ header: label, width: 14 })),
    rows: sites.map((site) => [
      ...[site.name, site.town, site.type, site.colour, site.theme, site.courses.join('、'), site.guide, site.phone],
      ...[site.capacity, site.opensAt, site.closesAt, site.closedWeekdays.map((day) => `周${day}`).join('、')],
      ...[seasonOf(site), site.visitMinutes, site.leadDays, site.longitude ?? '', site.latitude ?? '', site.access],
      ...[
        site.cost,
        site.safety,
        site.badWeather ?? '',
        site.filedBy,
        formatDate(site.validToOn),
        siteStateLabel(site.state),
      ],
    ]),
  };
}

function seasonOf({ seasonFrom, seasonTo }: FieldSite): string {
  if (seasonFrom === '') return '全年';
  const text = (day: string) => `${Number(day.slice(0, 2))}月${Number(day.slice(3))}日`;
  return `${text(seasonFrom)}至${text(seasonTo)}`;
}
