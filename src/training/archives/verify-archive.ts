import { RuleError } from '../../errors.ts';
import { writeZip } from '../../sheets/write-zip.ts';
import { ZipFile } from '../../sheets/zip-file.ts';
import { sha256Of } from './archive-table.ts';
import { MANIFEST, type Manifest, readManifest } from './manifest.ts';

const mostInflatedBytes = 512 * 1024 * 1024;

/** One thing that is not as it was archived. `structure`: bytes of the zip itself, between or around its files. */
export type ArchiveFault =
  | { what: 'differs' | 'missing' | 'extra' | 'unreadable'; file: string }
  | { what: 'structure' | 'manifest' };

/** What is found in an archive. */
export interface VerifiedArchive {
  manifest: Manifest;
  /** None: every file is there, byte by byte, and nothing else. */
  faults: readonly ArchiveFault[];
  sha256: string;
}

/**
 * Checks an archive by its manifest, without anything else at hand. That nobody made a whole other archive with checksums of its own, only the
 * checksum that was told when it was archived can show.
 * @returns `undefined` for a file that is not an archive, or no longer one that can be opened
 */
export async function verifyArchive(bytes: Buffer): Promise<VerifiedArchive | undefined> {
  const zip = opened(bytes);
  const text = zip && (await partOf(zip, MANIFEST))?.toString('utf8');
  const read = text === undefined ? undefined : readManifest(text);
  if (zip === undefined || read === undefined) return undefined;
  const { manifest, isIntact } = read;
  const named = [MANIFEST, ...manifest.files.map(({ file }) => file)];
  const faults: ArchiveFault[] = isIntact ? [] : [{ what: 'manifest' }];
  for (const { file, sha256 } of manifest.files) {
    if (!zip.names.includes(file)) {
      faults.push({ what: 'missing', file });
      continue;
    }
    const content = await partOf(zip, file);
    if (content === undefined) faults.push({ what: 'unreadable', file });
    else if (sha256Of(content) !== sha256) faults.push({ what: 'differs', file });
  }
  faults.push(...zip.names.filter((name) => !named.includes(name)).map((file) => ({ what: 'extra' as const, file })));
  // A changed file also changes the zip around it: the zip is named only where no file explains it.
  if (faults.length === 0 && !isAsWritten(bytes, zip, named)) faults.push({ what: 'structure' });
  return { manifest, faults, sha256: sha256Of(bytes) };
}

function opened(bytes: Buffer): ZipFile | undefined {
  return orNothing(() => new ZipFile(bytes, mostInflatedBytes));
}

async function partOf(zip: ZipFile, name: string): Promise<Buffer | undefined> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of zip.read(name)) pieces.push(piece);
    return Buffer.concat(pieces);
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}

/** Whether the zip holds these parts, in their order, and not one byte more or other. */
function isAsWritten(bytes: Buffer, zip: ZipFile, names: readonly string[]): boolean {
  return orNothing(() => writeZip(names.map((name) => zip.packed(name))).equals(bytes)) ?? false;
}

function orNothing<Found>(find: () => Found): Found | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}
