import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ManualClock } from '../../src/clock.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import type { EmulatedPerson } from '../../src/emulator/options.ts';
import { launchChromium } from './chromium.ts';
import { ScriptedBot } from './scripted-bot.ts';

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 800 };

/** Those worth trying first, as a demo orders them, then 5,000 cadres. */
const people: EmulatedPerson[] = [
  person('wecom', 'orgdept', '陈志明', '县委组织部', '干部教育科科长', ['组织部']),
  person('dingtalk', 'school', '李秀英', '县委党校', '教务科科长', ['党校']),
  person('wecom', 'teacher', '周文静', '县委党校', '讲师', ['班主任']),
  person('dingtalk', 'head', '韩立新', '河口镇人民政府', '镇长', ['单位负责人']),
  person('wecom', 'cadre', '吴晓东', '县农业农村局', '四级主任科员', []),
  { ...person('wecom', 'two-w', '何两用', '县教育局', '副局长', []), person: 'two' },
  { ...person('dingtalk', 'two-d', '何两用', '县教育局', '副局长', []), person: 'two' },
  person('dingtalk', '0427', '郑海燕', '县教育局', '一级科员', []),
  ...Array.from({ length: 5000 }, (_, index) => {
    const post = index === 4321 ? '水利股股长' : '科员';
    return person(
      index % 2 === 0 ? 'wecom' : 'dingtalk',
      `p${index}`,
      `干部${index}`,
      `第${index % 120}单位`,
      post,
      [],
    );
  }),
];

function person(
  vendor: EmulatedPerson['vendor'],
  userId: string,
  name: string,
  unit: string,
  post: string,
  roles: string[],
): EmulatedPerson {
  return { vendor, userId, name, unit, post, roles, departments: [unit] };
}

/** A bot under the test's hand, the emulator, and a browser that looks at its page. */
export class PageWorld {
  readonly bot: ScriptedBot;
  readonly clock = new ManualClock(new Date('2026-03-05T02:00:00Z'));
  readonly #browser: Browser;
  readonly #journalDir = mkdtempSync(join(tmpdir(), 'chat-page-'));
  readonly #contexts: BrowserContext[] = [];
  #emulator: Emulator | undefined;
  /** What pages complained about since the last `tidy`: script errors, refused content, dialogs. */
  readonly complaints: string[] = [];

  private constructor(bot: ScriptedBot, browser: Browser) {
    this.bot = bot;
    this.#browser = browser;
  }

  static async start(): Promise<PageWorld> {
    const browser = await launchChromium();
    const world = new PageWorld(await ScriptedBot.start(), browser);
    await world.startEmulator(0);
    return world;
  }

  get emulator(): Emulator {
    if (this.#emulator === undefined) throw new Error('the emulator is stopped');
    return this.#emulator;
  }

  /** Goes on where the last one stopped. */
  async startEmulator(port: number): Promise<void> {
    const bot = this.bot.url;
    this.#emulator = await startEmulator({
      port,
      clock: this.clock,
      setClock: (time) => this.clock.moveTo(time),
      guide: {
        about: () => ['这是一个测试用的县。'],
        walk: async () => [{ title: '先看一位教师', about: '发“待办”。', person: 'wecom:teacher' }],
        hints: async () => ['/通知 2026-01 明天开班', '待办', '/帮助'],
      },
      journalFile: join(this.#journalDir, 'journal.jsonl'),
      people,
      wecom: {
        corpId: 'corp1',
        agentId: 1000002,
        secret: 'secret1',
        token: 'token1',
        encodingAesKey: `${'a'.repeat(42)}A`,
        callbackUrl: `${bot}/wecom/callback`,
      },
      dingtalk: {
        appKey: 'key1',
        appSecret: 'secret1',
        robotCode: 'robot1',
        corpId: 'corp1',
        eventToken: 'token1',
        eventAesKey: `${'b'.repeat(42)}A`,
        robotUrl: `${bot}/dingtalk/robot`,
        eventsUrl: `${bot}/dingtalk/events`,
        cardTemplateId: 'template1.schema',
      },
    });
    this.bot.speakThrough(this.#emulator.url);
  }

  /** @returns the port it listened on */
  async stopEmulator(): Promise<number> {
    const { port } = new URL(this.emulator.url);
    await this.emulator.close();
    this.#emulator = undefined;
    return Number(port);
  }

  /** Opens the page in a fresh browser profile. */
  async open(hash = '', viewport = DESKTOP): Promise<Page> {
    const context = await this.#browser.newContext({ viewport, locale: 'zh-CN' });
    context.setDefaultTimeout(8000);
    this.#contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      const isNetwork = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isNetwork) this.complaints.push(message.text());
    });
    page.on('dialog', async (dialog) => {
      this.complaints.push(`dialog: ${dialog.message()}`);
      await dialog.dismiss();
    });
    await page.goto(`${this.emulator.url}/${hash}`);
    await page.locator('h1').waitFor({ state: 'attached' });
    return page;
  }

  /** Between tests: closes the pages and hands over what they complained about. */
  async tidy(): Promise<string[]> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
    return this.complaints.splice(0);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#emulator?.close();
    await this.bot.close();
    rmSync(this.#journalDir, { recursive: true });
  }
}

/** The text box of the open conversation. */
export const draftOf = (page: Page) => page.getByPlaceholder('发消息');

/** Messages on the screen, oldest first. */
export const messagesOf = (page: Page) => page.locator('.message');
