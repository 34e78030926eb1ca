import { type Message, plainWords } from '../../src/chat/message.ts';
import { parseSheets } from '../../src/sheets/parse-sheets.ts';
import { SHEET_LIMITS, type SheetRow } from '../../src/sheets/sheet.ts';
import type { BareBot } from './bare-bot.ts';

/** Lines, cards and files that tell what others were given. */
export type Told = readonly string[];

const results = /优秀|良好|合格|第 ?\d+ ?名|总分|得分|\d分(?!钟)/;
const pool = /储备库/;
const resultColumns = /^(?:名次|等次|总分|得分|成绩|优秀学员|评阅结果|评价|现行方案总分)$/;
/** Days of the week look like a name of the county. */
const weekday = /(?<=日 )周[一二三四五六日]/g;

/** What of a message tells results of these people. @param isAbout - it answers a question that named one of them */
export async function whatIsTold(
  bot: BareBot,
  message: Message,
  others: readonly string[],
  isAbout = false,
): Promise<Told> {
  const names = (words: string) => others.some((name) => words.replace(weekday, '').includes(name));
  if (message.kind === 'file' || message.kind === 'picture')
    return isAbout || names(message.name) || (await holdsResults(bot, message)) ? [message.name] : [];
  const words = plainWords(message);
  if (isAbout || (message.kind === 'card' && names(message.title))) return results.test(words) ? [words] : [];
  return words
    .split('\n')
    .filter((line) => names(line) && (pool.test(line) || results.test(line.replace(/优秀学员分享/g, ''))));
}

/** Whether a sheet has a column of names and one of results that is filled, or a file is about a whole class. */
async function holdsResults(bot: BareBot, { name, sha256 }: { name: string; sha256: string }): Promise<boolean> {
  if (!name.endsWith('.xlsx')) return /班学册|班档案/.test(name);
  const bytes = await bot.store.files.load(sha256);
  const sheets = bytes === null ? [] : await parseSheets(bytes, name, SHEET_LIMITS);
  return sheets.some(({ rows: [...rows] }) => {
    const head = rows.find(({ cells }) => textsOf(cells).includes('姓名'));
    const columns = [...(head?.cells ?? [])].filter(([, { text }]) => resultColumns.test(text)).map(([at]) => at);
    const below = head === undefined ? [] : rows.slice(rows.indexOf(head) + 1);
    return below.some(({ cells }) => columns.some((at) => (cells.get(at)?.text ?? '') !== ''));
  });
}

function textsOf(cells: SheetRow['cells']): string[] {
  return [...cells.values()].map(({ text }) => text);
}
