import { writeLongZip } from './write-zip.ts';

/** Well below what both vendors take. */
const mostBytes = 8 * 1024 * 1024;

/** Zip files of these files, in their order: one, or as many as it takes for none to be too large. What is packed already grows no smaller. */
export async function zippedInParts(
  files: readonly (readonly [name: string, content: Buffer])[],
  most = mostBytes,
): Promise<Buffer[]> {
  const parts: (readonly [string, Buffer])[][] = [[]];
  let size = 0;
  for (const file of files) {
    const [, content] = file;
    if (size + content.length > most && size > 0) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(file);
    size += content.length;
  }
  const zips: Buffer[] = [];
  for (const part of parts) zips.push(await writeLongZip(part));
  return zips;
}
