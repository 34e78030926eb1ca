import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { draftOf, messagesOf, PageWorld } from './page-world.ts';

let world: PageWorld;
beforeAll(async () => {
  world = await PageWorld.start();
});
afterEach(async () => {
  expect(await world.tidy()).toEqual([]);
});
afterAll(() => world.close());

const textsOf = (vendor: 'wecom' | 'dingtalk', userId: string) =>
  world.emulator.conversation(vendor, userId).map(({ body }) => (body.kind === 'text' ? body.text : body.kind));

describe('typing', () => {
  it('sends on Enter, breaks the line on Shift+Enter, and keeps the cursor', async () => {
    const page = await world.open('#/dingtalk/p1');
    await draftOf(page).fill('第一行');
    await draftOf(page).press('Shift+Enter');
    await page.keyboard.type('第二行');
    await page.keyboard.press('Enter');
    await page.locator('.from-person .bubble', { hasText: '第二行' }).waitFor();
    await page.locator('.sending').waitFor({ state: 'detached' });
    await world.emulator.idle();
    expect(textsOf('dingtalk', 'p1')).toEqual(['第一行\n第二行']);
    expect(world.bot.heard.filter(({ body }) => body.includes('第一行\\n第二行'))).toHaveLength(1);
    expect(await draftOf(page).inputValue()).toBe('');
    await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('draft');
  });

  it('does not send when Enter picks a word in an input method', async () => {
    const page = await world.open('#/wecom/p2');
    await draftOf(page).fill('daiban');
    await draftOf(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
    expect(await draftOf(page).inputValue()).toBe('daiban');
    await draftOf(page).press('Enter');
    await page.locator('.from-person .bubble').waitFor();
    expect(textsOf('wecom', 'p2')).toEqual(['daiban']);
  });

  it('offers what this person may want to say, and goes on offering it', async () => {
    const page = await world.open('#/wecom/p4');
    for (const hint of ['待办', '/帮助', '待办']) await page.getByRole('button', { name: hint, exact: true }).click();
    await expect.poll(() => textsOf('wecom', 'p4')).toEqual(['待办', '/帮助', '待办']);
    expect(await page.locator('.hint').count()).toBe(3);
  });

  it('a quick reply with arguments is written into the box, to be changed before it is sent', async () => {
    const page = await world.open('#/wecom/p44');
    await page.getByRole('button', { name: '/通知 2026-01' }).click();
    expect(await draftOf(page).inputValue()).toBe('/通知 2026-01 明天开班');
    expect(textsOf('wecom', 'p44')).toEqual([]);
    await page.keyboard.type('，请准时');
    await page.keyboard.press('Enter');
    await expect.poll(() => textsOf('wecom', 'p44')).toEqual(['/通知 2026-01 明天开班，请准时']);
  });

  it('keeps a text that could not be handed over, and a second try is not a second message', async () => {
    const page = await world.open('#/wecom/p6');
    await page.route(
      '**/control/say',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await draftOf(page).fill('请假一天');
    await draftOf(page).press('Enter');
    await page.getByText('连不上演示服务').waitFor();
    await page.getByRole('button', { name: '重新发送' }).click();
    await page.getByRole('button', { name: '重新发送' }).waitFor({ state: 'detached' });
    await page.locator('.sending').waitFor({ state: 'detached' });
    expect(textsOf('wecom', 'p6')).toEqual(['请假一天']);
    expect(await page.locator('.from-person .bubble').allInnerTexts()).toEqual(['请假一天']);
  });
});

describe('what the bot says', () => {
  it('appears without a reload and is read out once', async () => {
    await world.bot.wecom('p8', { msgtype: 'text', text: { content: '早先的通知' } });
    const page = await world.open('#/wecom/p8');
    await page.getByText('早先的通知').waitFor();
    const spoken = page.locator('.conversation [aria-live=polite]');
    expect(await spoken.textContent()).toBe('');
    await world.bot.wecom('p8', { msgtype: 'text', text: { content: '明天上午开班' } });
    await page.locator('.bubble', { hasText: '明天上午开班' }).waitFor();
    await expect.poll(() => spoken.textContent()).toBe('学册：明天上午开班');
  });

  it('is never taken for markup', async () => {
    const attack = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    await world.bot.wecom('p10', { msgtype: 'text', text: { content: attack } });
    await world.bot.dingtalkMarkdown('p11', attack, `${attack} [点我](javascript:alert(3)) **${attack}**`);
    for (const hash of ['#/wecom/p10', '#/dingtalk/p11']) {
      const page = await world.open(hash);
      await page.locator('.bubble', { hasText: 'onerror=alert(1)' }).waitFor();
      expect(await page.locator('.bubble :is(img, script, a)').count()).toBe(0);
    }
  });

  it('is drawn from Markdown, and a dtmd link sends its text for the person', async () => {
    const link = `dtmd://dingtalkclient/sendMessage?content=${encodeURIComponent('确认参加 #K7Q2M')}`;
    const page = await world.open('#/dingtalk/p13');
    await world.bot.dingtalkMarkdown('p13', '点名', `### 点名调训\n\n请**务必**答复  \n- [确认参加](${link})`);
    await page.locator('.bubble strong', { hasText: '务必' }).waitFor();
    expect(await page.getByRole('heading', { name: '点名调训' }).count()).toBe(1);
    await page.getByRole('button', { name: '确认参加' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.from-person .bubble', { hasText: '确认参加 #K7Q2M' }).waitFor();
  });

  it('shows a note under a message that the bot did not take', async () => {
    world.bot.answers.set('/wecom/callback', Array(3).fill({ status: 500, body: '' }));
    const page = await world.open('#/wecom/p12');
    await draftOf(page).fill('在吗');
    await draftOf(page).press('Enter');
    await page.locator('.from-person .trouble', { hasText: '稍后重发' }).waitFor();
  });
});

describe('a long conversation', () => {
  it('of 500 messages opens at its end and draws only what is new', async () => {
    for (let count = 0; count < 500; count += 1) {
      // 20 in a moment stay below the emulated limit of 30 a minute for one person.
      if (count % 20 === 0) world.clock.advanceMs(61_000);
      await world.bot.wecom('p14', { msgtype: 'text', text: { content: `第 ${count + 1} 条` } });
    }
    const page = await world.open('#/wecom/p14');
    await page.getByText('第 500 条', { exact: true }).waitFor();
    expect(await messagesOf(page).count()).toBe(500);
    expect(
      await page.evaluate('document.querySelector(".message:last-child").getBoundingClientRect().top < innerHeight'),
    ).toBe(true);

    await page.evaluate(`
      window.redrawn = 0;
      new MutationObserver((changes) => { window.redrawn += changes.length; })
        .observe(document.querySelector('.message-list'), { childList: true, subtree: true, characterData: true });
    `);
    world.clock.advanceMs(61_000);
    await world.bot.wecom('p14', { msgtype: 'text', text: { content: '第 501 条' } });
    await page.locator('.bubble', { hasText: '第 501 条' }).waitFor();
    expect(await page.evaluate('window.redrawn')).toBeLessThan(5);
  });

  it('does not move under a reader who has scrolled up', async () => {
    const page = await world.open('#/wecom/p14');
    await page.getByText('第 500 条', { exact: true }).waitFor();
    await page.evaluate('document.querySelector(".messages").scrollTop = 0');
    await page.getByRole('button', { name: '回到最新消息' }).waitFor();
    world.clock.advanceMs(61_000);
    await world.bot.wecom('p14', { msgtype: 'text', text: { content: '新的一条' } });
    await page.locator('.bubble', { hasText: '新的一条' }).waitFor({ state: 'attached' });
    expect(await page.evaluate('document.querySelector(".messages").scrollTop')).toBe(0);
    await page.getByRole('button', { name: '回到最新消息' }).click();
    await page.getByRole('button', { name: '回到最新消息' }).waitFor({ state: 'detached' });
  });
});

describe('when the emulator goes away', () => {
  it('says so, comes back by itself and shows what happened meanwhile', async () => {
    const page = await world.open('#/dingtalk/p15');
    await draftOf(page).waitFor();
    const port = await world.stopEmulator();
    await page.getByText('连接断了').waitFor();
    await world.startEmulator(port);
    await world.bot.dingtalkMarkdown('p15', '通知', '断线时发出的通知');
    await page.getByText('连接断了').waitFor({ state: 'detached', timeout: 15_000 });
    await page.locator('.bubble', { hasText: '断线时发出的通知' }).waitFor();
  });
});

describe('Markdown', () => {
  const drawn = async (hash: string) => {
    const page = await world.open(hash);
    await page.locator('.bubble .markdown').first().waitFor();
    return await page.locator('.bubble .markdown').last().innerHTML();
  };

  it('is drawn as DingTalk does: a line ends after two spaces, escaped characters stand for themselves', async () => {
    const markdown =
      '# 大标题\n#### 小标题\n一行\n同一行  \n下一行\n\n> 引用 *斜体*\n\n- 甲\n- **乙**\n\n3. 三\n4. 四\n\n\\*原样\\* ![图](x.png) [坏](ftp://x)';
    await world.bot.dingtalkMarkdown('p17', '样例', markdown);
    expect(await drawn('#/dingtalk/p17')).toBe(
      [
        '<h3 class="heading-1">大标题</h3><h6 class="heading-4">小标题</h6>',
        '<p>一行 同一行<br>下一行</p><blockquote>引用 <em>斜体</em></blockquote>',
        '<ul><li>甲</li><li><strong>乙</strong></li></ul><ol start="3"><li>三</li><li>四</li></ol>',
        '<p>*原样* <span class="picture">［图片：图］</span> <span>坏</span></p>',
      ].join(''),
    );
  });

  it('is drawn as WeCom does: every line ends where it ends, three colours have names', async () => {
    const content = '**通知**\n编号 `A-1`\n<font color="warning">截止</font> [原文](https://example.com/(1))';
    await world.bot.wecom('p16', { msgtype: 'markdown', markdown: { content } });
    expect(await drawn('#/wecom/p16')).toBe(
      [
        '<p><strong>通知</strong><br>编号 <code>A-1</code><br><span class="font-warning">截止</span> ',
        '<a href="https://example.com/(1)" target="_blank" rel="noopener noreferrer">原文</a></p>',
      ].join(''),
    );
  });
});
