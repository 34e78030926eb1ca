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

/** The list with the page of each person, and of each class, that this person may look at. */
export async function linkedRows(ctx: Context, list: ListSheet): Promise<PageList> {
  const cellLinks = await classLinks(ctx, list);
  const { people } = list;
  if (people === undefined) return { ...list, cellLinks };
  const seen = await seenPeople(ctx, people);
  const links = people.map((id) => (id === undefined || seen?.has(id) === false ? undefined : personPath(id)));
  return { ...list, cellLinks, links };
}

/** Those of these people whose page the person may open; `undefined` where they may open everybody's. */
async function seenPeople(ctx: Context, people: readonly (string | undefined)[]): Promise<Set<string> | undefined> {
  if (await ctx.may('register.read', {})) return undefined;
  const rows = await ctx.store.cadres.many([...new Set(people.flatMap((id) => id ?? []))]);
  const mine = await ctx.allowedOf('hours.read', rows, ({ _id, unitId }) => ({ cadreId: _id, unitId }));
  return new Set(mine.map(({ _id }) => _id));
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
