import { typedNumber, typedWord, visible } from '../../chat/plain-text.ts';
import { namedAs } from '../../county/people-meant.ts';
import { lineText } from '../../sheets/cells.ts';
import { firstOf } from '../../sheets/packed-list.ts';
import type { Sheet } from '../../sheets/sheet.ts';
import type { RowReader } from '../../sheets/table.ts';
import type { ClassRow } from './classes.ts';
import type { EnrollmentRow } from './enrollments.ts';

/** Titles stand in the first rows of a sheet. */
const titleWithinRows = 3;

/** The first line of a sheet that is handed out to be filled in: what it is, and of which class. */
export function classSheetTitle(kind: string, { _id, name }: ClassRow): string {
  return `${kind}　${_id}　${name}`;
}

/** The file's name, which says the same. */
export function classSheetName(kind: string, { _id }: ClassRow): string {
  return `${_id}班${kind}.xlsx`;
}

/**
 * A sheet that was handed out, as it comes back: known by its title or, where that was deleted, by the file's name.
 * @returns `undefined` when it is another sheet; `classId` is empty where no number of a class is found
 */
export function filledSheet(
  { name, sheets }: { name: string; sheets: readonly Sheet[] },
  kind: string,
): { sheet: Sheet; classId: string } | undefined {
  for (const sheet of sheets) {
    const first = firstOf(sheet.rows, titleWithinRows).flatMap(({ cells }) =>
      [...cells.values()].map(({ text }) => text),
    );
    const title = [...first, name].map(visible).find((each) => each.includes(kind));
    if (title === undefined) continue;
    const number = /\d{4}[-－]\d{2,3}/.exec(title) ?? /\d{4}[-－]\d{2,3}/.exec(name);
    return { sheet, classId: number === null ? '' : typedNumber(number[0]) };
  }
  return undefined;
}

/** The trainee of a row, by 编号 where it is filled in, otherwise by 姓名; what is wrong is added to the problems. */
export function sheetTrainee(
  reader: Pick<RowReader<string>, 'read' | 'reject'>,
  trainees: readonly EnrollmentRow[],
): string | undefined {
  const id = reader.read('cadreId', lineText(40));
  const name = reader.read('name', lineText(40));
  if (name === undefined) return undefined;
  const meant = namedAs(trainees, id ?? name);
  const [only, ...others] = meant;
  if (only === undefined) reader.reject(id === undefined ? 'name' : 'cadreId', '本班没有这名学员');
  else if (others.length > 0) reader.reject('name', '本班有同名学员，请填写编号');
  else if (typedWord(only.name) !== typedWord(name)) reader.reject('name', `编号对应的学员是${only.name}，请核对`);
  else return only.cadreId;
  return undefined;
}
