import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastDayOn, scoredClass } from '../helpers/scored-class.ts';
import { codeFor, fileLink } from '../helpers/staff-browser.ts';
import { startWorld, type World } from '../helpers/world.ts';
import { launchChromium } from './chromium.ts';

const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };

let world: World;
let browser: Browser;
const complaints: string[] = [];

beforeAll(async () => {
  world = await startWorld('wecom');
  await scoredClass(world.running.store);
  await world.at(lastDayOn, '18:05');
  await world.say('team1', '/评定等次 2026-01');
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

/** Signs in with the keyboard alone: the code, then Enter. */
async function signIn(userId: string, viewport: { width: number; height: number }): Promise<Page> {
  const page = await browser.newPage({ viewport, locale: 'zh-CN' });
  page.setDefaultTimeout(8000);
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) complaints.push(message.text());
  });
  await page.goto(`${world.running.url}/staff`);
  await page.getByLabel('登录码').focus();
  await page.keyboard.type(await codeFor(world, userId));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '首页' }).waitFor();
  return page;
}

/** Moves on with Tab until this is in focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.textContent.trim()')) === name) return;
  }
  throw new Error(`${name} is not reached with Tab`);
}

/** Where `PICTURES` names a folder, to be looked at; two of them are in docs/pictures. */
async function take(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}

describe.each(Object.entries(sizes))('the staff page on a %s', (size, viewport) => {
  it('leads from home to a class, a list and a decision by the keyboard alone, and nothing is wider than the screen', async () => {
    const page = await signIn('team1', viewport);
    await take(page, `home-${size}`);
    await tabTo(page, '2026-01');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /2026-01/ }).waitFor();
    await tabTo(page, '等次');
    await page.keyboard.press('Enter');
    await page.getByRole('columnheader', { name: '名次' }).waitFor();
    await take(page, `grading-${size}`);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.getByLabel('学员').selectOption({ label: '孙三' });
    await page.getByLabel('等次', { exact: true }).selectOption('优秀');
    await page.getByLabel('理由').fill('牵头完成小组调研，经集体研究上调一档');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '培训助手的答复' }).waitFor();
    await world.settle();
    await page.reload();
    await page.getByRole('main').getByText('孙三').first().waitFor();
    await take(page, `answer-${size}`);
    expect(complaints.splice(0)).toEqual([]);
    await page.close();
  });

  it('shows a list that is kept from chat once, no wider than the screen', async () => {
    const page = await signIn('team1', viewport);
    await world.say('team1', '/名次 2026-01');
    const link = `${world.running.url}${fileLink(world, 'team1')}`;
    await page.goto(link);
    await take(page, `link-${size}`);
    await page.getByRole('button', { name: '在此查看' }).click();
    await page.getByRole('columnheader', { name: '名次' }).waitFor();
    await take(page, `kept-${size}`);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.goto(link);
    await page.getByRole('alert').waitFor();
    expect(complaints.splice(0)).toEqual([]);
    await page.close();
  });

  it('has landmarks, one heading of the first level, a skip link, and no control without a name', async () => {
    const page = await signIn('org', viewport);
    for (const path of ['/staff', '/staff/class/2026-01?view=ledger', '/staff/people', '/staff/people?q=财政局']) {
      await page.goto(`${world.running.url}${path}`);
      expect(await page.getByRole('main').count()).toBe(1);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.getByRole('banner').count()).toBe(1);
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('跳到正文');
      const unnamed =
        "[...document.querySelectorAll('input:not([type=hidden]),select,button,a')].filter((each) => !(each.labels?.length || each.textContent.trim() || each.getAttribute('aria-label'))).length";
      expect(await page.evaluate(unnamed)).toBe(0);
      expect(await page.locator('td, th').count()).toBe(await page.locator('td, th[scope]').count());
      await take(page, `${path.replace(/\W+/g, '-')}-${size}`);
    }
    await page.goto(`${world.running.url}/staff/person/zhao`);
    await take(page, `person-${size}`);
    await page.close();
  });
});

describe("the staff page inside DingTalk's client", () => {
  it('signs in by itself, with the code its client gives; without one it says so and leads to the other way', async () => {
    const own = await startWorld('dingtalk');
    const code = own.emulator.dingtalk?.authCode('org') ?? '';
    const open = async (answer: string) => {
      const page = await browser.newPage({ userAgent: 'Mozilla/5.0 (Linux; Android 14) DingTalk/7.6.0' });
      page.setDefaultTimeout(8000);
      await page.addInitScript(`window.nuva = { isReady: true, require: () => (success, fail) => ${answer} };`);
      await page.goto(`${own.running.url}/staff`);
      return page;
    };
    const refused = await open("fail({ errorCode: '3' })");
    await refused.getByText('钉钉没有给出登录信息').waitFor();
    await refused.getByRole('link', { name: '用登录码登录' }).click();
    await refused.getByLabel('登录码').waitFor();
    const page = await open(`success({ code: ${JSON.stringify(code)} })`);
    await page.getByRole('heading', { name: '首页' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/staff');
    await own.stop();
  });
});
