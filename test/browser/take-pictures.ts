/** Makes the pictures of the README anew from the demo: `node --import tsx test/browser/take-pictures.ts`. Needs Chromium and Noto CJK. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../src/clock.ts';
import type { PersonView, Vendor } from '../../src/emulator/view.ts';
import { readConfig } from '../../src/start/config.ts';
import { type Running, start } from '../../src/start/start.ts';
import { screenUrl } from '../helpers/room-screen.ts';
import { World } from '../helpers/world.ts';
import { launchChromium } from './chromium.ts';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const PHONE = { width: 390, height: 780 };
/** Room for a whole card of the day. */
const TALL_PHONE = { width: 390, height: 920 };
const DESKTOP = { width: 1440, height: 860 };

const dataDir = mkdtempSync(join(tmpdir(), 'pictures-'));
const clock = new ManualClock(beijingTime('2026-03-02', '09:03'));
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const running = await start(
  readConfig({ PORT: '0', EMULATOR_PORT: '0', DATA_DIR: dataDir, EMULATOR: 'on', LOG_LEVEL: 'silent' }),
  { clock, log: quiet, setClock: (time) => clock.moveTo(time), loops: false },
);
const browser = await launchChromium();
try {
  mkdirSync(folder, { recursive: true });
  await takeAll(running);
} finally {
  await browser.close();
  await running.stop();
  rmSync(dataDir, { recursive: true });
}

async function takeAll(running: Running): Promise<void> {
  const on = { wecom: worldOn('wecom', running), dingtalk: worldOn('dingtalk', running) };
  const school = person('县委党校 副校长', 'wecom');
  const org = person('县委组织部 业务股', 'wecom');
  await on.wecom.say(school.userId, `/开班 中青年干部培训班 2026-03-16 2026-03-27 ${school.name} 理论武装`);
  await on.wecom.press(school.userId, '确认开班');
  await on.wecom.say(school.userId, '/课程 2026-01 标准');
  await on.wecom.say(org.userId, '/点名 2026-01 40 科级副职');
  await on.wecom.press(org.userId, '送审');
  await approve(on);
  const [first, second] = [called('wecom'), called('dingtalk')];
  clock.advanceMs(4 * 60_000);
  await on.wecom.press(first.userId, '确认参加');
  await on.dingtalk.press(second.userId, '调训理由');

  const three = `#/${[org, first, second].map(({ vendor, userId }) => `${vendor}/${userId}`).join('/')}`;
  await take('side-by-side', three, DESKTOP, async (page) => {
    await page.getByRole('button', { name: '收起名单' }).click();
  });
  await take('wecom-phone', `#/wecom/${first.userId}`, PHONE);
  await take('dingtalk-phone', `#/dingtalk/${second.userId}`, PHONE);
  await take('lab', `#/wecom/${org.userId}`, DESKTOP, async (page) => {
    await page.getByText('实验台').click();
    await page.getByRole('button', { name: '故障' }).click();
    await page.getByLabel('怎样的故障').selectOption('partial-accept');
    await page.getByRole('button', { name: '安排故障' }).click();
    await page.getByText('还有 1 次').waitFor();
  });
  await takeOfTrainee(on.wecom, org, first);
  await takeRoom(on.wecom, school);
}

/** Another of the organisation department approves the list that waits. */
async function approve(on: Readonly<Record<Vendor, World>>): Promise<void> {
  for (const world of [on.wecom, on.dingtalk]) {
    const people = running.emulator?.people('县委组织部', 10, world.vendor) ?? [];
    const approver = people.find(({ userId }) => world.screen(userId).includes('审定并发出'));
    if (approver !== undefined) return world.press(approver.userId, '审定并发出');
  }
  throw new Error('nobody is asked to approve the list');
}

/** What a trainee sees on a phone: the survey, the morning card, help and what waits. */
async function takeOfTrainee(world: World, org: PersonView, trainee: PersonView): Promise<void> {
  const screen = `#/wecom/${trainee.userId}`;
  await world.say(org.userId, '/需求调查 2026年培训需求 科级副职 20');
  await world.press(org.userId, '确认发出');
  await world.press(trainee.userId, '开始填写');
  await take('survey-phone', screen, TALL_PHONE);
  await world.at('2026-03-16', '08:05');
  await world.press(trainee.userId, '签到');
  await take('morning-phone', screen, TALL_PHONE);
  await world.say(trainee.userId, '帮助');
  await take('help-phone', screen, TALL_PHONE);
  await world.say(trainee.userId, '待办');
  await take('todo-phone', screen, TALL_PHONE);
}

/** What hangs on the wall of the room while people sign in. */
async function takeRoom(world: World, teacher: PersonView): Promise<void> {
  await world.say(teacher.userId, '/签到码 2026-01');
  const page = await browser.newPage({ viewport: { width: 1024, height: 576 }, locale: 'zh-CN' });
  await page.goto(screenUrl(world.last(teacher.userId)));
  await page.screenshot({ path: join(folder, 'room.png') });
  await page.close();
}

function worldOn(vendor: Vendor, running: Running): World {
  return new World(running, clock, vendor, dataDir, []);
}

function person(search: string, vendor: Vendor): PersonView {
  const [found] = running.emulator?.people(search, 1, vendor) ?? [];
  if (found === undefined) throw new Error(`nobody in the demo county is ${search}`);
  return found;
}

/** The first person on this platform whom the bot has called up. */
function called(vendor: Vendor): PersonView {
  const ledger = running.emulator
    ?.ledger()
    .find((each) => each.vendor === vendor && JSON.stringify(each.items).includes('确认参加'));
  if (ledger === undefined) throw new Error(`nobody is called up on ${vendor}`);
  return person(ledger.userId, vendor);
}

async function take(
  name: string,
  hash: string,
  viewport: { width: number; height: number },
  prepare?: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage({ viewport, locale: 'zh-CN' });
  await page.goto(`${running.emulator?.url}/${hash}`);
  await page.locator('.bubble, .card').first().waitFor();
  await prepare?.(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}
