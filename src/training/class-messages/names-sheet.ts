import { RuleError } from '../../errors.ts';
import { lineText } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { firstRowOf, type Sheet } from '../../sheets/sheet.ts';
import { type Problem, RowReader, type TableKind } from '../../sheets/table.ts';
import type { ListedName } from './notice-receivers.ts';

const TABLE: TableKind<'id' | 'name' | 'unit'> = {
  marks: ['name'],
  columns: [
    { field: 'id', label: '人员编号', synonyms: ['干部编号', '编号', '工号'] },
    { field: 'name', label: '姓名', synonyms: ['干部姓名', '学员姓名'], required: true },
    { field: 'unit', label: '单位', synonyms: ['单位名称', '工作单位', '所在单位'] },
  ],
};

export function hasNames(sheet: Sheet): boolean {
  return findTable(sheet, TABLE) !== undefined;
}

/**
 * Whom a sheet of names lists, a row each; other columns are not read.
 * @throws RuleError `import.no-table` for a sheet without 姓名, `notice.names-unclear` for one that hides rows or leaves a name empty
 */
export function namesInSheet(sheet: Sheet): ListedName[] {
  const table = findTable(sheet, TABLE);
  if (table === undefined) throw new RuleError('import.no-table', { found: firstRowOf(sheet), known: '姓名' });
  const problems: Problem[] = [...table.problems];
  const names = [...table.rows].flatMap((row): ListedName[] => {
    const reader = new RowReader(table, row, problems);
    const id = reader.read('id', lineText(64));
    const name = reader.read('name', lineText(50));
    const unit = reader.read('unit', lineText(100));
    if (name === undefined) return [];
    return [{ name, ...(unit !== undefined && { unit }), ...(id !== undefined && { id }) }];
  });
  const [problem] = problems;
  if (problem !== undefined) throw new RuleError('notice.names-unclear', { row: problem.row, why: problem.message });
  return names;
}
