import { basisOf } from '../../chat/basis.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import { typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import { lineText } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { firstRowOf, type Sheet } from '../../sheets/sheet.ts';
import { type Problem, RowReader, type TableKind } from '../../sheets/table.ts';
import { type ClassRoom, MAIN_ROOM, presentRoom, roomNamed, roomsOf } from '../rooms/class-rooms.ts';
import type { Seated } from '../rooms/words.ts';
import { classSheetName, classSheetTitle, sheetTrainee } from './class-sheet.ts';
import type { ClassRow } from './classes.ts';
import { type EnrollmentRow, placeOf, type TraineePlace } from './enrollments.ts';

/** What the sheet is called in its title and in the name of its file. */
export const SEAT_SHEET = '座位表';

export const mostSeatLetters = 10;
/** What is filled in where somebody is to have no seat of their own any more. */
const NO_SEAT = '无';

/** Where a trainee is to sit, as the sheet says. */
export interface SeatEntry extends Pick<TraineePlace, 'room' | 'seat'> {
  cadreId: string;
  name: string;
}

const TABLE: TableKind<'cadreId' | 'name' | 'room' | 'seat'> = {
  marks: ['name'],
  columns: [
    { field: 'cadreId', label: '编号', synonyms: ['工号'] },
    { field: 'name', label: '姓名', required: true },
    { field: 'room', label: '课堂', synonyms: ['教室'] },
    { field: 'seat', label: '座号', synonyms: ['座位', '座位号'] },
  ],
};

/** Who sits where; it may be filled in and sent back. */
export function seatSheet(trainingClass: ClassRow, people: readonly (Seated & { cadreId: string })[]): ListSheet {
  const headers = ['编号', '姓名', '单位', '课堂', '座号'];
  const widths = [14, 10, 24, 20, 10];
  return {
    fileName: classSheetName(SEAT_SHEET, trainingClass),
    title: `${classSheetTitle(SEAT_SHEET, trainingClass)}　取消座号的填“${NO_SEAT}”，不填的不作更改`,
    columns: headers.map((header, index) => ({ header, width: widths[index] ?? 10 })),
    rows: people.map(({ cadreId, name, unit, room, seat }) => [cadreId, name, unit, room, seat]),
  };
}

/**
 * What a filled-in sheet changes, all or nothing; empty cells change nothing.
 * @throws RuleError `import.no-table` for a sheet without 姓名
 */
export function readSeatSheet(
  sheet: Sheet,
  trainingClass: ClassRow,
  trainees: readonly EnrollmentRow[],
): { entries: SeatEntry[]; problems: Problem[] } {
  const table = findTable(sheet, TABLE);
  if (table === undefined) throw new RuleError('import.no-table', { found: firstRowOf(sheet), known: '姓名' });
  const problems: Problem[] = [...table.problems];
  const entries: SeatEntry[] = [];
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const cadreId = sheetTrainee(reader, trainees);
    const roomTyped = reader.read('room', lineText(20));
    const seat = reader.read('seat', lineText(mostSeatLetters));
    const room = roomTyped === undefined ? undefined : roomNamed(trainingClass, typedWord(roomTyped));
    if (roomTyped !== undefined && room === undefined) reader.reject('room', `应填${roomNames(trainingClass)}`);
    const trainee = trainees.find((each) => each.cadreId === cadreId);
    if (trainee === undefined) continue;
    if (entries.some((each) => each.cadreId === cadreId)) reader.reject('name', '这名学员在表中出现两次');
    const entry = entryOf(trainingClass, trainee, room, seat && typedWord(seat));
    if (entry !== undefined) entries.push(entry);
  }
  return { entries: problems.length > 0 ? [] : entries, problems };
}

/** Stands for where these people sit: seats given meanwhile are not overwritten unseen. */
export function seatsBasis(entries: readonly SeatEntry[], trainees: readonly EnrollmentRow[]): string {
  const seats = entries.map(({ cadreId }) => {
    const trainee = trainees.find((each) => each.cadreId === cadreId);
    const place = trainee && placeOf(trainee);
    return [cadreId, place?.room ?? null, place?.seat ?? null];
  });
  return basisOf(JSON.stringify(seats));
}

/** People who are to have one seat after the entries: a table may have several, so that it is said and not refused. */
export function sharedSeats(
  trainingClass: ClassRow,
  trainees: readonly EnrollmentRow[],
  entries: readonly SeatEntry[],
): { room: string; seat: string; names: string[] }[] {
  const shared = new Map<string, { room: string; seat: string; names: string[] }>();
  for (const trainee of trainees) {
    const { room, seat } = entries.find(({ cadreId }) => cadreId === trainee.cadreId) ?? placeOf(trainee) ?? {};
    if (seat === undefined) continue;
    const { name } = presentRoom(trainingClass, room);
    const place = shared.get(`${name} ${seat}`) ?? { room: name, seat, names: [] };
    shared.set(`${name} ${seat}`, { ...place, names: [...place.names, trainee.name] });
  }
  return [...shared.values()].filter(({ names }) => names.length > 1);
}

/** `主课堂、青山镇分课堂` */
function roomNames(trainingClass: ClassRow): string {
  return roomsOf(trainingClass)
    .map(({ name }) => name)
    .join('、');
}

/** A place of the trainee that the cells change; nothing where they say what holds. */
function entryOf(
  trainingClass: ClassRow,
  trainee: EnrollmentRow,
  room: ClassRoom | undefined,
  seat: string | undefined,
): SeatEntry | undefined {
  if (room === undefined && seat === undefined) return undefined;
  const present = placeOf(trainee);
  const before = presentRoom(trainingClass, present?.room);
  const wanted = { room: room ?? before, seat: seat ?? present?.seat };
  const kept = wanted.seat === NO_SEAT ? undefined : wanted.seat;
  if (wanted.room.room === before.room && kept === present?.seat) return undefined;
  return {
    ...{ cadreId: trainee.cadreId, name: trainee.name },
    ...(wanted.room.room === MAIN_ROOM ? {} : { room: wanted.room.room }),
    ...(kept === undefined ? {} : { seat: kept }),
  };
}
