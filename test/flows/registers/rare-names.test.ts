import PizZip from 'pizzip';
import { expect, it, onTestFinished } from 'vitest';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
import { ZipFile } from '../../../src/sheets/zip-file.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { pdfText } from '../../helpers/pdf-text.ts';
import { publishedClass } from '../../helpers/scored-class.ts';

const name = '喆璟堃昇翀祎㛃䶮';

it('a name outside GB2312 stands whole in the register, the certificate, the sheet for the personnel file, the register of the class and its archive', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  const person = await bot.store.cadres.byId('zhao');
  if (person === null) throw new Error('no zhao');
  await bot.store.cadres.put([{ ...person, name }]);
  await publishedClass(bot);
  await bot.say('org', '/全班学册 2026-01');
  const zip = new PizZip(await bot.fileTo('org'));
  const bytesOf = (file: string) => zip.file(`${name}-zhao/${file}`)?.asNodeBuffer() ?? Buffer.alloc(0);
  expect(pdfText(bytesOf('学册.pdf')).join('')).toContain(name);
  expect(new PizZip(bytesOf('归档表.docx')).file('word/document.xml')?.asText()).toContain(name);
  await bot.say('zhao', '结业证书');
  expect(pdfText(await bot.fileTo('zhao')).join('')).toContain(name);
  await bot.say('teacher', '/导出 2026-01');
  const sheet = new PizZip(await bot.fileTo('teacher'));
  const texts = Object.keys(sheet.files).map((file) => sheet.file(file)?.asText() ?? '');
  expect(texts.some((text) => text.includes(name))).toBe(true);
  await bot.say('school', '/归档 2026-01');
  await bot.press('school', '归档');
  const archive = new ZipFile(await bot.fileByLink('school'), 100_000_000);
  const pieces: Buffer[] = [];
  for await (const piece of archive.read('11-记分台账.xlsx')) pieces.push(piece);
  const [ledger] = await readSheets(Buffer.concat(pieces), '11-记分台账.xlsx');
  const cells = [...(ledger?.rows ?? [])].flatMap((row) => [...row.cells.values()].map(({ text }) => text));
  expect(cells).toContain(name);
});
