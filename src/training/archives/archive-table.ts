import { createHash } from 'node:crypto';
import { beijingDateOf, formatClock } from '../../calendar/beijing-time.ts';
import type { TitledTable } from '../../sheets/titled-table.ts';

/** One part of the archive of a class: a table. */
export type ArchiveTable = TitledTable;

/** A table with the name of its file in the archive. */
export interface ArchivePart {
  /** With its extension; files lie in the order of their names. */
  file: string;
  table: ArchiveTable;
}

/** `列名` or `[列名, width]`. */
export function columns(...given: readonly (string | readonly [header: string, width: number])[]) {
  return given.map((each) => {
    const [header, width] = typeof each === 'string' ? [each, 14] : each;
    return { header, width };
  });
}

/** `2026-03-16 08:30`: an archive is read years later. */
export function momentOf(at: Date): string {
  return `${beijingDateOf(at)} ${formatClock(at)}`;
}

export function sha256Of(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What a table says, as a digest: the same whatever packs it into a file. */
export function digestOf({ title, columns: all, rows }: ArchiveTable): string {
  return sha256Of(JSON.stringify([title, all.map(({ header }) => header), rows]));
}

/** What all parts say, as one digest: two archives with the same one hold the same records. */
export function digestOfAll(parts: readonly ArchivePart[]): string {
  return sha256Of(JSON.stringify(parts.map(({ file, table }) => [file, digestOf(table)])));
}
