import PizZip from 'pizzip';
import { expect, it, onTestFinished } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { pdfText } from '../../helpers/pdf-text.ts';
import { publishedClass } from '../../helpers/scored-class.ts';

const name = '喆璟堃昇翀祎㛃䶮';

it('a name outside GB2312 stands whole in the register, the certificate, the sheet for the personnel file and the register of the class', async () => {
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
});
