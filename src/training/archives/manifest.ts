import { z } from 'zod';
import { sha256Of } from './archive-table.ts';

export const MANIFEST = 'manifest.json';
const FORMAT = 'xuece-archive/1';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const manifestShape = z.strictObject({
  format: z.literal(FORMAT),
  /** Of the class and what its records say: `2026-01-3FA9C21B`. */
  number: z.string(),
  class: z.strictObject({ id: z.string(), name: z.string(), opensOn: z.string(), closesOn: z.string() }),
  /** The digest of what the records say: the version of the class. */
  records: sha256,
  rulePack: z.string(),
  archivedAt: z.string(),
  archivedBy: z.string(),
  /** What was still missing when it was archived, as sentences. */
  unfinished: z.array(z.string()),
  files: z.array(z.strictObject({ file: z.string(), records: z.number().int(), bytes: z.number().int(), sha256 })),
  /** Of everything above, and through the files' own of the whole. */
  checksum: sha256,
});

/** What an archive holds, when it was made and by whom, with checksums. */
export type Manifest = z.infer<typeof manifestShape>;

/** `2026-01-3FA9C21B`: eight digits of the digest of what the records say. */
export function archiveNumber(classId: string, records: string): string {
  return `${classId}-${records.slice(0, 8).toUpperCase()}`;
}

/** A manifest with its checksum, as it is written. */
export function writeManifest(facts: Omit<Manifest, 'format' | 'checksum'>): string {
  const whole = { format: FORMAT, ...facts } as const;
  return `${JSON.stringify({ ...whole, checksum: checksumOf(whole) }, undefined, 2)}\n`;
}

/** What a manifest says, and whether it is as it was written; `undefined` for anything else. */
export function readManifest(text: string): { manifest: Manifest; isIntact: boolean } | undefined {
  const read = manifestShape.safeParse(parsed(text));
  if (!read.success) return undefined;
  const { checksum, ...whole } = read.data;
  return { manifest: read.data, isIntact: checksum === checksumOf(whole) };
}

function checksumOf(whole: Omit<Manifest, 'checksum'>): string {
  return sha256Of(JSON.stringify(whole));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
