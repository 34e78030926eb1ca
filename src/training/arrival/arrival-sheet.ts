import type { ListSheet } from '../../chat/long-list.ts';
import { typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import { lineText, typedText } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { type CellValue, firstRowOf, type Sheet } from '../../sheets/sheet.ts';
import { type Problem, type Reading, RowReader, type TableKind } from '../../sheets/table.ts';
import { classSheetName, classSheetTitle, sheetTrainee } from '../class/class-sheet.ts';
import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentRow } from '../class/enrollments.ts';
import {
  type ArrivalFacts,
  arrivalTotals,
  lodgingLabels,
  mealsLabels,
  readLodging,
  readMeals,
  readPlate,
  totalsInWords,
} from './arrival.ts';
import type { ArrivalEntry } from './arrival-sheets.ts';

/** What the sheet is called in its title and in the name of its file. */
export const ARRIVAL_SHEET = '报到表';

/** Somebody who comes to the class, as the list shows them. */
export interface Comer {
  cadreId: string;
  name: string;
  unit: string;
  facts: ArrivalFacts;
  hasArrived: boolean;
}

const ARRIVED = '已报到';
const TABLE: TableKind<'cadreId' | 'name' | keyof ArrivalFacts | 'arrived'> = {
  marks: ['name'],
  columns: [
    { field: 'cadreId', label: '编号', synonyms: ['工号'] },
    { field: 'name', label: '姓名', required: true },
    { field: 'lodging', label: '住宿' },
    { field: 'meals', label: '用餐', synonyms: ['就餐'] },
    { field: 'plate', label: '车牌', synonyms: ['车牌号'] },
    { field: 'room', label: '房间', synonyms: ['房号'] },
    { field: 'seat', label: '座位', synonyms: ['座号'] },
    { field: 'arrived', label: '报到' },
  ],
};

/** Who comes with what, the totals in the title; it may be filled in and sent back. */
export function arrivalSheet(trainingClass: ClassRow, comers: readonly Comer[]): ListSheet {
  const headers = ['编号', '姓名', '单位', '住宿', '用餐', '车牌', '房间', '座位', '报到'];
  const widths = [14, 10, 24, 10, 12, 14, 10, 10, 10];
  return {
    fileName: classSheetName(ARRIVAL_SHEET, trainingClass),
    title: `${classSheetTitle(ARRIVAL_SHEET, trainingClass)}　${totalsInWords(arrivalTotals(comers)).join('')}`,
    columns: headers.map((header, index) => ({ header, width: widths[index] ?? 10 })),
    rows: comers.map(({ cadreId, name, unit, facts: { lodging, meals, plate, room, seat }, hasArrived }) => [
      ...[cadreId, name, unit, lodging === undefined ? '' : lodgingLabels[lodging]],
      ...[
        meals === undefined ? '' : mealsLabels[meals],
        plate ?? '',
        room ?? '',
        seat ?? '',
        hasArrived ? ARRIVED : '',
      ],
    ]),
    people: comers.map(({ cadreId }) => cadreId),
  };
}

/**
 * What a filled-in sheet changes, all or nothing; empty cells change nothing.
 * @throws RuleError `import.no-table` for a sheet without 姓名
 */
export function readArrivalSheet(
  sheet: Sheet,
  trainees: readonly EnrollmentRow[],
  present: ReadonlyMap<string, Pick<Comer, 'facts' | 'hasArrived'>>,
): { entries: ArrivalEntry[]; problems: Problem[] } {
  const table = findTable(sheet, TABLE);
  if (table === undefined) throw new RuleError('import.no-table', { found: firstRowOf(sheet), known: '姓名' });
  const problems: Problem[] = [...table.problems];
  const entries: ArrivalEntry[] = [];
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const cadreId = sheetTrainee(reader, trainees);
    const read = {
      lodging: reader.read('lodging', wordOf(readLodging, '应填住宿或不住宿')),
      meals: reader.read('meals', wordOf(readMeals, '应填用餐、清真用餐或不用餐')),
      plate: reader.read('plate', wordOf(readPlate, '应填车牌号，没有的填无')),
      ...{ room: reader.read('room', lineText(12)), seat: reader.read('seat', lineText(12)) },
    };
    const arrived = reader.read(
      'arrived',
      wordOf((word) => /^(?:已?报到|√|是)$/u.test(word) || undefined, '应填已报到'),
    );
    if (cadreId === undefined) continue;
    const now = present.get(cadreId);
    const fields = ['lodging', 'meals', 'plate', 'room', 'seat'] as const;
    const changed = fields.filter((field) => read[field] !== undefined && read[field] !== now?.facts[field]);
    const set: ArrivalFacts = Object.fromEntries(changed.map((field) => [field, read[field]]));
    const arrives = arrived === true && now?.hasArrived !== true;
    const name = trainees.find((each) => each.cadreId === cadreId)?.name ?? '';
    if (changed.length > 0 || arrives) entries.push({ cadreId, name, set, ...(arrives ? { arrived: true } : {}) });
  }
  return { entries: problems.length > 0 ? [] : entries, problems };
}

function wordOf<Value>(read: (word: string) => Value | undefined, message: string) {
  return (cell: CellValue): Reading<Value> => {
    const typed = typedText(cell);
    if ('message' in typed) return typed;
    const value = read(typedWord(typed.value));
    return value === undefined ? { message } : { value };
  };
}
