import type { PersonRow } from './people-rows.ts';
import type { RosterIndex } from './roster-index.ts';
import type { PeopleField } from './roster-tables.ts';

/** In what a row may contradict other rows or the information base. */
export interface Claim {
  /** Its place among the records of the table. */
  at: number;
  rowNumber: number;
  id: string | undefined;
  name: string;
  birthMonth: string;
  unitId: string;
  identities: PersonRow['identities'];
  isHead: boolean;
  isLiaison: boolean;
  /** Whom it is about, once that is found out: somebody in the information base, or somebody new. */
  cadreId: string;
  /** Nothing is wrong with it so far. */
  ok: boolean;
}

/** Says what is wrong with a row. */
export type Reject = (claim: Claim, field: PeopleField, message: string) => void;

export function claimOf(at: number, { reader, id, fields, identities, isHead, isLiaison }: PersonRow): Claim {
  const { name, birthMonth, unitId } = fields;
  return {
    ...{ at, rowNumber: reader.row.rowNumber, id, name, birthMonth, unitId, identities, isHead, isLiaison },
    ...{ cadreId: '', ok: true },
  };
}

/** Problems where two rows are about one person, one account or one office. */
export function rejectRepeats(claims: readonly Claim[], reject: Reject): void {
  const rejectRepeat = (field: PeopleField, keyOf: (claim: Claim) => string | undefined, message: string) => {
    const first = new Map<string, number>();
    for (const claim of claims) {
      const key = keyOf(claim);
      if (key === undefined) continue;
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, claim.rowNumber);
      else reject(claim, field, message.replace('#', String(earlier)));
    }
  };
  rejectRepeat('id', ({ id }) => id, '人员编号与第 # 行重复');
  rejectRepeat('wecom', ({ identities }) => identities.wecom, '企业微信账号与第 # 行重复');
  rejectRepeat('dingtalk', ({ identities }) => identities.dingtalk, '钉钉账号与第 # 行重复');
  rejectRepeat('unitHead', ({ isHead, unitId }) => (isHead ? unitId : undefined), '该单位的主要负责人已在第 # 行填写');
  rejectRepeat(
    'unitLiaison',
    ({ isLiaison, unitId }) => (isLiaison ? unitId : undefined),
    '该单位的联络员已在第 # 行填写',
  );
  rejectNamesakes(claims, reject);
}

/** Rejects rows without an id that share name and unit with another row: only ids tell such people apart. */
function rejectNamesakes(claims: readonly Claim[], reject: Reject): void {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    const key = `${claim.unitId} ${claim.name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [claim]);
    else group.push(claim);
  }
  for (const group of groups.values()) {
    for (const claim of group) {
      const other = group.find((one) => one !== claim);
      if (claim.id !== undefined || other === undefined) continue;
      reject(claim, 'name', `与第 ${other.rowNumber} 行同单位同名，请填写“人员编号”加以区分`);
    }
  }
}

/** A row without an id may be about somebody whom another row names by id, under another name. */
export function rejectSamePerson(placed: readonly Claim[], reject: Reject): void {
  const first = new Map<string, Claim>();
  for (const claim of placed) {
    const earlier = first.get(claim.cadreId);
    if (earlier === undefined) first.set(claim.cadreId, claim);
    else {
      const [unsure, other] = claim.id === undefined ? [claim, earlier] : [earlier, claim];
      const message = `与第 ${other.rowNumber} 行是信息库中的同一人（编号 ${claim.cadreId}），请核对后填写“人员编号”`;
      reject(unsure, 'name', message);
    }
  }
}

/** An account that belongs to somebody else. */
export function rejectForeignIdentities(placed: readonly Claim[], index: RosterIndex, reject: Reject): void {
  for (const claim of placed) {
    for (const platform of ['wecom', 'dingtalk'] as const) {
      const userId = claim.identities[platform];
      const owner = userId === undefined ? undefined : index.owner(platform, userId);
      if (owner !== undefined && owner.id !== claim.cadreId)
        reject(claim, platform, `该账号在信息库中属于${index.describe(owner)}`);
    }
  }
}
