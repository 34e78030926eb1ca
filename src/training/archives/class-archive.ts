import { RuleError } from '../../errors.ts';
import type { ClassRow } from '../class/classes.ts';
import { archiveFile } from './archive-file.ts';
import { archiveParts } from './archive-parts.ts';
import { type ArchivePart, digestOf, digestOfAll, sha256Of } from './archive-table.ts';
import type { ArchiveRow, ArchiveStore } from './archives.ts';
import { type ArchiveRules, type ArchiveStores, recordsOf } from './class-records.ts';
import { archiveNumber } from './manifest.ts';

/** How often records that change while they are read are read again. */
const mostReadings = 4;

/** What an archive of the class would hold now. */
export interface PresentArchive {
  trainingClass: ClassRow;
  rulePack: string;
  records: string;
  parts: readonly ArchivePart[];
}

/**
 * The records of a class at one moment: read until two readings agree, because they lie in many collections and somebody may be writing.
 * @throws RuleError `archive.changing` where they never do
 */
export async function presentArchive(
  store: ArchiveStores,
  { _id: classId }: Pick<ClassRow, '_id'>,
  rulesOf: (row: ClassRow) => ArchiveRules,
  now: Date,
): Promise<PresentArchive> {
  let before: string | undefined;
  for (let reading = 0; reading < mostReadings; reading += 1) {
    const trainingClass = await store.classes.byId(classId);
    if (trainingClass === null) throw new RuleError('class.unknown', { classId });
    const rules = rulesOf(trainingClass);
    const parts = archiveParts(await recordsOf(store, trainingClass, rules, now));
    const records = digestOfAll(parts);
    if (records === before) return { trainingClass, rulePack: rules.id, records, parts };
    before = records;
  }
  throw new RuleError('archive.changing', {});
}

/** Archives what there is now, or finds the archive of exactly that. @returns it with its file, whose checksum is kept before it goes out */
export async function archiveClass(
  { archives }: { archives: ArchiveStore },
  { trainingClass, rulePack, records, parts }: PresentArchive,
  by: Pick<ArchiveRow, 'at' | 'by' | 'byName' | 'byUpdate' | 'unfinished'>,
): Promise<{ archive: ArchiveRow; file: Buffer; sum: string }> {
  const classId = trainingClass._id;
  const archive = await archives.add({
    ...{ classId, records, number: archiveNumber(classId, records), rulePack, ...by },
    parts: parts.map(({ file, table }) => ({ file, records: table.rows.length, digest: digestOf(table) })),
  });
  const file = await archiveFile(archive, trainingClass, parts);
  const sum = sha256Of(file);
  await archives.keepSum(archive._id, sum);
  return { archive, file, sum };
}

/** The files of an archive whose records have changed since, and those that it does not have. */
export function changedSince({ parts: archived }: Pick<ArchiveRow, 'parts'>, present: PresentArchive): string[] {
  const digests = new Map(archived.map(({ file, digest }) => [file, digest]));
  return present.parts.filter(({ file, table }) => digests.get(file) !== digestOf(table)).map(({ file }) => file);
}
