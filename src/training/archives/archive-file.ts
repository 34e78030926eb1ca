import { writeWorkbook } from '../../sheets/write-workbook.ts';
import { writeZip } from '../../sheets/write-zip.ts';
import { type ArchivePart, type ArchiveTable, sha256Of } from './archive-table.ts';
import type { ArchiveRow } from './archives.ts';
import { MANIFEST, writeManifest } from './manifest.ts';

/**
 * The archive of a class as a zip file: the manifest, and a sheet for each part. The same parts under the same entry of the archive always give
 * the same bytes.
 */
export function archiveFile(
  row: Omit<ArchiveRow, 'sums'>,
  trainingClass: { name: string; opensOn: string; closesOn: string },
  parts: readonly ArchivePart[],
): Buffer {
  const files = parts.map(({ file, table }) => ({ file, records: table.rows.length, content: sheetOf(table) }));
  const { name, opensOn, closesOn } = trainingClass;
  const manifest = writeManifest({
    number: row.number,
    class: { id: row.classId, name, opensOn, closesOn },
    records: row.records,
    rulePack: row.rulePack,
    archivedAt: row.at.toISOString(),
    archivedBy: row.byName,
    unfinished: [...row.unfinished],
    files: files.map(({ file, records, content }) => ({
      ...{ file, records, bytes: content.length, sha256: sha256Of(content) },
    })),
  });
  return writeZip([[MANIFEST, manifest], ...files.map(({ file, content }) => [file, content] as const)]);
}

function sheetOf({ title, columns, rows }: ArchiveTable): Buffer {
  return writeWorkbook({
    name: '档案',
    rows: [[title], columns.map(({ header }) => header), ...rows],
    headerRow: 2,
    widths: columns.map(({ width }) => width),
  });
}
