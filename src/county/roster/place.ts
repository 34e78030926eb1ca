import { lineText } from '../../sheets/cells.ts';
import type { RowReader } from '../../sheets/table.ts';
import type { UnitRecord } from '../cadre.ts';
import type { RosterIndex } from './roster-index.ts';
import type { PeopleField } from './roster-tables.ts';

/** Somebody's unit and post. */
export interface Place {
  unit: UnitRecord;
  post: string;
}

/** Unit and post, from two columns or from one that contains both (`县财政局副局长`); absent if one of them is wrong. */
export function readPlace(reader: RowReader<PeopleField>, index: RosterIndex): Place | undefined {
  const unitName = reader.read('unit', lineText(100));
  const post = reader.read('post', lineText(100));
  const both = reader.read('unitAndPost', lineText(200));
  if (unitName !== undefined) {
    const unit = index.unitNamed(unitName);
    if (unit === undefined) rejectUnit(reader, index, unitName);
    else if (post !== undefined) return { unit, post };
    else if (both !== undefined) return { unit, post: index.unitHeading(both)?.rest || both };
    return undefined;
  }
  if (both === undefined) {
    if (reader.has('unitAndPost') && reader.isEmpty('unitAndPost'))
      reader.reject('unitAndPost', '“工作单位及职务”不能为空');
    return undefined;
  }
  const found = index.unitHeading(both);
  if (found !== undefined && (post ?? found.rest) !== '') return { unit: found.unit, post: post ?? found.rest };
  const message =
    found === undefined ? '看不出是单位名册中的哪个单位，请分“单位”“职务”两列填写' : '只写了单位，没有写职务';
  reader.reject('unitAndPost', message);
  return undefined;
}

function rejectUnit(reader: RowReader<PeopleField>, index: RosterIndex, name: string): void {
  const like = index.unitLike(name);
  reader.reject('unit', `单位名册中没有这个单位${like === undefined ? '' : `，是否应为“${like.name}”`}`);
}
