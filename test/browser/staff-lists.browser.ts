import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordedClass } from '../helpers/recorded-class.ts';
import { codeFor } from '../helpers/staff-browser.ts';
import { startWorld, type World } from '../helpers/world.ts';
import { launchChromium } from './chromium.ts';

const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };

let world: World;
let browser: Browser;

beforeAll(async () => {
  world = await startWorld('wecom');
  await recordedClass(world);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

async function signIn(userId: string, viewport: { width: number; height: number }): Promise<Page> {
  const page = await browser.newPage({ viewport, locale: 'zh-CN' });
  page.setDefaultTimeout(8000);
  await page.goto(`${world.running.url}/staff`);
  await page.getByLabel('登录码').fill(await codeFor(world, userId));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '首页' }).waitFor();
  return page;
}

/** Cells whose text runs over the next one. */
const overrun =
  "[...document.querySelectorAll('td, th')].filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent)";

/** Whose pages are looked at, with rows in each. */
const looked: Readonly<Record<string, readonly string[]>> = {
  org: [
    ...['archives', 'front-line', 'appraisal', 'follow-up', 'self-assessment', 'person/zhao'],
    ...['objections', 'follow-up', 'spot-checks', 'archive', 'team'].map((view) => `class/2026-01?view=${view}`),
  ],
  'head-org': ['reserve', 'appointments?q=副科级'],
  'head-fin': ['hours', 'follow-up', 'person/zhao'],
  admin: ['undelivered', 'dead-letters', 'roles'],
};

describe.each(Object.entries(sizes))('lists of what came of a class on a %s', (size, viewport) => {
  it.each(Object.entries(looked))(
    'have rows for %s, fit the screen, and no cell runs over the next',
    async (who, paths) => {
      const page = await signIn(who, viewport);
      for (const path of paths) {
        await page.goto(`${world.running.url}/staff/${path}`);
        expect([path, await page.locator('tbody tr').count()]).not.toEqual([path, 0]);
        expect([path, await page.evaluate('document.documentElement.scrollWidth <= innerWidth')]).toEqual([path, true]);
        expect([path, await page.evaluate(overrun)]).toEqual([path, []]);
        const folder = process.env.PICTURES;
        if (folder !== undefined)
          await page.screenshot({ path: `${folder}/${who}-${path.replace(/\W+/g, '-')}-${size}.png` });
      }
      await page.close();
    },
    60_000,
  );
});

it('a head opens a colleague from the gaps in hours by the keyboard alone, and comes to the ledger', async () => {
  const page = await signIn('head-fin', sizes.phone);
  await page.getByRole('link', { name: '学时' }).press('Enter');
  await page.getByRole('link', { name: '赵一' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: '赵一' }).waitFor();
  expect(await page.getByRole('main').textContent()).toContain('本年度脱产培训：已完成6学时');
  await page.close();
});
