import { cardOf } from './card.ts';
import type { Kept } from './kept-from-chat.ts';
import type { Button, Card, Press } from './message.ts';

/** A list of more people or units than this does not fit on the screen of a phone. */
export const LINES_ON_A_PHONE = 10;

/** Whether a list is told by its figures, and sent as a sheet to whoever asks for it. */
export function isLong(rows: readonly unknown[]): boolean {
  return rows.length > LINES_ON_A_PHONE;
}

/** A list as a sheet: a title, the names of the columns, a row each. */
export interface ListSheet {
  /** With its extension. */
  fileName: string;
  title: string;
  columns: readonly { header: string; width: number }[];
  rows: readonly (readonly (string | number)[])[];
  /** Whom each row is about, where it is about one person: a page leads from there to theirs. */
  people?: readonly (string | undefined)[];
  /** What each row counts, by the id of a unit or the key of a figure: a page opens the list behind it. */
  opens?: readonly (string | undefined)[];
  /** In which rows something is missing, as a word in them says: a page marks them. */
  gaps?: readonly boolean[];
  /** Its rows are figures of different kinds: how many rows there are of a kind says nothing. */
  isFigures?: true;
  /** What it holds that is kept from chat: whoever asks for it sees it on the staff page. */
  kept?: Kept;
  /** What a page says above it. */
  about?: readonly string[];
  /** Tables that belong to it, each on a sheet of its own behind it. */
  behind?: readonly SheetBehind[];
}

/** A list that is kept from chat. */
export type KeptList = ListSheet & { kept: Kept };

/** A table on a sheet of its own; its columns may differ from row group to row group, so that it names them in its rows. */
export interface SheetBehind {
  /** The name of the sheet. */
  name: string;
  title: string;
  widths: readonly number[];
  rows: readonly (readonly (string | number)[])[];
}

/** What is said of a long list: the figures that matter, and a button that sends the whole list as a sheet. @param more - buttons behind it */
export function listCard(part: Pick<Card, 'id' | 'title' | 'lines'>, sheet: Press, more: readonly Button[] = []): Card {
  return cardOf({ ...part, buttons: [{ label: '发送表格', press: sheet }, ...more] });
}
