import type { SentFile } from '../chat/update.ts';
import type { Action } from '../county/policy.ts';
import { RuleError } from '../errors.ts';
import { parseDelimited } from '../sheets/delimited.ts';
import { readSheets } from '../sheets/read-sheets.ts';
import { SHEET_LIMITS, type Sheet } from '../sheets/sheet.ts';
import type { Context } from './context.ts';

/** A picture or a file that somebody sent, with its bytes. */
export interface ReceivedFile {
  what: SentFile['what'];
  name: string;
  bytes: Buffer;
  /** What it holds where it is a spreadsheet, hidden sheets left out; otherwise empty. */
  sheets: readonly Sheet[];
}

/** A kind of file that people may send, e.g. a filled-in score sheet. Whether a file is of this kind, the file itself says. */
export interface FileKind {
  /** Whoever has this right for at least something may send it. */
  action: Action;
  /** What can be sent now, for whoever sent something else, e.g. `记分表：回复“/记分表 <班号>”领取`; absent when the person has no use for it now. */
  offered: (ctx: Context) => Promise<string | undefined>;
  /**
   * Shows what was understood, with buttons; nothing is carried out before one is pressed.
   * @returns `false` when it is a file of another kind
   * @throws RuleError for one of this kind that cannot be taken
   */
  take: (ctx: Context, file: ReceivedFile) => Promise<boolean>;
  /** Of a file that no kind took: what can still be done with it, said in one sentence. */
  later?: (ctx: Context, file: ReceivedFile) => Promise<string>;
}

/** @throws RuleError `import.…` for a spreadsheet that cannot be read */
export async function received({ what, name }: Pick<SentFile, 'what' | 'name'>, bytes: Buffer): Promise<ReceivedFile> {
  if (bytes.length === 0) throw new RuleError('import.empty-file');
  const isSheet = what === 'file' && /\.(xlsx|xls|csv)$/i.test(name);
  const sheets = isSheet ? await readSheets(bytes, name) : [];
  return { what, name, bytes, sheets: sheets.filter(({ hidden }) => hidden !== true) };
}

/** Rows of a sheet pasted behind a command, where a client cannot send files. @throws RuleError `import.…` */
export function pastedSheet(rows: string, name: string): Sheet {
  return parseDelimited(rows, name, SHEET_LIMITS);
}
