import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { unseal } from '../../src/emulator/crypto.ts';
import { DESKTOP, draftOf, PageWorld, PHONE } from './page-world.ts';

/** A red square, 8 by 8. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGP4z8CAFWEXHbQSAIbMP8G3ysElAAAAAElFTkSuQmCC',
  'base64',
);

/** `MsgType` of a sealed callback of WeCom. */
function kindOf(body: string): string {
  const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1] ?? '';
  const keys = { token: 'token1', encodingAesKey: `${'a'.repeat(42)}A`, owner: 'corp1' };
  return /<MsgType><!\[CDATA\[(.*?)\]\]>/.exec(unseal(keys, encrypted))?.[1] ?? '';
}

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

describe.each([
  ['WeCom on a phone', 'wecom', PHONE],
  ['DingTalk on a desktop', 'dingtalk', DESKTOP],
] as const)('a person of %s', (_where, vendor, viewport) => {
  /** Chooses a file with the keyboard alone. */
  async function attach(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    // Asked for first: Chromium opens a dialog of its own unless it is told not to in good time.
    const asked = page.waitForEvent('filechooser');
    await draftOf(page).focus();
    await page.keyboard.press('Shift+Tab');
    await expect.poll(() => page.evaluate('document.activeElement.ariaLabel')).toBe('附件：发送图片或文件');
    await page.keyboard.press('Enter');
    await (await asked).setFiles(file);
  }

  it('sends a picture and a file, which stand in the conversation and reach the bot', async () => {
    const userId = vendor === 'wecom' ? 'p46' : 'p47';
    const page = await world.open(`#/${vendor}/${userId}`, viewport);
    await page.waitForFunction("document.activeElement.matches('.draft, .chat-title h2')");
    const heard = world.bot.heard.length;
    await attach(page, { name: '请假证明.png', mimeType: 'image/png', buffer: PNG });
    await page.locator('.from-person').getByRole('button', { name: '放大图片：请假证明.png' }).waitFor();
    await attach(page, { name: '心得.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
    await page.locator('.from-person').getByRole('link', { name: '心得.pdf' }).waitFor();
    await page.locator('.sending').waitFor({ state: 'detached' });
    await world.emulator.idle();
    const told = world.bot.heard.slice(heard).filter(({ path }) => path !== '/wecom/callback' || userId === 'p46');
    const kinds = told.map(({ body }) => (vendor === 'dingtalk' ? JSON.parse(body).msgtype : kindOf(body)));
    expect(kinds.filter((kind) => kind !== 'event').sort()).toEqual(['file', vendor === 'wecom' ? 'image' : 'picture']);
  });

  it('is told of a file that cannot be sent, and may leave it', async () => {
    const page = await world.open(`#/${vendor}/${vendor === 'wecom' ? 'p48' : 'p49'}`, viewport);
    await page.waitForFunction("document.activeElement.matches('.draft, .chat-title h2')");
    await attach(page, { name: '空.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
    await page.getByText('这个文件是空的').waitFor();
    await page.getByRole('button', { name: '不发了' }).click();
    await page.getByText('这个文件是空的').waitFor({ state: 'detached' });
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
