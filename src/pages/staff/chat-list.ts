import type { Context } from '../../bot/context.ts';
import type { Router } from '../../bot/router.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import type { Press } from '../../chat/message.ts';
import { staffListLabels } from '../words.ts';
import { classPath, personPath } from './own-lists.ts';
import type { PageList } from './shown-list.ts';

/** The number of a class, and nothing else; a month may look the same, so that the header has to say so too. */
const classNumber = /^20\d\d-\d{2,}$/;
const headersOfClasses: readonly string[] = [staffListLabels.classNumber, staffListLabels.className];

/** The list that chat sends as a sheet when this is pressed, by the same conversation, with the same rights. */
export async function listOf({ ctx, router }: { ctx: Context; router: Router }, press: Press): Promise<PageList> {
  const build = router.listOf(press);
  if (build === undefined) throw new Error(`no list for ${press.action}`);
  return linkedRows(ctx, await build(ctx));
}

/** The list with the page of each person whose register, and of each class, that this person may look at. */
async function linkedRows(ctx: Context, list: ListSheet): Promise<PageList> {
  const cellLinks = await classLinks(ctx, list);
  const { people } = list;
  if (people === undefined || !(await ctx.may('register.read', {}))) return { ...list, cellLinks };
  const links = people.map((cadreId) => (cadreId === undefined ? undefined : personPath(cadreId)));
  return { ...list, cellLinks, links };
}

/** In the columns where numbers of classes stand. */
async function classLinks(ctx: Context, { columns, rows }: ListSheet): Promise<Map<string, (string | undefined)[]>> {
  const numbers = columns.flatMap(({ header }, index) => {
    const cells = rows.map((cells) => String(cells[index] ?? ''));
    return headersOfClasses.includes(header) && cells.some((cell) => classNumber.test(cell)) ? [{ header, cells }] : [];
  });
  const ids = new Set(numbers.flatMap(({ cells }) => cells.filter((cell) => classNumber.test(cell))));
  const mine = await ctx.allowedIn('class.read', [...ids], (classId) => ({ classId }));
  return new Map(
    numbers.map(({ header, cells }) => [
      header,
      cells.map((cell) => (mine.includes(cell) ? classPath(cell) : undefined)),
    ]),
  );
}
