import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, PageWorld, PHONE } from './page-world.ts';

/** A red square, 8 by 8. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGP4z8CAFWEXHbQSAIbMP8G3ysElAAAAAElFTkSuQmCC',
  'base64',
);

let world: PageWorld;
beforeAll(async () => {
  world = await PageWorld.start();
});
afterEach(async () => {
  expect(await world.tidy()).toEqual([]);
});
afterAll(() => world.close());

describe.each([
  ['a phone', PHONE],
  ['a desktop', DESKTOP],
])('on %s', (_screen, viewport) => {
  it('a picture is shown, opens large with the keyboard and closes again', async () => {
    const mediaId = await world.bot.uploadToWecom('image', '签到墙.png', PNG);
    await world.bot.wecom('p40', { msgtype: 'image', image: { media_id: mediaId } });
    const page = await world.open('#/wecom/p40', viewport);
    const small = page.getByRole('button', { name: '放大图片：签到墙.png' }).last();
    await small.waitFor();
    await page.waitForFunction("[...document.querySelectorAll('.picture-button img')].at(-1)?.naturalWidth === 8");
    await small.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: '签到墙.png' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: '签到墙.png' }).waitFor({ state: 'hidden' });
  });

  it('a file tells its name and size, and is saved as it was sent', async () => {
    const bytes = Buffer.from('班次,姓名\n2026-01,赵一\n'.repeat(100));
    const mediaId = await world.bot.uploadToWecom('file', '学员名册.csv', bytes);
    await world.bot.wecom('p42', { msgtype: 'file', file: { media_id: mediaId } });
    const page = await world.open('#/wecom/p42', viewport);
    const file = page.getByRole('link', { name: '学员名册.csv' }).last();
    await file.getByText(`${Math.ceil(bytes.length / 1024)} KB`).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
    expect(download.suggestedFilename()).toBe('学员名册.csv');
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  });
});

it('articles stand together in one card, each with its link', async () => {
  const articles = ['春季主体班开班', '关于做好需求调查的通知'].map((title, index) => ({
    title,
    description: index === 0 ? '3月16日在县委党校开班' : '',
    url: `https://example.com/${index}`,
  }));
  await world.bot.wecom('p44', { msgtype: 'news', news: { articles } });
  const page = await world.open('#/wecom/p44');
  await page.getByText('3月16日在县委党校开班').waitFor();
  const link = page.getByRole('link', { name: '关于做好需求调查的通知' });
  expect(await link.getAttribute('href')).toBe('https://example.com/1');
});

it('a picture on the web is a link: the page loads nothing from elsewhere', async () => {
  await world.bot.dingtalk('p41', 'sampleImageMsg', { photoURL: 'https://example.com/wall.png' });
  const page = await world.open('#/dingtalk/p41');
  const link = page.getByRole('link', { name: '打开图片' });
  expect(await link.getAttribute('href')).toBe('https://example.com/wall.png');
  expect(await page.locator('.message img').count()).toBe(0);
});
