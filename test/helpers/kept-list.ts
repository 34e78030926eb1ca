import { parseSheets } from '../../src/sheets/parse-sheets.ts';
import { SHEET_LIMITS } from '../../src/sheets/sheet.ts';
import type { BareBot } from './bare-bot.ts';
import { fileLink, signedIn } from './staff-browser.ts';
import type { World } from './world.ts';

/** The list that waits for this person under the link they were told last, a line a row. */
export async function keptList(bot: BareBot, userId: string): Promise<string> {
  return linesOf(await bot.fileByLink(userId));
}

/** The same, taken from the staff page. */
export async function keptListOf(world: World, userId: string): Promise<string> {
  return linesOf(await keptFileOf(world, userId));
}

/** The file behind the link that this person was told last, taken from the staff page. */
export async function keptFileOf(world: World, userId: string): Promise<Buffer> {
  const link = fileLink(world, userId);
  const browser = await signedIn(world, userId);
  await browser.open(link);
  await browser.send(link);
  return browser.body;
}

async function linesOf(bytes: Buffer): Promise<string> {
  const sheets = await parseSheets(bytes, '名单.xlsx', SHEET_LIMITS);
  const rows = sheets.flatMap((sheet) => [...sheet.rows]);
  return rows.map(({ cells }) => [...cells.values()].map(({ text }) => text).join('　')).join('\n');
}
