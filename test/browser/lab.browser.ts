import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { PageWorld } from './page-world.ts';

let world: PageWorld;
beforeAll(async () => {
  world = await PageWorld.start();
});
afterEach(async () => {
  expect(await world.tidy()).toEqual([]);
});
afterAll(() => world.close());

it('moves the clock to tomorrow morning, Beijing time', async () => {
  const page = await world.open();
  await page.getByText('实验台').click();
  await page.getByText('2026年3月5日星期四 10:00').waitFor();
  await page.getByRole('button', { name: '跳到明天 08:30' }).click();
  await page.getByText('2026年3月6日星期五 08:30').waitFor();
  expect(world.clock.now().toISOString()).toBe('2026-03-06T00:30:00.000Z');
});

it('passes on why the clock cannot go back', async () => {
  const page = await world.open();
  await page.getByText('实验台').click();
  await page.getByLabel('跳到（北京时间').fill('2020-01-01T08:00');
  await page.getByRole('button', { name: '跳过去' }).click();
  await page.getByText('时钟只能向前调整。').waitFor();
});

it('arranges the faults it offers, each where it can happen', async () => {
  const page = await world.open();
  await page.getByText('实验台').click();
  for (const where of ['api', 'callback']) {
    await page.getByLabel('出在哪里').selectOption(where);
    const kinds = await page.getByLabel('怎样的故障').locator('option').all();
    for (const kind of await Promise.all(kinds.map((option) => option.getAttribute('value')))) {
      await page.getByLabel('怎样的故障').selectOption(kind);
      await page.getByRole('button', { name: '安排故障' }).click();
      await page.getByText('已经安排好').waitFor();
    }
  }
  const waiting = (await (await fetch(`${world.emulator.url}/control/faults`)).json()) as {
    where: string;
    fault: string;
  }[];
  expect(new Set(waiting.map(({ fault }) => fault)).size).toBe(9);
  expect(waiting.filter(({ where }) => where === 'callback').map(({ fault }) => fault)).toContain('duplicate');
});
