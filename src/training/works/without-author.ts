import { RuleError } from '../../errors.ts';
import { writeZip } from '../../sheets/write-zip.ts';
import { ZipFile } from '../../sheets/zip-file.ts';
import { mostInflatedBytes, type WorkType } from './work-file.ts';

/** What a document says of itself: author, company, who saved it last. An empty one in their place. */
const emptied: Readonly<Record<string, string>> = {
  'docprops/core.xml':
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
  'docprops/app.xml': '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
  'docprops/custom.xml':
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
};
/** Parts in which changes and comments name who made them. */
const naming = /^word\/(document|comments\w*|footnotes|endnotes|header\d*|footer\d*|people)\.xml$/i;
const author = /\b(w\d*:(?:author|initials|userId))="[^"]*"/g;

/**
 * The same file without what it says of its author beside the text: the markers read it by number. Only Word documents are rewritten; the
 * parts that say nothing are taken over as they are. A document that cannot be read whole stays as it is.
 */
export async function withoutAuthor(type: WorkType, bytes: Buffer): Promise<Buffer> {
  if (type !== 'docx') return bytes;
  try {
    const zip = new ZipFile(bytes, mostInflatedBytes);
    const parts = [];
    for (const name of zip.names) {
      const empty = emptied[name.toLowerCase()];
      if (empty !== undefined) parts.push([name, `<?xml version="1.0" encoding="UTF-8"?>${empty}`] as const);
      else parts.push(naming.test(name) ? ([name, await unnamed(zip, name)] as const) : zip.packed(name));
    }
    return writeZip(parts);
  } catch (error) {
    if (error instanceof RuleError) return bytes;
    throw error;
  }
}

async function unnamed(zip: ZipFile, name: string): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of zip.read(name)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8').replace(author, '$1=""');
}
