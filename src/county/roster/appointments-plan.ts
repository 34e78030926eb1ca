import { comparable } from '../../chat/plain-text.ts';
import { lineText, orNone } from '../../sheets/cells.ts';
import { readKnownDate } from '../../sheets/known-dates.ts';
import { type Problem, RowReader, type Table } from '../../sheets/table.ts';
import { type CadreRecord, cadreRecord, type RankLevel, type UnitRecord } from '../cadre.ts';
import { recordWords } from '../record-words.ts';
import { type CadreField, cadreChange } from './field-changes.ts';
import { appointed, withPost } from './held-posts.ts';
import { readRankLevel } from './people-cells.ts';
import { faultOfDates } from './people-dates.ts';
import { personOf } from './posts-plan.ts';
import { RosterIndex } from './roster-index.ts';
import type { FieldChange, FieldValue, PlannedRows, RosterPresent } from './roster-plan.ts';
import type { AppointmentField } from './roster-tables.ts';

/** One line of the sheet: who came to which post when. */
interface Line {
  reader: RowReader<AppointmentField>;
  cadre: CadreRecord;
  unit: UnitRecord;
  post: string;
  on: string;
  rankLevel?: RankLevel;
}

/**
 * What importing a sheet of appointments (任免) would change: whoever comes to a later post than the present one has it with all that follows; an
 * earlier one goes into the posts over time. Several lines of one person are taken in the order of their dates.
 */
export function planAppointments(table: Table<AppointmentField>, present: RosterPresent): PlannedRows {
  const index = new RosterIndex(present.units, present.cadres);
  const problems: Problem[] = [];
  const lines = [...table.rows].flatMap(
    (row) => lineOf(new RowReader(table, row, problems), index, present.todayOn) ?? [],
  );
  const now = new Map<string, CadreRecord>();
  let same = 0;
  for (const line of lines.sort((a, b) => (a.on < b.on ? -1 : 1))) {
    const known = now.get(line.cadre.id) ?? line.cadre;
    const next = withAppointment(known, line, index);
    const fault = next === undefined ? undefined : faultOf(next, present.todayOn);
    if (next === undefined) line.reader.reject('appointedOn', '与信息库中现任职务的任职时间相同，请核对');
    else if (fault !== undefined) line.reader.reject('appointedOn', fault);
    else if (next === known) same += 1;
    if (next !== undefined && fault === undefined) now.set(line.cadre.id, next);
  }
  const rowsOk = lines.filter(({ reader }) => reader.ok).length;
  const change = [...now].flatMap(([id, next]) => changesOf(index.cadre(id) ?? next, next, index));
  return { change, same, rowsOk, problems, notes: officeNotes(change, present, now) };
}

function lineOf(reader: RowReader<AppointmentField>, index: RosterIndex, todayOn: string): Line | undefined {
  const cadre = personOf(reader, index);
  const unitName = reader.read('unit', lineText(100));
  const post = reader.read('newPost', lineText(100));
  const rankLevel = reader.read('rankLevel', orNone(readRankLevel)) ?? undefined;
  const on = reader.read('appointedOn', readKnownDate);
  if (on !== undefined && on > todayOn) reader.reject('appointedOn', '晚于今天');
  if (unitName === undefined || post === undefined || on === undefined) return undefined;
  const unit = index.unitNamed(unitName);
  const like = index.unitLike(unitName);
  if (unit === undefined)
    reader.reject('unit', `单位名册中没有这个单位${like === undefined ? '' : `，是否应为“${like.name}”`}`);
  if (!reader.ok || cadre === undefined || unit === undefined) return undefined;
  return { reader, cadre, unit, post, on, ...(rankLevel !== undefined && { rankLevel }) };
}

/** The record with the post in its place by time; the record itself where it is there, nothing where another post began at the same time. */
function withAppointment(known: CadreRecord, line: Line, index: RosterIndex): CadreRecord | undefined {
  const { unit, post, on, rankLevel } = line;
  const level = rankLevel === undefined ? {} : { rankLevel };
  const held = [{ unitId: known.unitId, post: known.post, fromOn: known.inPostSince }, ...(known.otherPosts ?? [])];
  const isThere = held.some(
    (each) => each.unitId === unit.id && comparable(each.post) === comparable(post) && isSameDate(each.fromOn, on),
  );
  if (isThere) return known;
  if (isSameDate(known.inPostSince, on)) return undefined;
  if (on > known.inPostSince)
    return { ...known, ...appointed(known, { unitId: unit.id, post, inPostSince: on, ...level }, index) };
  const [untilOn = known.inPostSince] = held
    .map(({ fromOn }) => fromOn)
    .filter((fromOn) => fromOn > on)
    .sort();
  const former = { unitId: unit.id, unitName: unit.name, post, ...level, fromOn: on, untilOn };
  return { ...known, otherPosts: withPost(known.otherPosts, former) };
}

/** Of two dates one may be known to the month alone. */
function isSameDate(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function faultOf(next: CadreRecord, todayOn: string): string | undefined {
  return cadreRecord.safeParse(next).success ? faultOfDates(next, todayOn)?.message : '与其他内容不符';
}

const FIELDS = [
  'unitId',
  'post',
  'rankLevel',
  'inPostSince',
  'promotedOn',
  'keyPost',
  'otherPosts',
] as const satisfies (CadreField & keyof CadreRecord)[];

function changesOf(before: CadreRecord, after: CadreRecord, index: RosterIndex): FieldChange[] {
  return FIELDS.flatMap((field) =>
    cadreChange(before, field, before[field] as FieldValue | undefined, after[field] as FieldValue | undefined, index),
  );
}

/** Whoever leaves a unit that they head, or of which they are liaison, stays so until somebody says who is. */
function officeNotes(
  change: readonly FieldChange[],
  { units }: RosterPresent,
  now: ReadonlyMap<string, CadreRecord>,
): string[] {
  return change
    .filter(({ field }) => field === 'unitId')
    .flatMap(({ id, to }) =>
      units.flatMap((unit) => {
        const office = unit.headId === id ? '主要负责人' : unit.liaisonId === id ? '联络员' : undefined;
        if (office === undefined || unit.id === to) return [];
        return [`${now.get(id)?.name ?? ''}${recordWords.stillHolds(unit.name, office)}`];
      }),
    );
}
