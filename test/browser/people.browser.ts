import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, draftOf, PageWorld, PHONE } from './page-world.ts';

let world: PageWorld;
beforeAll(async () => {
  world = await PageWorld.start();
});
afterEach(async () => {
  expect(await world.tidy()).toEqual([]);
});
afterAll(() => world.close());

describe('choosing whom to be', () => {
  it('tells a newcomer what this is, and offers the people worth trying first', async () => {
    const page = await world.open();
    await page.getByText('这里的人和单位都是虚构的').waitFor();
    await page.locator('.person').first().waitFor();
    const names = await page.locator('.person strong').allInnerTexts();
    expect(names.slice(0, 4)).toEqual(['陈志明', '李秀英', '周文静', '韩立新']);
    expect(await page.locator('.person').first().textContent()).toContain('组织部');
  });

  it('leads newcomers from one person to the next, on a phone too', async () => {
    for (const viewport of [DESKTOP, PHONE]) {
      const page = await world.open('', viewport);
      await page.getByRole('link', { name: '先看一位教师' }).click();
      await page.getByText('您现在是 周文静').waitFor();
      await world.tidy();
    }
  });

  it('shows somebody with two accounts once, with a way in for each', async () => {
    const page = await world.open();
    await page.getByLabel('找人').fill('何两用');
    await page.getByRole('link', { name: '何两用的钉钉' }).click();
    await page.getByText('您现在是 何两用').waitFor();
    expect(page.url()).toContain('#/dingtalk/two-d');
    expect(await page.locator('.person', { hasText: '何两用' }).count()).toBe(1);
  });

  it('finds one of 5,000 by unit and post', async () => {
    const page = await world.open();
    await page.getByLabel('找人').fill('第1单位 水利股');
    await page.getByRole('link', { name: '干部4321' }).waitFor();
    expect(await page.locator('.person').count()).toBe(1);
  });

  it('says what else to try when nobody matches', async () => {
    const page = await world.open();
    await page.getByLabel('找人').fill('没有这个人');
    await page.getByText('没有找到“没有这个人”。可以试试单位或职务').waitFor();
    expect(await page.locator('.person').count()).toBe(0);
  });

  it('shows the people of one platform alone', async () => {
    const page = await world.open();
    await page.getByRole('link', { name: '陈志明' }).waitFor();
    await page.getByRole('button', { name: '钉钉' }).click();
    await page.getByRole('link', { name: '陈志明' }).waitFor({ state: 'detached' });
    const tags = await page.locator('.vendor-tag').allInnerTexts();
    expect(new Set(tags)).toEqual(new Set(['钉钉']));
  });

  it('shows more people when asked', async () => {
    const page = await world.open();
    await page.getByRole('button', { name: '再显示' }).click();
    await page.locator('.person').nth(60).waitFor();
  });

  it('opens a conversation with the keyboard alone and leaves the cursor in the text box', async () => {
    const page = await world.open();
    await page.getByRole('link', { name: '陈志明' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction("document.activeElement?.className === 'draft'");
    await page.getByText('您现在是 陈志明').waitFor();
  });

  it('searches 5,000 people and opens one without leaving the keyboard', async () => {
    const page = await world.open();
    await page.getByLabel('找人').focus();
    await page.keyboard.type('第1单位');
    await page.getByRole('link', { name: '干部121 ' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('person-dingtalk:p1');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('people-search');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('您现在是 干部121').waitFor();
  });

  it('says so when the address names nobody of the demo county', async () => {
    const page = await world.open('#/wecom/nobody');
    await page.getByText('演示县里没有地址所指的这个人').waitFor();
  });
});

describe('unread messages', () => {
  it('are counted for others, shown at the top, and gone once they are read', async () => {
    const page = await world.open('#/wecom/orgdept');
    await draftOf(page).waitFor();
    await world.bot.wecom('p3000', { msgtype: 'text', text: { content: '通知一' } });
    await world.bot.wecom('p3000', { msgtype: 'text', text: { content: '通知二' } });
    const row = page.getByRole('link', { name: '干部3000' });
    await row.getByText('2 条未读').waitFor();
    await page.getByRole('heading', { name: '刚收到消息' }).waitFor();
    await row.click();
    await page.locator('.bubble', { hasText: '通知二' }).waitFor();
    await page.locator('.unread').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '陈志明' }).first().click();
    await page.getByText('您现在是 陈志明').waitFor();
    expect(await page.locator('.unread').count()).toBe(0);
  });
});
