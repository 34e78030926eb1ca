import type { CadreRecord } from '../cadre.ts';
import type { PersonRow } from './people-rows.ts';
import type { RosterIndex } from './roster-index.ts';
import type { PeopleField } from './roster-tables.ts';

/** A row for which it is known whom it is about: somebody in the information base, or somebody new. */
export interface PlacedRow {
  row: PersonRow;
  id: string;
  existing: CadreRecord | undefined;
}

/** Problems where two rows are about one person, one account or one office. */
export function rejectRepeats(people: readonly PersonRow[]): void {
  const rejectRepeat = (field: PeopleField, keyOf: (row: PersonRow) => string | undefined, message: string) => {
    const first = new Map<string, PersonRow>();
    for (const row of people) {
      const key = keyOf(row);
      if (key === undefined) continue;
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, row);
      else row.reader.reject(field, message.replace('#', String(earlier.reader.row.rowNumber)));
    }
  };
  rejectRepeat('id', (row) => row.id, '人员编号与第 # 行重复');
  rejectRepeat('wecom', (row) => row.identities.wecom, '企业微信账号与第 # 行重复');
  rejectRepeat('dingtalk', (row) => row.identities.dingtalk, '钉钉账号与第 # 行重复');
  rejectRepeat('unitHead', (row) => (row.isHead ? row.unit.id : undefined), '该单位的主要负责人已在第 # 行填写');
  rejectRepeat('unitLiaison', (row) => (row.isLiaison ? row.unit.id : undefined), '该单位的联络员已在第 # 行填写');
  rejectNamesakes(people);
}

/** Rejects rows without an id that share name and unit with another row: only ids tell such people apart. */
function rejectNamesakes(people: readonly PersonRow[]): void {
  const groups = new Map<string, PersonRow[]>();
  for (const row of people) {
    const key = `${row.unit.id} ${row.fields.name}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  for (const group of groups.values()) {
    for (const row of group) {
      const other = group.find((one) => one !== row);
      if (row.id !== undefined || other === undefined) continue;
      row.reader.reject('name', `与第 ${other.reader.row.rowNumber} 行同单位同名，请填写“人员编号”加以区分`);
    }
  }
}

/** A row without an id may be about somebody whom another row names by id, under another name. */
export function rejectSamePerson(placed: readonly PlacedRow[]): void {
  const first = new Map<string, PlacedRow>();
  for (const one of placed) {
    const earlier = first.get(one.id);
    if (earlier === undefined) first.set(one.id, one);
    else {
      const { row } = one.row.id === undefined ? one : earlier;
      const other = one.row.id === undefined ? earlier : one;
      const message = `与第 ${other.row.reader.row.rowNumber} 行是信息库中的同一人（编号 ${one.id}），请核对后填写“人员编号”`;
      row.reader.reject('name', message);
    }
  }
}

/** An account that belongs to somebody else. */
export function rejectForeignIdentities(placed: readonly PlacedRow[], index: RosterIndex): void {
  for (const { row, id } of placed) {
    for (const platform of ['wecom', 'dingtalk'] as const) {
      const userId = row.identities[platform];
      const owner = userId === undefined ? undefined : index.owner(platform, userId);
      if (owner !== undefined && owner.id !== id)
        row.reader.reject(platform, `该账号在信息库中属于${index.describe(owner)}`);
    }
  }
}
