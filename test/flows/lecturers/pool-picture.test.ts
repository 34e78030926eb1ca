import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { disguised, pdf, photo } from '../../helpers/proof-files.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const sites =
  '教学点,乡镇,类型,接待人数,开放时间,停止接待,参观分钟,有效期至\n良洞村,良洞镇,基层治理,60,8:30,17:00,90,2027-12-31';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, []);
  await bot.say('school', '/加师资 张教授 专家教授 县委党校');
  await bot.send('school', '教学点.csv', Buffer.from(sites));
  await bot.press('school', '确认导入');
});
afterEach(() => bot.stop());

/** The pictures that came with the record of this lecturer, as text that tells them apart. */
async function pictureOf(words: string): Promise<string | undefined> {
  const before = await bot.messagesTo('teacher');
  await bot.say('teacher', words);
  const answers = (await bot.messagesTo('teacher')).slice(before.length);
  const [picture] = answers.flatMap((message) => (message.kind === 'picture' ? [message] : []));
  const bytes = picture && (await bot.store.files.load(picture.sha256));
  return bytes?.toString('latin1');
}
const is = (marker: string) => photo(marker).toString('latin1');

it('a picture asked for is shown with the record, replaced by the next one, and each step is taken back', async () => {
  expect(await pictureOf('/师资库 张教授')).toBeUndefined();
  bot.crashing = true;
  expect(await bot.ask('school', '/师资图片 张教授')).toContain('请直接发送一张图片（JPG或PNG，不超过 8 MB）');
  await bot.send('school', 'a.jpg', photo('first'));
  expect(await bot.last('school')).toContain('已保存张教授的图片。');
  expect(await pictureOf('/师资库 张教授')).toBe(is('first'));
  await bot.say('school', '/师资图片 张教授');
  await bot.send('school', 'b.jpg', photo('second'));
  expect(await bot.last('school')).toContain('已替换张教授的图片。');
  expect(await pictureOf('/师资库 张教授')).toBe(is('second'));
  await bot.press('school', '撤销');
  expect(await pictureOf('/师资库 张教授')).toBe(is('first'));
  await bot.say('school', '/师资图片 张教授');
  await bot.press('school', '移除现有图片');
  expect(await bot.last('school')).toContain('已移除张教授的图片。');
  expect(await pictureOf('/师资库 张教授')).toBeUndefined();
  await bot.press('school', '撤销');
  bot.crashing = false;
  expect(await pictureOf('/师资库 张教授')).toBe(is('first'));
});

it('a site has its own picture; the one sent just before it was asked for is taken by a tap', async () => {
  await bot.send('school', 'a.png', photo('village'));
  await bot.say('school', '/教学点图片 良洞村');
  bot.crashing = true;
  await bot.press('school', '用刚发的图片');
  bot.crashing = false;
  expect(await pictureOf('/教学点 良洞村')).toBe(is('village'));
  expect(await pictureOf('/师资库 张教授')).toBeUndefined();
  await bot.send('school', 'b.png', photo('other'));
  expect(await bot.last('school')).toContain('目前没有需要它的事项');
});

it.each([
  ['a program', disguised],
  ['a document', pdf()],
])('what is %s is refused, and a picture may follow', async (_, bytes) => {
  await bot.say('school', '/师资图片 张教授');
  await bot.send('school', 'a.jpg', bytes);
  expect(await bot.last('school')).toContain('图片只收JPG或PNG，未保存');
  await bot.send('school', 'a.jpg', Buffer.concat([photo(), Buffer.alloc(8 * 1024 * 1024)]));
  expect(await bot.last('school')).toContain('不能超过 8 MB');
  await bot.say('school', '好看的那张');
  expect(await bot.last('school')).toContain('请发送一张图片');
  await bot.send('school', 'a.jpg', photo());
  expect(await bot.last('school')).toContain('已保存张教授的图片');
});

it('of two admins who send one at the same time the later is shown; who replaces it first keeps the other from taking back', async () => {
  for (const who of ['school', 'org']) await bot.say(who, '/师资图片 张教授');
  await bot.send('school', 'a.jpg', photo('school'));
  bot.clock.advanceMs(1000);
  await bot.send('org', 'b.jpg', photo('org'));
  expect(await pictureOf('/师资库 张教授')).toBe(is('org'));
  await bot.press('school', '撤销');
  expect(await pictureOf('/师资库 张教授')).toBe(is('org'));
});

it('half an hour later a picture is not for it any more, and nobody else may send one', async () => {
  await bot.say('school', '/师资图片 张教授');
  bot.clock.advanceMs(31 * 60_000);
  await bot.send('school', 'a.jpg', photo());
  expect(await bot.last('school')).not.toContain('已保存张教授');
  expect(await bot.ask('teacher', '/师资图片 张教授')).toContain('没有办理这一事项的权限');
  expect(await bot.ask('school', '/师资图片 李无名')).toContain('师资库中没有“李无名”');
});
