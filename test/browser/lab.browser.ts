import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PersonLedger } from '../../src/emulator/ledger.ts';
import type { FaultRequest } from '../../src/emulator/view.ts';
import { draftOf, PageWorld } from './page-world.ts';

let world: PageWorld;
beforeAll(async () => {
  world = await PageWorld.start();
});
afterEach(async () => {
  expect(await world.tidy()).toEqual([]);
});
afterAll(() => world.close());

async function openLab(part: '时钟' | '故障' | '记录', hash = ''): Promise<Page> {
  const page = await world.open(hash);
  await page.getByText('实验台').click();
  await page.getByRole('button', { name: part, exact: true }).click();
  return page;
}

async function waitingFaults(): Promise<FaultRequest[]> {
  return (await (await fetch(`${world.emulator.url}/control/faults`)).json()) as FaultRequest[];
}

/** What a download link saves. */
async function saved(page: Page, label: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: label }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

describe('the clock', () => {
  it('goes to tomorrow morning and an hour on, Beijing time', async () => {
    const page = await openLab('时钟');
    await page.getByText('2026年3月5日星期四 10:00').waitFor();
    await page.getByRole('button', { name: '跳到明天 08:30' }).click();
    await page.getByText('2026年3月6日星期五 08:30').waitFor();
    await page.getByRole('button', { name: '快进一小时' }).click();
    await page.getByText('2026年3月6日星期五 09:30').waitFor();
    expect(world.clock.now().toISOString()).toBe('2026-03-06T01:30:00.000Z');
  });

  it('goes to a chosen moment, and says why it cannot go back', async () => {
    const page = await openLab('时钟');
    await page.getByLabel('跳到（北京时间').fill('2026-03-09T07:45');
    await page.getByRole('button', { name: '跳过去' }).click();
    await page.getByText('2026年3月9日星期一 07:45').waitFor();
    await page.getByLabel('跳到（北京时间').fill('2020-01-01T08:00');
    await page.getByRole('button', { name: '跳过去' }).click();
    await page.getByText('时钟只能向前调整。').waitFor();
  });
});

describe('faults', () => {
  it('can be arranged as offered, each where it can happen', async () => {
    const page = await openLab('故障');
    const arranged: string[] = [];
    for (const vendor of ['wecom', 'dingtalk']) {
      await page.getByLabel('平台', { exact: true }).last().selectOption(vendor);
      for (const where of ['api', 'callback']) {
        await page.getByLabel('出在哪里').selectOption(where);
        for (const kind of await page.getByLabel('怎样的故障').locator('option').all()) {
          const fault = (await kind.getAttribute('value')) ?? '';
          await page.getByLabel('怎样的故障').selectOption(fault);
          if (fault === 'refuse') await page.getByRole('textbox', { name: '错误码' }).fill('60011');
          await page.getByRole('button', { name: '安排故障' }).click();
          await page.getByText('已经安排好').waitFor();
          arranged.push(`${vendor} ${where} ${fault}`);
        }
      }
    }
    const waiting = (await waitingFaults()).map(({ vendor, where, fault }) => `${vendor} ${where} ${fault}`);
    expect(waiting).toEqual(arranged);
    expect(new Set(waiting.map((one) => one.split(' ')[2])).size).toBe(18);
  });

  it('that wait are listed until they have happened or are taken back', async () => {
    for (const fault of await waitingFaults()) world.emulator.fault({ ...fault, times: 0 });
    const page = await openLab('故障');
    await page.getByText('现在没有等着出现的故障').waitFor();
    await page.getByLabel('怎样的故障').selectOption('drop');
    await page.getByLabel('仅限接口').fill('message/send');
    await page.getByRole('button', { name: '安排故障' }).click();
    await page.getByText('（只限 message/send）：悄悄丢失，还有 1 次').waitFor();
    await world.bot.wecom('p20', { msgtype: 'text', text: { content: '看不到的通知' } });
    await page.getByText('现在没有等着出现的故障').waitFor();
    expect(world.emulator.conversation('wecom', 'p20')).toEqual([]);

    await page.getByLabel('怎样的故障').selectOption('partial-accept');
    await page.getByRole('button', { name: '安排故障' }).click();
    await page.getByRole('button', { name: '取消：企业微信' }).click();
    await page.getByText('现在没有等着出现的故障').waitFor();
  });
});

describe('what was recorded', () => {
  it('is saved for one person alone, under their name', async () => {
    await world.bot.wecom('p30', { msgtype: 'text', text: { content: '只给他的通知' } });
    await world.bot.wecom('p32', { msgtype: 'text', text: { content: '给别人的通知' } });
    const page = await openLab('记录', '#/wecom/p30');
    await page.locator('.bubble', { hasText: '只给他的通知' }).waitFor();
    const { name, text } = await saved(page, '保存干部30看到的内容');
    expect(name).toBe('干部30-企业微信-看到的内容.json');
    const ledger = JSON.parse(text) as PersonLedger[];
    expect(ledger).toMatchObject([{ userId: 'p30', items: [{ body: { text: '只给他的通知' } }] }]);
    expect((await saved(page, '保存所有人看到的内容')).text).toContain('给别人的通知');
  });

  it('can be played again, and the page says what could not be done', async () => {
    const page = await openLab('记录', '#/wecom/p34');
    await draftOf(page).fill('待办');
    await draftOf(page).press('Enter');
    await page.locator('.from-person .bubble', { hasText: '待办' }).waitFor();
    const transcript = JSON.parse((await saved(page, '保存操作过程')).text) as {
      acts: { kind: string; userId: string }[];
    };
    const own = transcript.acts.filter((act) => act.kind === 'say' && act.userId === 'p34');
    expect(own).toHaveLength(1);
    const acts = [...own, { ...own[0], userId: 'ghost' }];
    const file = { name: '操作过程.json', mimeType: 'application/json' };
    const input = page.getByLabel('重放一份操作过程');
    await input.setInputFiles({ ...file, buffer: Buffer.from(JSON.stringify({ ...transcript, acts })) });
    await page.getByText('已重放 1 步').waitFor();
    await page.getByText('第 2 步：没有这个人：ghost').waitFor();
    expect(await page.locator('.from-person .bubble', { hasText: '待办' }).count()).toBe(2);
    await input.setInputFiles({ ...file, buffer: Buffer.from('{') });
    await page.getByText('这个文件读不出来').waitFor();
  });
});
