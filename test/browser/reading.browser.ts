import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, draftOf, PageWorld, PHONE } from './page-world.ts';

const readability = readFileSync(new URL('readability.js', import.meta.url), 'utf8');
const faultsOn = async (page: Page) => (await page.evaluate(readability)) as string[];

let world: PageWorld;
beforeAll(async () => {
  world = await PageWorld.start();
  await world.bot.wecom('p0', { msgtype: 'text', text: { content: '您好，我是学册。' } });
  await world.bot.wecom('p0', {
    msgtype: 'markdown',
    markdown: {
      content:
        '# 通知\n> 引用\n<font color="warning">截止</font> <font color="info">已答</font> <font color="comment">说明</font> `A-1`',
    },
  });
  await world.bot.wecom('p0', {
    msgtype: 'template_card',
    template_card: {
      card_type: 'vote_interaction',
      task_id: 'reading-1',
      main_title: { title: '培训需求调查', desc: '可多选' },
      checkbox: { question_key: 'q', mode: 1, option_list: [{ id: 'a', text: '专题讲授', is_checked: true }] },
      submit_button: { text: '提交', key: 'submit' },
    },
  });
  const file = await world.bot.uploadToWecom('file', '学员手册.docx', Buffer.alloc(4000));
  await world.bot.wecom('p0', { msgtype: 'file', safe: 1, file: { media_id: file } });
  const articles = [{ title: '开班', description: '3月16日', url: 'https://example.com/' }];
  await world.bot.wecom('p0', { msgtype: 'news', news: { articles } });
  await world.emulator.makeGroup({ vendor: 'dingtalk', id: 'reading', name: '阅读小组', members: ['p1', 'p3'] });
  await world.emulator.say({ vendor: 'dingtalk', userId: 'p3', text: '几点上课？', group: 'reading' });
  const link = 'dtmd://dingtalkclient/sendMessage?content=%E5%BE%85%E5%8A%9E';
  await world.bot.dingtalkMarkdown(
    'p1',
    '通知',
    `### 通知\n\n> 引用\n\n1. [待办](${link})\n2. [原文](https://example.com/)`,
  );
  await world.bot.dingtalkCard('p1', 'reading-2', {
    title: '点名调训',
    text: '请答复。\n\n- 学时还差 38',
    mode: 'none',
    maxChoices: '1',
    options: '[]',
    buttons: JSON.stringify(['primary', 'plain', 'danger'].map((style) => ({ key: style, label: '确认', style }))),
    status: '',
  });
});
afterEach(async () => {
  expect(await world.tidy()).toEqual([]);
});
afterAll(() => world.close());

describe.each([
  ['a phone', PHONE],
  ['a desktop', DESKTOP],
])('on %s', (_screen, viewport) => {
  it.each([['#/wecom/p0'], ['#/dingtalk/p1']])(
    'the conversation %s has strong contrast, 16 px letters and 44 px targets',
    async (hash) => {
      const page = await world.open(hash, viewport);
      await page.locator('.card').last().waitFor();
      expect(await faultsOn(page)).toEqual([]);
    },
  );

  it.each([
    ['时钟', '演示时间'],
    ['故障', '等着出现的故障'],
    ['记录', '保存所有人看到的内容'],
  ])(
    'the list with the opened 实验台, %s, has strong contrast, 16 px letters and 44 px targets',
    async (part, text) => {
      world.emulator.fault({ vendor: 'wecom', where: 'callback', fault: 'slow', times: 1 });
      const page = await world.open('', viewport);
      await page.locator('.person').first().waitFor();
      await page.getByText('实验台').click();
      await page.getByRole('button', { name: part, exact: true }).click();
      await page.getByText(text).first().waitFor();
      expect(await faultsOn(page)).toEqual([]);
      world.emulator.fault({ vendor: 'wecom', where: 'callback', fault: 'slow', times: 0 });
    },
  );

  it('pictures, files, articles and a group chat beside each other do too', async () => {
    const page = await world.open('#/wecom/p0/dingtalk/p1', viewport);
    await page.getByRole('button', { name: '阅读小组' }).click();
    await page.locator('.from-member').waitFor();
    expect(await faultsOn(page)).toEqual([]);
  });
});

it('the check itself sees faint, small and low things', async () => {
  const page = await world.open('#/wecom/p0', PHONE);
  await draftOf(page).waitFor();
  await page.evaluate(`
    document.querySelector('.chat-title p').style.color = '#aaa';
    document.querySelector('.chat-title p').style.fontSize = '14px';
    document.querySelector('.draft').style.cssText = 'height: 30px; min-height: 0';
  `);
  const faults = await faultsOn(page);
  expect(faults).toEqual(
    expect.arrayContaining([
      expect.stringContaining('contrast'),
      expect.stringContaining('14 px'),
      expect.stringContaining('30 px high'),
    ]),
  );
});

describe('on a phone', () => {
  it('one column goes from the list to the conversation and back to where one was', async () => {
    const page = await world.open('', PHONE);
    await page.getByRole('link', { name: '周文静 班主任' }).click();
    await draftOf(page).waitFor();
    expect(await page.getByLabel('找人').isVisible()).toBe(false);
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H2');
    await page.getByRole('link', { name: '返回名单' }).click();
    await page.getByLabel('找人').waitFor();
    expect(await draftOf(page).count()).toBe(0);
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toContain('周文静');
  });
});
