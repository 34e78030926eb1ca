import { RuleError } from '../errors.ts';
import { readSharedStrings } from './shared-strings.ts';
import type { Sheet, SheetLimits } from './sheet.ts';
import { readSheetPart } from './sheet-part.ts';
import { readStyles } from './styles.ts';
import { isTrue, readXml } from './xml.ts';
import { ZipFile } from './zip-file.ts';

/** What one part of a package points to. */
interface Relation {
  id: string;
  /** The last word of the relation's type, e.g. `worksheet`; the same in the transitional and the strict form. */
  kind: string;
  part: string;
}

interface NamedSheet {
  name: string;
  relationId: string;
  hidden: boolean;
}

/**
 * The sheets of an .xlsx file, in their order; hidden ones are named and not read. Parts are found by the relations between them, as the
 * standard wants it (ECMA-376 part 2); only parts that hold cells, texts or formats are opened.
 *
 * @throws RuleError `import.*`
 */
export async function readWorkbook(file: Buffer, limits: SheetLimits): Promise<Sheet[]> {
  const zip = new ZipFile(file, limits.inflatedBytes);
  const main = (await relationsOf(zip, '')).find(({ kind }) => kind === 'officeDocument')?.part ?? 'xl/workbook.xml';
  if (!zip.has(main)) throw new RuleError('import.not-a-workbook');
  const { sheets, startsIn1904 } = await readMainPart(zip, main);
  const relations = await relationsOf(zip, main);
  const partOf = (wanted: string) => relations.find(({ kind, part }) => kind === wanted && zip.has(part))?.part;
  const [stringsPart, stylesPart] = [partOf('sharedStrings'), partOf('styles')];
  const strings = stringsPart === undefined ? [] : await readSharedStrings(zip.read(stringsPart));
  const formats = stylesPart === undefined ? [] : await readStyles(zip.read(stylesPart));
  const found: Sheet[] = [];
  for (const { name, relationId, hidden } of sheets) {
    const relation = relations.find(({ id }) => id === relationId);
    if (relation?.kind !== 'worksheet') continue;
    if (hidden) found.push({ sheetName: name, format: 'xlsx', hidden, rows: [] });
    else found.push(await readSheetPart(zip.read(relation.part), { name, strings, formats, startsIn1904, limits }));
  }
  if (found.length === 0) throw new RuleError('import.not-a-workbook');
  return found;
}

async function readMainPart(zip: ZipFile, part: string): Promise<{ sheets: NamedSheet[]; startsIn1904: boolean }> {
  const sheets: NamedSheet[] = [];
  let startsIn1904 = false;
  let isWorkbook = false;
  await readXml(zip.read(part), {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'workbookPr') startsIn1904 = isTrue(attributes('date1904'));
      if (name !== 'sheet') return;
      const hidden = (attributes('state') ?? 'visible') !== 'visible';
      sheets.push({ name: attributes('name') ?? '', relationId: attributes('id') ?? '', hidden });
    },
  });
  if (!isWorkbook) throw new RuleError('import.not-a-workbook');
  return { sheets, startsIn1904 };
}

/** The relations of a part; those of the package itself for `''`. */
async function relationsOf(zip: ZipFile, part: string): Promise<Relation[]> {
  const folder = part.replace(/[^/]*$/, '');
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`;
  const relations: Relation[] = [];
  if (!zip.has(name)) return relations;
  await readXml(zip.read(name), {
    open(element, attributes) {
      if (element !== 'Relationship' || attributes('TargetMode') === 'External') return;
      const kind = (attributes('Type') ?? '').replace(/^.*\//, '');
      const target = partName(folder, attributes('Target') ?? '');
      relations.push({ id: attributes('Id') ?? '', kind, part: zip.has(target) ? target : unescaped(target) });
    },
  });
  return relations;
}

/** A target as the name of a part: absolute from `/`, otherwise relative to the folder. */
function partName(folder: string, target: string): string {
  const path: string[] = [];
  const plain = target.replaceAll('\\', '/');
  for (const step of (plain.startsWith('/') ? plain : `${folder}${plain}`).split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.' && step !== '') path.push(step);
  }
  return path.join('/');
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
