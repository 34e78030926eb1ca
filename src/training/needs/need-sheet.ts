import { plainWord, typedNumber } from '../../chat/plain-text.ts';
import { RANK_LEVELS, type RankLevel, rankLevelLabel } from '../../county/cadre.ts';
import { type UnitRow, unitNamed } from '../../county/units.ts';
import { lineText, orNone, typedText } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { firstOf } from '../../sheets/packed-list.ts';
import type { CellValue, Sheet } from '../../sheets/sheet.ts';
import { type Problem, type Reading, RowReader, type TableKind } from '../../sheets/table.ts';
import type { SheetToWrite } from '../../sheets/write-workbook.ts';
import { isSameNeed, type NeedItem, needLimits } from './need-item.ts';
import { peopleTotal, withoutNone } from './people-by-level.ts';
import { type MenuTopic, topicMeant } from './topics.ts';

/** What the sheet is called in its title and in the name of its file. */
export const NEED_SHEET = '培训需求申报表';

type NeedField = 'unit' | 'topic' | RankLevel | 'reason';

const levelSynonyms: Readonly<Record<RankLevel, readonly string[]>> = {
  county: ['县处级干部', '处级'],
  townshipChief: ['科级正职', '正科级', '正科'],
  townshipDeputy: ['科级副职', '副科级', '副科'],
  staff: ['科员', '一般干部'],
};

const TABLE: TableKind<NeedField> = {
  marks: ['topic', 'townshipChief', 'townshipDeputy', 'staff'],
  columns: [
    { field: 'unit', label: '申报单位', synonyms: ['单位', '单位名称'] },
    { field: 'topic', label: '培训主题', synonyms: ['需求主题', '培训内容', '主题'], required: true },
    ...RANK_LEVELS.map((level) => ({ field: level, label: rankLevelLabel(level), synonyms: levelSynonyms[level] })),
    { field: 'reason', label: '需求理由', synonyms: ['理由', '需求依据'] },
  ],
};

/** Which round a sheet is for, as its title says. */
export interface SheetOf {
  round: string;
  needsYear: string;
  unit: string;
}

/** The sheet to be filled in; without a round it is for any. */
export function blankNeedSheet(topics: readonly MenuTopic[], of?: SheetOf): SheetToWrite {
  const title = of === undefined ? NEED_SHEET : `${of.needsYear}年度${NEED_SHEET}　${of.round}　${of.unit}`;
  return {
    name: NEED_SHEET,
    rows: [
      [title],
      [
        `每个主题一行，层级下填人数，没有的不填。常用主题：${topics.map(({ name }) => name).join('、')}；也可另写主题。`,
      ],
      TABLE.columns.map(({ label }) => label),
    ],
    headerRow: 3,
    widths: [24, 24, 10, 12, 12, 12, 40],
  };
}

/** Whether a sheet has the columns of a unit report. */
export function isNeedSheet(sheet: Sheet): boolean {
  return findTable(sheet, TABLE) !== undefined;
}

/** The number of the round in the title of a sheet. */
export function roundOfSheet({ rows }: Sheet): string | undefined {
  const said = firstOf(rows, 2).flatMap(({ cells }) => [...cells.values()].map(({ text }) => text));
  return said.flatMap((text) => /Z20\d\d-\d{1,3}/i.exec(plainWord(text))?.[0] ?? []).map(typedNumber)[0];
}

/** What one unit needs, as a sheet says. */
export interface SheetReport {
  unitId: string;
  items: NeedItem[];
}

/** What a sheet is read with. */
interface NeedReading {
  topics: readonly MenuTopic[];
  /** Those for which whoever sent it may report; a row that names none means the first. */
  units: readonly UnitRow[];
  /** How many people work in a unit and below it. */
  peopleIn: (unitId: string) => number;
}

/** The reports of a filled-in sheet, all or none; what is wrong, row by row. */
export function readNeedSheet(sheet: Sheet, reading: NeedReading): { reports: SheetReport[]; problems: Problem[] } {
  const table = findTable(sheet, TABLE);
  if (table === undefined) return { reports: [], problems: [] };
  const problems = [...table.problems];
  const reports = new Map<string, NeedItem[]>();
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const unit = unitOf(reader, reading.units);
    const item = itemOf(reader, reading.topics);
    if (unit === undefined || item === undefined) continue;
    const present = reports.get(unit._id) ?? [];
    if (present.some((each) => isSameNeed(each, item))) reader.reject('topic', `“${item.topic}”与前面的行重复`);
    const most = reading.peopleIn(unit._id);
    if (peopleTotal(item.people) > most)
      reader.reject('topic', `共 ${peopleTotal(item.people)} 人，超过本单位 ${most} 人`);
    reports.set(unit._id, [...present, item]);
  }
  const filed = [...reports].map(([unitId, items]) => ({ unitId, items }));
  return { reports: problems.length > 0 ? [] : filed, problems: problems.sort((a, b) => a.row - b.row) };
}

function itemOf(reader: RowReader<NeedField>, topics: readonly MenuTopic[]): NeedItem | undefined {
  const topic = reader.read('topic', lineText(needLimits.topicLetters));
  const counted = RANK_LEVELS.map((level) => [level, reader.read(level, countCell) ?? 0] as const);
  const reason = reader.read('reason', orNone(lineText(needLimits.reasonLetters)));
  const people = withoutNone(Object.fromEntries(counted));
  if (topic === undefined || !reader.ok) return undefined;
  if (peopleTotal(people) === 0) {
    reader.reject('topic', '请至少填写一个层级的人数');
    return undefined;
  }
  return { topic: topicMeant(topics, topic), people, ...(typeof reason === 'string' ? { reason } : {}) };
}

function unitOf(reader: RowReader<NeedField>, units: readonly UnitRow[]): UnitRow | undefined {
  const name = reader.read('unit', orNone(lineText(100)));
  if (name === undefined || name === null) return units[0];
  const unit = unitNamed(units, name);
  if (unit === undefined) reader.reject('unit', '只能为本单位申报，且须在征集范围内，单位请写全称');
  return unit;
}

/** A whole number from 0; what says that there is nobody is 0. */
function countCell(cell: CellValue): Reading<number> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const word = plainWord(typed.value);
  if (/^(?:无|\/|-+|)$/.test(word)) return { value: 0 };
  const [, digits] = /^(\d{1,4})(?:人|名)?$/.exec(word) ?? [];
  return digits === undefined ? { message: '应填不小于 0 的整数，如 20' } : { value: Number(digits) };
}
