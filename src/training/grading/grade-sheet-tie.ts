import { lineText, typedText } from '../../sheets/cells.ts';
import type { CellValue } from '../../sheets/sheet.ts';
import type { Reading, RowReader } from '../../sheets/table.ts';
import { gradeSheetWords as words } from './grade-sheet-words.ts';
import type { TieDecision } from './grading.ts';
import { gradingRefusals } from './refusals.ts';
import type { StandingTie } from './standing-tie.ts';

/** What stands in 并列先后 of somebody in a tie that is not decided. */
const UNDECIDED = '待定';

/** 并列先后 and 并列理由 of one trainee; the reason stands once, beside the first place. */
export function tieCells({ tied, decision }: StandingTie, cadreId: string): [place: number | string, reason: string] {
  const at = tied.findIndex((row) => row.cadreId === cadreId);
  if (at < 0) return ['', ''];
  return decision === undefined ? [UNDECIDED, ''] : [at + 1, at === 0 ? decision.reason : ''];
}

export type TieField = 'place' | 'tieReason';

/** What stands of the tie in one row. */
export interface TieRow {
  cadreId: string;
  name: string;
  place?: number;
  reason: string;
  reject: (field: TieField, message: string) => void;
}

export function readTieCells<F extends string>(reader: RowReader<F | TieField>, cadreId: string, name: string): TieRow {
  const place = reader.read('place', placeIn);
  const reason = reader.read('tieReason', lineText(200)) ?? '';
  const row = { cadreId, name, reason, reject: reader.reject.bind(reader) };
  return place === undefined ? row : { ...row, place };
}

/**
 * The order in a sheet of those in the tie; each cell that does not fit is refused.
 * @param tied - who is in the tie with the grades of the sheet
 * @returns `undefined` where nobody has a place in the sheet: what was decided stands, also what was decided since it was handed out
 */
export function tieIn(rows: readonly TieRow[], tied: StandingTie['tied']): TieDecision | undefined {
  const isTied = ({ cadreId }: TieRow) => tied.some((each) => each.cadreId === cadreId);
  const names = tied.map(({ name }) => name).join('、');
  for (const row of rows.filter((each) => !isTied(each))) {
    const message = tied.length === 0 ? refusal('grade.no-tie') : words.notTied(row.name, names);
    if (row.place !== undefined) row.reject('place', message);
    if (row.reason !== '') row.reject('tieReason', message);
  }
  const ofTie = rows.filter(isTied);
  const [first] = ofTie.filter(isFilled);
  if (first === undefined) return undefined;
  if (ofTie.length < tied.length) first.reject('place', refusal('grade.tie-incomplete', { names }));
  for (const row of ofTie) if (row.place === undefined) row.reject('place', words.placeMissing(names));
  const placed = [...ofTie].sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  for (const [index, row] of placed.entries())
    if (row.place !== undefined && row.place === placed[index - 1]?.place) row.reject('place', words.placeTwice);
  const reasons = ofTie.filter(({ reason }) => reason !== '');
  const [reason] = reasons;
  if (reason === undefined) placed[0]?.reject('tieReason', refusal('grade.tie-reason-missing'));
  for (const other of reasons) if (other.reason !== reason?.reason) other.reject('tieReason', words.otherReason);
  return { cadreIds: placed.map(({ cadreId }) => cadreId), reason: reason?.reason ?? '' };
}

function isFilled({ place, reason }: TieRow): boolean {
  return place !== undefined || reason !== '';
}

/** `undefined` for a place that is left open. */
function placeIn(cell: CellValue): Reading<number | undefined> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const text = typed.value.normalize('NFKC').trim();
  if (text === '' || text === UNDECIDED) return { value: undefined };
  return /^[1-9]\d{0,2}$/.test(text) ? { value: Number(text) } : { message: words.placeShape };
}

function refusal(code: string, facts: Readonly<Record<string, string>> = {}): string {
  return gradingRefusals[code]?.(facts) ?? code;
}
