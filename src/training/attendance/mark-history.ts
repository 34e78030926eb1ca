import type { MarkState, SignInRow } from './sign-in-row.ts';

/** Something that was entered into a mark. */
export interface MarkEntry {
  kind: 'corrected' | 'rolled' | 'leftEarly' | 'ownSignIn';
  /** The update that entered it. */
  byUpdate: string;
  by: string;
  enteredAt: Date;
  /** What counted before it. */
  before: MarkState;
}

/** What counts of a mark now. */
export function stateOf({ at, leftEarlyAt, byRoll, lateMinutes, takenOutAt }: SignInRow): MarkState {
  if (takenOutAt !== undefined) return {};
  const late = lateMinutes === undefined ? {} : { lateMinutes };
  return { at, ...(leftEarlyAt && { leftEarlyAt }), ...(byRoll && { byRoll }), ...late };
}

/** What counts of a mark because it was entered and not taken out since, oldest first. */
export function entriesOf(mark: SignInRow): MarkEntry[] {
  const entered: MarkEntry[] = [];
  for (const each of everything(mark)) {
    if (each.takesOut === undefined)
      entered.push({ ...each, before: each.before ?? assumedBefore(mark, each, entered) });
    else while (entered.at(-1)?.byUpdate === each.takesOut) entered.pop();
  }
  const own = firstSignIn(mark, entered);
  return own === undefined ? entered : [own, ...entered];
}

/** What counted before everything that this update entered, as long as nothing was entered after it. */
export function stateBefore(mark: SignInRow, byUpdate: string): MarkState | undefined {
  const entries = entriesOf(mark);
  if (entries.at(-1)?.byUpdate !== byUpdate) return undefined;
  const first = entries.findLastIndex((each) => each.byUpdate !== byUpdate) + 1;
  return entries[first]?.before;
}

/** Whether this update ever entered something into the mark. */
export function isEnteredBy(mark: SignInRow, byUpdate: string): boolean {
  return everything(mark).some((each) => each.takesOut === undefined && each.byUpdate === byUpdate);
}

/** Who made the entry of this update. */
export function authorOf(mark: SignInRow, byUpdate: string): string {
  return everything(mark).find((each) => each.takesOut === undefined && each.byUpdate === byUpdate)?.by ?? mark.cadreId;
}

/** What was last entered into any of these marks of one trainee, and still counts. */
export function lastEntryOf(marks: readonly SignInRow[]): MarkEntry | undefined {
  const last = marks.filter((mark) => mark.takenOutAt === undefined).flatMap((mark) => entriesOf(mark).slice(-1));
  return last.sort((a, b) => a.enteredAt.getTime() - b.enteredAt.getTime()).at(-1);
}

/** What kind of entry this update made. */
export function kindOfEntry(marks: readonly SignInRow[], byUpdate: string): MarkEntry['kind'] {
  const entries = marks.flatMap(everything).filter((each) => each.takesOut === undefined);
  return entries.findLast((each) => each.byUpdate === byUpdate)?.kind ?? 'ownSignIn';
}

/** The update whose entries were taken out by this one. */
export function takenOutBy(marks: readonly SignInRow[], byUpdate: string): string | undefined {
  const taken = marks.flatMap(({ corrections = [] }) => corrections);
  return taken.find((each) => each.byUpdate === byUpdate)?.takesOut;
}

type Noted = Omit<MarkEntry, 'before'> & { before?: MarkState; replacedAt?: Date; takesOut?: string };

function everything({ cadreId, corrections = [], rolls = [], earlyLeaves = [], ownSignIns = [] }: SignInRow): Noted[] {
  return [
    ...ownSignIns.map((each) => ({ ...each, by: cadreId, kind: 'ownSignIn' as const })),
    ...rolls.map((each) => ({ ...each, kind: 'rolled' as const })),
    ...corrections.map((each) => ({ ...each, kind: 'corrected' as const })),
    ...earlyLeaves.map((each) => ({ ...each, kind: 'leftEarly' as const })),
  ].sort((a, b) => a.enteredAt.getTime() - b.enteredAt.getTime());
}

/** For entries of earlier versions, which did not note what counted before them. */
function assumedBefore(mark: SignInRow, entry: Noted, earlier: readonly MarkEntry[]): MarkState {
  const last = earlier.at(-1);
  if (last === undefined && (entry.kind === 'rolled' || (entry.kind === 'corrected' && entry.replacedAt === undefined)))
    return {};
  const state: MarkState = { at: entry.replacedAt ?? mark.at };
  const roll = mark.rolls?.find(({ byUpdate }) => last?.kind === 'rolled' && byUpdate === last.byUpdate)?.result;
  const left = mark.earlyLeaves?.find((each) => last?.kind === 'leftEarly' && each.byUpdate === last.byUpdate)?.leftAt;
  return { ...state, ...(roll && { byRoll: roll }), ...(left && { leftEarlyAt: left }) };
}

/** The trainee's own sign-in that was there before everything else; it is no entry of its own. */
function firstSignIn(mark: SignInRow, entered: readonly MarkEntry[]): MarkEntry | undefined {
  if (mark.takenOutAt !== undefined || everything(mark).some(({ byUpdate }) => byUpdate === mark.byUpdate))
    return undefined;
  const enteredAt = entered.length === 0 ? mark.at : entered[0]?.before.at;
  if (enteredAt === undefined) return undefined;
  return { kind: 'ownSignIn', byUpdate: mark.byUpdate, by: mark.cadreId, enteredAt, before: {} };
}
