import { plainTitle, plainWord } from '../../chat/plain-text.ts';
import { type UnitRow, unitNamed } from '../../county/units.ts';
import { lineText, oneOf, orNone, typedText } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { firstOf } from '../../sheets/packed-list.ts';
import type { CellValue, Sheet } from '../../sheets/sheet.ts';
import { type Problem, type Reading, RowReader, type TableKind } from '../../sheets/table.ts';
import type { SheetToWrite } from '../../sheets/write-workbook.ts';
import { classKindOf, kindNamed } from '../class/class-kind.ts';
import type { CurriculumRules } from '../class/curriculum-rules.ts';
import { readTopics } from '../class/topics.ts';
import type { AnnualPlanRules } from './annual-plan-rules.ts';
import { type Audience, audienceHint, readAudience } from './audience.ts';
import { feeFaults, usualFeeClass } from './plan-fees.ts';
import { isMonthOver, type PlannedClass, planLimits, yearMeant } from './plan-item.ts';

/** What the sheet is called in its title and in the name of its file. */
export const PLAN_SHEET = '年度培训计划申报表';

type PlanField =
  | 'theme'
  | 'tags'
  | 'audience'
  | 'people'
  | 'month'
  | 'days'
  | 'unit'
  | 'kind'
  | 'feeClass'
  | 'fee'
  | 'title'
  | 'lectureFee'
  | 'need'
  | 'serves';

const TABLE: TableKind<PlanField> = {
  marks: ['theme', 'people', 'month'],
  columns: [
    { field: 'theme', label: '班次名称', synonyms: ['培训班名称', '培训主题', '培训班次', '班次'], required: true },
    { field: 'tags', label: '主题标签', synonyms: ['主题', '培训内容'] },
    { field: 'audience', label: '培训对象', synonyms: ['参训对象', '调训对象'], required: true },
    { field: 'people', label: '人数', synonyms: ['培训人数', '参训人数', '计划人数'], required: true },
    { field: 'month', label: '月份', synonyms: ['培训时间', '培训月份', '计划月份', '拟办时间'], required: true },
    { field: 'days', label: '天数', synonyms: ['培训天数', '期限'], required: true },
    { field: 'unit', label: '主办单位', synonyms: ['申报单位', '办班单位'] },
    { field: 'kind', label: '班次类别', synonyms: ['办班类别', '培训类别'] },
    { field: 'feeClass', label: '经费类别' },
    { field: 'fee', label: '综合定额', synonyms: ['人均每天费用', '培训费标准'], required: true },
    { field: 'title', label: '授课人职称', synonyms: ['师资职称'] },
    { field: 'lectureFee', label: '讲课费' },
    { field: 'need', label: '需求依据', synonyms: ['培训目的', '培训需求', '办班依据', '计划外理由'], required: true },
    { field: 'serves', label: '承接需求', synonyms: ['承接主题', '对应需求'] },
  ],
};

/** What stands behind a header to say what is to be filled in; not compared. */
const notes: Partial<Readonly<Record<PlanField, string>>> = {
  tags: '可填多个，用顿号隔开',
  audience: '如 乡科级副职、年轻干部',
  fee: '元，每人每天',
  lectureFee: '元，每学时，税后',
  serves: '培训菜单的主题，可填多个；不填的按主题和依据对应',
};

type SheetRules = { annualPlan: AnnualPlanRules; curriculum: Pick<CurriculumRules, 'classKinds'> };

/** The sheet to be filled in. @param unit - whose; empty where it is for any */
export function blankPlanSheet(year: string, unit: string, { annualPlan, curriculum }: SheetRules): SheetToWrite {
  const header = ({ field, label }: (typeof TABLE.columns)[number]) =>
    notes[field] === undefined ? label : `${label}（${notes[field]}）`;
  const kinds = Object.values(curriculum.classKinds).map(({ name }) => name);
  const fees = Object.values(annualPlan.feeClasses).map(({ name }) => name);
  const titles = Object.values(annualPlan.lecturerTitles).map(({ name }) => name);
  return {
    name: PLAN_SHEET,
    rows: [
      [`${year}${PLAN_SHEET}${unit === '' ? '' : `　${unit}`}`],
      [
        `班次类别：${kinds.join('、')}；不填的按班次名称确定。经费类别：${fees.join('、')}；不填的按${fees[0] ?? ''}。授课人职称：${titles.join('、')}。`,
      ],
      TABLE.columns.map(header),
    ],
    headerRow: 3,
    widths: [30, 24, 26, 8, 8, 8, 20, 18, 12, 14, 16, 14, 40, 28],
  };
}

/** Whether a sheet has the columns of a plan. */
export function isPlanSheet(sheet: Sheet): boolean {
  return findTable(sheet, TABLE) !== undefined;
}

/** What a sheet is read with. */
export interface PlanReading {
  todayOn: string;
  /** Those for which whoever sent it may file; the first is meant where the sheet names none. */
  units: readonly UnitRow[];
  rules: SheetRules;
}

/** The classes of a filled-in sheet, all or none; what is wrong, row by row. */
export function readPlanSheet(sheet: Sheet, reading: PlanReading): { items: PlannedClass[]; problems: Problem[] } {
  const table = findTable(sheet, TABLE);
  if (table === undefined) return { items: [], problems: [] };
  const problems = [...table.problems];
  const items: PlannedClass[] = [];
  const year = yearOfTitle(sheet);
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const item = readRow(reader, reading, year);
    if (item !== undefined && reader.ok) items.push(item);
  }
  return { items: problems.length > 0 ? [] : items, problems: problems.sort((a, b) => a.row - b.row) };
}

function readRow(reader: RowReader<PlanField>, { todayOn, units, rules }: PlanReading, titled?: string) {
  const { annualPlan, curriculum } = rules;
  const theme = reader.read('theme', lineText(planLimits.themeLetters));
  const tags = reader.read('tags', lineText(100));
  const audience = reader.read('audience', audienceCell);
  const people = reader.read('people', amount('人', planLimits.people));
  const month = reader.read('month', amount('月', 12));
  const days = reader.read('days', amount('天', planLimits.days));
  const unit = unitOf(reader, units);
  const kind = reader.read('kind', orNone(kindCell(curriculum)));
  const feeClass = reader.read(
    'feeClass',
    orNone(oneOf(named(annualPlan.feeClasses), nameList(annualPlan.feeClasses))),
  );
  const fee = reader.read('fee', amount('元', planLimits.yuan));
  const title = reader.read(
    'title',
    orNone(oneOf(named(annualPlan.lecturerTitles), nameList(annualPlan.lecturerTitles))),
  );
  const lectureFee = reader.read('lectureFee', orNone(amount('元', planLimits.yuan)));
  const need = reader.read('need', lineText(planLimits.needLetters));
  const serves = readTopics(reader.read('serves', orNone(lineText(100))) ?? '').slice(0, planLimits.tags);
  if (theme === undefined || audience === undefined || unit === undefined || need === undefined) return undefined;
  if (people === undefined || month === undefined || days === undefined || fee === undefined) return undefined;
  const item: PlannedClass = {
    year: titled ?? yearMeant(month, todayOn),
    theme: plainTitle(theme),
    topicTags: topicTagsOf(tags ?? '', theme),
    ...audience,
    ...{ people, month, days, unitId: unit._id, yuanPerPersonDay: fee, need },
    classKind: kind ?? classKindOf(theme, curriculum),
    feeClass: feeClass ?? usualFeeClass(annualPlan),
    ...(typeof title === 'string' ? { lecturerTitle: title } : {}),
    ...(typeof lectureFee === 'number' ? { yuanPerHour: lectureFee } : {}),
    ...(serves.length === 0 ? {} : { needTopics: serves }),
  };
  if (isMonthOver(item, todayOn)) reader.reject('month', `${item.year}年${month}月已经过去`);
  for (const fault of feeFaults(item, annualPlan)) reader.reject(/讲课费/.test(fault) ? 'lectureFee' : 'fee', fault);
  return item;
}

/** `基层治理、应急处置`; of none the theme itself. */
export function topicTagsOf(typed: string, theme: string): string[] {
  const some = readTopics(typed).slice(0, planLimits.tags);
  return some.length === 0 ? [plainTitle(theme)] : some;
}

function unitOf(reader: RowReader<PlanField>, units: readonly UnitRow[]): UnitRow | undefined {
  const name = reader.read('unit', orNone(lineText(100)));
  if (name === undefined || name === null) return units[0];
  const unit = unitNamed(units, name);
  if (unit === undefined) reader.reject('unit', '只能为本单位申报，单位请写全称');
  return unit;
}

/** A whole number from 1, with or without its unit. */
function amount(unit: string, most: number): (cell: CellValue) => Reading<number> {
  return (cell) => {
    const typed = typedText(cell);
    if ('message' in typed) return typed;
    const value = readAmount(typed.value, unit);
    if (value === undefined) return { message: '应填整数，如 3' };
    return value > most ? { message: `不能超过 ${most}` } : { value };
  };
}

/** `40人`, `40`. @returns `undefined` for anything but a whole number from 1 */
export function readAmount(typed: string, unit: string): number | undefined {
  const [, digits] = new RegExp(`^(\\d{1,6})(?:${unit}份?)?$`).exec(plainWord(typed)) ?? [];
  return digits === undefined || Number(digits) < 1 ? undefined : Number(digits);
}

function audienceCell(cell: CellValue): Reading<Audience> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const value = readAudience(typed.value);
  return value === undefined ? { message: `应填${audienceHint}` } : { value };
}

function kindCell(curriculum: Pick<CurriculumRules, 'classKinds'>): (cell: CellValue) => Reading<string> {
  return (cell) => {
    const typed = typedText(cell);
    if ('message' in typed) return typed;
    const value = kindNamed(typed.value, curriculum);
    return value === undefined ? { message: `应填${nameList(curriculum.classKinds)}` } : { value };
  };
}

type Named = Readonly<Record<string, { name: string }>>;

function named(all: Named): ReadonlyMap<string, string> {
  return new Map(Object.entries(all).map(([key, { name }]) => [name, key]));
}

function nameList(all: Named): string {
  return Object.values(all)
    .map(({ name }) => name)
    .join('、');
}

/** `2027` of a title such as `2027年度培训计划申报表`. */
function yearOfTitle({ rows }: Sheet): string | undefined {
  const first = firstOf(rows, 2).flatMap(({ cells }) => [...cells.values()].map(({ text }) => plainWord(text)));
  return first.flatMap((text) => /(20\d\d)年度?培训计划/.exec(text)?.[1] ?? [])[0];
}
