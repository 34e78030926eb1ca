import type { Context } from '../../bot/context.ts';
import { beijingDateOf, formatDate } from '../../calendar/beijing-time.ts';
import type { ArchiveRow } from '../../training/archives/archives.ts';
import { type ClassRow, isHeldHere } from '../../training/class/classes.ts';
import { staffListLabels as words } from '../words.ts';
import { classPath, columnsOf, named } from './own-lists.ts';
import type { PageList } from './shown-list.ts';

/** The classes that ended in a year, each with the archives of which a file went out, the latest first. */
export async function archivesOfYear(ctx: Context, year: string): Promise<PageList> {
  const todayOn = beijingDateOf(ctx.now);
  const ended = (await ctx.store.classes.endingFrom(`${year}-01-01`)).filter(
    (row) => row.closesOn.startsWith(year) && row.closesOn < todayOn && row.state !== 'withdrawn' && isHeldHere(row),
  );
  const mine = (await ctx.allowedIn('class.archive', ended, ({ _id }) => ({ classId: _id }))).reverse();
  const archives = await Promise.all(mine.map(({ _id }) => ctx.store.archives.ofClass(_id)));
  const lines = mine.flatMap((row, index) => linesOf(archives[index] ?? []).map((line) => ({ row, line })));
  return {
    ...named(ctx, words.archive),
    columns: columnsOf(words.classNumber, words.className, words.closes, ...archiveHeaders),
    rows: lines.map(({ row, line }) => [row._id, row.name, formatDate(row.closesOn), ...cellsOf(row, line)]),
    links: lines.map(({ row }) => `${classPath(row._id)}?view=archive`),
  };
}

/** The archives of one class. */
export async function archivesOf(ctx: Context, row: ClassRow): Promise<PageList> {
  await ctx.requireIn('class.archive', { classId: row._id });
  const archives = await ctx.store.archives.ofClass(row._id);
  return {
    ...named(ctx, `${row.name}${words.archive}`),
    columns: columnsOf(...archiveHeaders),
    rows: linesOf(archives).map((line) => cellsOf(row, line)),
  };
}

const archiveHeaders = [
  words.archive,
  words.archiveNumber,
  words.archivedAt,
  words.archivedBy,
  words.unfinished,
  words.sum,
];

/** One archive of a class; without one, that there is none. */
type Line = { archive: ArchiveRow; isLast: boolean } | undefined;

function linesOf(archives: readonly ArchiveRow[]): readonly Line[] {
  return archives.length === 0 ? [undefined] : archives.map((archive, index) => ({ archive, isLast: index === 0 }));
}

function cellsOf({ state }: ClassRow, line: Line): string[] {
  if (line === undefined)
    return [state === 'published' ? words.archiveStates.ready : words.archiveStates.early, '', '', '', '', ''];
  const { number, at, byName, unfinished, sums } = line.archive;
  return [
    ...[
      line.isLast ? words.archiveStates.last : words.archiveStates.earlier,
      number,
      formatDate(beijingDateOf(at)),
      byName,
    ],
    ...[unfinished.join('；'), sums.join('　')],
  ];
}
