import { expect, it } from 'vitest';
import { ZipFile } from '../../../src/sheets/zip-file.ts';
import { withoutAuthor } from '../../../src/training/works/without-author.ts';
import { workTypeOf } from '../../../src/training/works/work-file.ts';
import { textOfWork } from '../../../src/training/works/work-text.ts';
import { docx } from '../../helpers/work-files.ts';

const media = 'picture'.repeat(50);
const named = docx(
  ['正文'],
  [
    ['docProps/core.xml', '<cp:coreProperties><dc:creator>赵一</dc:creator></cp:coreProperties>'],
    ['docProps/app.xml', '<Properties><Company>县财政局</Company></Properties>'],
    ['word/comments.xml', '<w:comments><w:comment w:author="赵一" w:initials="赵" w:id="0"/></w:comments>'],
    ['word/media/image1.png', media],
  ],
);

async function contentOf(file: Buffer): Promise<string> {
  const zip = new ZipFile(file, 1024 * 1024);
  const pieces: Buffer[] = [];
  for (const name of zip.names) for await (const piece of zip.read(name)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

it('a Word document loses what it says of its author, and nothing else', async () => {
  expect(await contentOf(named)).toContain('赵一');
  const bare = await withoutAuthor('docx', named);
  expect(await contentOf(bare)).not.toMatch(/赵|财政/);
  expect(await contentOf(bare)).toContain(media);
  expect([workTypeOf(bare, 'x'), await textOfWork('docx', bare)]).toEqual(['docx', '正文\n']);
  expect(new ZipFile(bare, 1024).names).toEqual(new ZipFile(named, 1024).names);
  expect(await withoutAuthor('docx', bare)).toEqual(bare);
});

it('other files and damaged ones stay as they are', async () => {
  const text = Buffer.from('正文');
  expect(await withoutAuthor('txt', text)).toBe(text);
  const cut = named.subarray(0, named.length - 40);
  expect(await withoutAuthor('docx', cut)).toBe(cut);
});
