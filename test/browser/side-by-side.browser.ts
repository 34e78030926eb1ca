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

describe('several people side by side', () => {
  it('are opened from the list, see their own messages alone, and are closed one by one', async () => {
    const page = await world.open('#/wecom/orgdept');
    await draftOf(page).waitFor();
    await page.getByRole('button', { name: '并排打开李秀英' }).click();
    await page.getByRole('region', { name: '李秀英与学册的对话' }).waitFor();
    expect(await page.locator('.conversation').count()).toBe(2);
    await page.waitForFunction(
      "document.activeElement?.closest('.conversation')?.id === 'conversation-dingtalk:school'",
    );

    await world.bot.wecom('orgdept', { msgtype: 'text', text: { content: '给组织部的话' } });
    await world.bot.dingtalkMarkdown('school', '通知', '给党校的话');
    const org = page.getByRole('region', { name: '陈志明与学册的对话' });
    const school = page.getByRole('region', { name: '李秀英与学册的对话' });
    await org.locator('.bubble', { hasText: '给组织部的话' }).waitFor();
    await school.locator('.bubble', { hasText: '给党校的话' }).waitFor();
    expect(await org.getByText('给党校的话').count()).toBe(0);
    await school.getByPlaceholder('发消息').fill('收到');
    await school.getByPlaceholder('发消息').press('Enter');
    await school.locator('.from-person .bubble', { hasText: '收到' }).waitFor();
    expect(world.emulator.conversation('wecom', 'orgdept').filter(({ from }) => from === 'person')).toEqual([]);

    await page.getByRole('button', { name: '关闭陈志明的对话' }).click();
    await org.waitFor({ state: 'detached' });
    expect(page.url()).toContain('#/dingtalk/school');
  });

  it('are four at most, and the list can make room for them', async () => {
    const page = await world.open('#/wecom/p0/wecom/p2/dingtalk/p1/dingtalk/p3/wecom/p4', DESKTOP);
    await page.locator('.conversation').nth(3).waitFor();
    expect(await page.locator('.conversation').count()).toBe(4);
    await page.getByRole('button', { name: '收起名单' }).click();
    expect(await page.getByLabel('找人').isVisible()).toBe(false);
    const widths = await page.locator('.conversation').evaluateAll((all) => all.map((one) => one.clientWidth));
    expect(Math.min(...widths)).toBeGreaterThan(300);
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(10);
    await page.getByRole('button', { name: '展开名单' }).click();
    await page.getByLabel('找人').waitFor();
  });

  it('are one at a time on a phone: the one opened last', async () => {
    const page = await world.open('#/wecom/p0/dingtalk/p1', PHONE);
    await page.getByText('您现在是 干部1 ·').waitFor();
    expect(await page.getByText('您现在是 干部0 ·').isVisible()).toBe(false);
  });
});

describe('a group chat', () => {
  it('stands beside the own chat, shows who wrote what, and the bot answers before all', async () => {
    const group = { vendor: 'dingtalk' as const, id: 'cidClass1', name: '中青班', members: ['school', 'head'] };
    await world.emulator.makeGroup(group);
    const answer = { msgtype: 'text', text: { content: '明天 8:30 上课' } };
    world.bot.answers.set('/dingtalk/robot', [{ status: 200, body: JSON.stringify(answer) }]);
    const page = await world.open('#/dingtalk/school/dingtalk/head');
    const school = page.locator('[id="conversation-dingtalk:school"]');
    await school.getByRole('button', { name: '中青班' }).click();
    await school.getByPlaceholder('在群里@学册说').fill('明天几点上课？');
    await page.keyboard.press('Enter');
    await school.locator('.from-bot .bubble', { hasText: '8:30' }).waitFor();

    const head = page.locator('[id="conversation-dingtalk:head"]');
    await head.locator('.chat-tabs .unread', { hasText: '2' }).waitFor();
    await head.getByRole('button', { name: '中青班' }).click();
    const said = head.locator('.from-member', { hasText: '明天几点上课？' });
    await said.getByText('李秀英').waitFor();
    await head.locator('.chat-tabs .unread').waitFor({ state: 'detached' });
    const heard = world.bot.heard.find(({ path, body }) => path === '/dingtalk/robot' && body.includes('明天几点'));
    expect(JSON.parse(heard?.body ?? '{}')).toMatchObject({
      conversationType: '2',
      conversationId: 'cidClass1',
      senderStaffId: 'school',
      isInAtList: true,
    });
  });
});
