import { comparable, plainWord } from '../../chat/plain-text.ts';
import type { PlatformName } from '../../chat/update.ts';
import { lineText } from '../../sheets/cells.ts';
import { type Problem, RowReader, type Table } from '../../sheets/table.ts';
import type { CadreRecord } from '../cadre.ts';
import { cadreChange } from './field-changes.ts';
import { readDingtalkId, readName, readWecomId } from './people-cells.ts';
import { RosterIndex } from './roster-index.ts';
import type { FieldChange, LeftOut, PlannedRows, RosterPresent } from './roster-plan.ts';
import { DEPARTMENT_FIELDS, type DirectoryField } from './roster-tables.ts';

/**
 * What importing a vendor's contact export would add: accounts, for people already in the information base. A person is found by their
 * account, by 人员编号, or by name and unit if exactly one person has these.
 */
export function planDirectory(
  table: Table<DirectoryField>,
  platform: PlatformName,
  present: RosterPresent,
): PlannedRows {
  const index = new RosterIndex(present.units, present.cadres);
  const problems: Problem[] = [];
  const change: FieldChange[] = [];
  const leftOut: LeftOut[] = [];
  const rowOfUser = new Map<string, number>();
  const rowOfCadre = new Map<string, number>();
  let same = 0;
  let rowsOk = 0;
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const userId = reader.read('userId', platform === 'wecom' ? readWecomId : readDingtalkId);
    if (userId === undefined) continue;
    rejectRepeat(reader, 'userId', userId, rowOfUser, '账号与第 # 行重复');
    const cadre = findCadre(reader, index, platform, userId, leftOut);
    if (cadre !== undefined) rejectRepeat(reader, 'name', cadre.id, rowOfCadre, '与第 # 行是信息库中的同一人');
    if (!reader.ok) continue;
    rowsOk += 1;
    if (cadre === undefined) continue;
    const known = cadre.identities[platform];
    const changes = cadreChange(cadre, `identities.${platform}`, known, userId, index);
    if (known !== undefined && changes.length > 0) {
      reader.reject('userId', `${index.describe(cadre)}已有账号 ${known}；确需更换的，请在干部名册中修改`);
    }
    change.push(...changes);
    if (changes.length === 0) same += 1;
  }
  return { change, same, rowsOk, problems, leftOut };
}

function rejectRepeat(
  reader: RowReader<DirectoryField>,
  field: DirectoryField,
  key: string,
  seen: Map<string, number>,
  message: string,
): void {
  const first = seen.get(key);
  if (first === undefined) seen.set(key, reader.row.rowNumber);
  else reader.reject(field, message.replace('#', String(first)));
}

function findCadre(
  reader: RowReader<DirectoryField>,
  index: RosterIndex,
  platform: PlatformName,
  userId: string,
  leftOut: LeftOut[],
): CadreRecord | undefined {
  const owner = index.owner(platform, userId);
  if (owner !== undefined) return owner;
  const name = nameOf(reader);
  if (name === undefined) return undefined;
  const leaveOut = (why: string) => void leftOut.push({ row: reader.row.rowNumber, who: name, why });
  // The vendor's 工号 may be anything; it is used only if it is the id of somebody in the information base.
  const numbered = index.cadre(plainWord(reader.read('id', lineText(64)) ?? ''));
  if (numbered !== undefined) {
    if (comparable(numbered.name) !== comparable(name))
      reader.reject('id', `该编号在信息库中属于${index.describe(numbered)}`);
    return reader.ok ? numbered : undefined;
  }
  const unitIds = unitsOf(reader, index);
  const [cadre, second] = index.namesakes(name).filter((one) => unitIds.has(one.unitId));
  if (second !== undefined) {
    reader.reject('name', '该单位有多名同名人员，请在干部名册中填写各人的账号');
    return undefined;
  }
  if (cadre === undefined) leaveOut(unitIds.size === 0 ? '部门不在单位名册中' : '该单位的信息库中没有此人');
  return cadre;
}

/** Rows whose name is not a person's (service accounts, outside staff) are left out, like people who are not in the information base. */
function nameOf(reader: RowReader<DirectoryField>): string | undefined {
  const text = reader.read('name', lineText(64));
  if (text === undefined) return undefined;
  const name = readName({ kind: 'text', text });
  return 'value' in name ? name.value : text;
}

/**
 * The units named by a row's departments. Several departments are separated by `;` or `,`; of a path (separated by `/`, in older DingTalk
 * exports by `-`) the deepest part that is a unit counts.
 */
function unitsOf(reader: RowReader<DirectoryField>, index: RosterIndex): Set<string> {
  const [whole = '', ...levels] = DEPARTMENT_FIELDS.map((field) => reader.read(field, lineText(1_000)) ?? '');
  const paths = [...comparable(whole).split(/[;,、]/), levels.filter((level) => level !== '').join('/')];
  const units = paths.flatMap((path) => {
    const parts = [path, ...path.split('/').reverse(), ...path.split(/[/-]/).reverse()];
    const unit = parts.map((part) => index.unitNamed(part)).find((found) => found !== undefined);
    return unit === undefined ? [] : [unit.id];
  });
  return new Set(units);
}
