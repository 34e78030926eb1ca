import { makeWorkbook } from '../../sheets/make-workbook.ts';
import { titledTable } from '../../sheets/titled-table.ts';
import { writeLongZip } from '../../sheets/write-zip.ts';
import { type ArchivePart, sha256Of } from './archive-table.ts';
import type { ArchiveRow } from './archives.ts';
import { MANIFEST, writeManifest } from './manifest.ts';

/**
 * The archive of a class as a zip file: the manifest, and a sheet for each part. The same parts under the same entry of the archive always give
 * the same bytes.
 */
export async function archiveFile(
  row: Omit<ArchiveRow, 'sums'>,
  trainingClass: { name: string; opensOn: string; closesOn: string },
  parts: readonly ArchivePart[],
): Promise<Buffer> {
  const files: { file: string; records: number; content: Buffer }[] = [];
  for (const { file, table } of parts)
    files.push({ file, records: table.rows.length, content: await makeWorkbook(titledTable('档案', table)) });
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
  return writeLongZip([
    [MANIFEST, Buffer.from(manifest)],
    ...files.map(({ file, content }) => [file, content] as const),
  ]);
}
