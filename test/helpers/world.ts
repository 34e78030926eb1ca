import { rmSync } from 'node:fs';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../src/clock.ts';
import type { VendorRules } from '../../src/emulator/rules.ts';
import type { BodyView, CardView, ItemView, Vendor } from '../../src/emulator/view.ts';
import type { Log } from '../../src/log.ts';
import { readConfig } from '../../src/start/config.ts';
import { settle } from '../../src/start/settle.ts';
import { type Running, start } from '../../src/start/start.ts';
import { smallCounty, type Variant } from './county.ts';
import { preparedDataDir } from './prepared-data.ts';

/** On a WeCom card, of the message before it. */
const seeAbove = '全文见上一条消息。';

/** A whole bot with its emulated platform, a small county and a clock that stands still until it is moved. */
export class World {
  readonly running: Running;
  readonly clock: ManualClock;
  readonly vendor: Vendor;
  /** Everything logged at warn and above. */
  readonly logged: readonly string[];
  readonly #dataDir: string;

  constructor(running: Running, clock: ManualClock, vendor: Vendor, dataDir: string, logged: readonly string[]) {
    this.running = running;
    this.clock = clock;
    this.vendor = vendor;
    this.logged = logged;
    this.#dataDir = dataDir;
  }

  get emulator() {
    if (this.running.emulator === undefined) throw new Error('the world has an emulator');
    return this.running.emulator;
  }

  /** This person writes to the bot, and everything that follows happens. */
  async say(userId: string, text: string): Promise<void> {
    await this.emulator.say({ vendor: this.vendor, userId, text });
    await this.settle();
  }

  /** This person sends a picture or a file, and everything that follows happens. */
  async send(userId: string, name: string, bytes: Buffer): Promise<void> {
    await this.emulator.send({ vendor: this.vendor, userId, name, base64: bytes.toString('base64') });
    await this.settle();
  }

  /** This person taps the newest button with this label, after ticking `choices` (labels of the form's options), and everything follows. */
  async press(userId: string, label: string, choices: readonly string[] = []): Promise<void> {
    await this.tap(userId, label, choices);
    await this.settle();
  }

  /** As `press`, without waiting for what follows: many people may tap at once. */
  async tap(userId: string, label: string, choices: readonly string[] = []): Promise<void> {
    for (const { item, body } of [...this.items(userId)].reverse()) {
      if (body.kind === 'markdown') {
        const sent = markdownLinks(body.markdown).find((link) => link.label === label);
        if (sent !== undefined) return void (await this.emulator.say({ vendor: this.vendor, userId, text: sent.text }));
      }
      if (body.kind !== 'card') continue;
      const button = body.buttons.find((each) => each.label === label && !each.disabled);
      if (button === undefined) continue;
      const values = choices.map((choice) => choiceOf(body, choice));
      await this.emulator.press({ vendor: this.vendor, userId, item, button: button.key, choices: values });
      return;
    }
    throw new Error(`${userId} sees no button “${label}”:\n${this.screen(userId)}`);
  }

  items(userId: string): ItemView[] {
    return this.emulator.conversation(this.vendor, userId);
  }

  /** What the bot said to this person so far, as text. */
  screen(userId: string): string {
    return this.items(userId)
      .filter((item) => item.from === 'bot')
      .map((item) => bodyText(item.body))
      .join('\n----\n');
  }

  /** The bot's last message to this person, as text, with what stands above a card that refers to it. */
  last(userId: string): string {
    const said = this.items(userId).flatMap(({ from, body }) => (from === 'bot' ? [bodyText(body)] : []));
    const last = said.at(-1) ?? '';
    return last.includes(seeAbove) ? `${said.at(-2)}\n${last}` : last;
  }

  /** How many messages of the bot to this person contain the text. */
  count(userId: string, text: string): number {
    return this.items(userId).filter((item) => item.from === 'bot' && bodyText(item.body).includes(text)).length;
  }

  /** Everything happens that can happen now. */
  settle(): Promise<void> {
    return settle(this.running, this.clock);
  }

  /** Moves the clock to a Beijing time and lets the jobs of that moment run. */
  async at(dateOn: string, clock: string): Promise<void> {
    this.clock.moveTo(beijingTime(dateOn, clock));
    await this.tick();
  }

  async advanceMinutes(minutes: number): Promise<void> {
    this.clock.advanceMs(minutes * 60_000);
    await this.tick();
  }

  async tick(): Promise<void> {
    await this.settle();
    await this.running.app.scheduler.tick();
    await this.settle();
  }

  async stop(): Promise<void> {
    await this.running.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

/** Monday, 2 March 2026, 09:03 in Beijing. */
export const worldStartsAt = beijingTime('2026-03-02', '09:03');

/** @param rules - where the platform does otherwise than usual */
export async function startWorld(variant: Variant, rules: Partial<VendorRules> = {}): Promise<World> {
  const dataDir = await preparedDataDir(variant === 'wecom' ? 'wecom' : 'dingtalk');
  const clock = new ManualClock(worldStartsAt);
  const logged: string[] = [];
  const config = readConfig({
    ...{ PORT: '0', EMULATOR_PORT: '0', DATA_DIR: dataDir, EMULATOR: 'on', LOG_LEVEL: 'silent' },
    DINGTALK_MODE: variant === 'dingtalk-stream' ? 'stream' : 'http',
  });
  const running = await start(config, {
    clock,
    log: listLog(logged),
    setClock: (time) => clock.moveTo(time),
    loops: false,
    storeDurable: false,
    county: () => smallCounty(variant),
    dingtalkTemplate: variant !== 'dingtalk-markdown',
    vendorRules: { dingtalkCallsPerSecond: 10_000, ...rules },
  });
  return new World(running, clock, variant === 'wecom' ? 'wecom' : 'dingtalk', dataDir, logged);
}

function listLog(logged: string[]): Log {
  const keep = (facts: Readonly<Record<string, unknown>>, sentence: string) => {
    logged.push(`${sentence} ${JSON.stringify(facts)}`);
  };
  return { debug: () => undefined, info: () => undefined, warn: keep, error: keep };
}

function bodyText(body: BodyView): string {
  if (body.kind === 'text') return body.text;
  if (body.kind === 'markdown') return body.markdown;
  if (body.kind === 'picture') return `［图片］${body.name}`;
  if (body.kind === 'file') return `［文件］${body.name}`;
  if (body.kind === 'news') return body.articles.map(({ title, desc }) => `${title}\n${desc}`).join('\n');
  const fields = body.fields.map((field) => `${field.label}：${field.value}`);
  const options = body.choice?.options.map((option) => option.label) ?? [];
  const buttons = body.buttons.filter((button) => !button.disabled).map((button) => `[${button.label}]`);
  return [body.title, body.desc, ...fields, ...options, ...buttons, body.replaced ?? '']
    .filter((line) => line !== '')
    .join('\n');
}

/** The value of the option that reads so: in the card's form, or in one of its drop-downs. */
function choiceOf({ choice, selectors = [] }: CardView, label: string): string {
  const inForm = choice?.options.find((option) => option.label === label);
  if (inForm !== undefined) return inForm.value;
  for (const { key, options } of selectors) {
    const option = options.find((each) => each.label === label);
    if (option !== undefined) return `${key}=${option.value}`;
  }
  return label;
}

/** The `dtmd` links of a Markdown message: what each shows, and the text a tap sends. */
function markdownLinks(markdown: string): { label: string; text: string }[] {
  return [...markdown.matchAll(/\[([^\]]+)\]\((dtmd:\/\/[^)]+)\)/g)].map(([, label = '', url = '']) => ({
    label,
    text: new URL(url).searchParams.get('content') ?? '',
  }));
}
