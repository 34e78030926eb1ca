import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { ManualClock } from '../clock.ts';
import type { CadreRecord } from '../county/cadre.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { BodyView, ItemView, Vendor } from '../emulator/view.ts';
import { settle } from '../start/settle.ts';
import type { Running } from '../start/start.ts';

/**
 * What people do in the emulated clients: they write, tap buttons, and see what the bot sent. Every act has a name and is done once, even
 * if the process is killed and the step runs again: the names of finished acts are kept in a file, and the emulated platforms know them.
 */
export class SimulatedPeople {
  readonly running: Running;
  readonly clock: ManualClock;
  readonly #file: string;
  readonly #done: Set<string>;
  /** Those since everything was last settled. */
  readonly #taps: { failed: () => boolean; again: (count: number) => Promise<void> }[] = [];

  constructor(running: Running, clock: ManualClock, file: string) {
    this.running = running;
    this.clock = clock;
    this.#file = file;
    this.#done = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  }

  isDone(name: string): boolean {
    return this.#done.has(name);
  }

  /** Records that an act, or a whole step, is done. */
  mark(name: string): void {
    this.#done.add(name);
    appendFileSync(this.#file, `${name}\n`);
  }

  /** What somebody decides by what is on the screen: looked at once, then noted, for after the act the screen is another. */
  decide(name: string, look: () => string): string {
    const noted = [...this.#done].find((line) => line.startsWith(`${name}=`));
    if (noted !== undefined) return noted.slice(name.length + 1);
    const decided = look();
    this.mark(`${name}=${decided}`);
    return decided;
  }

  /** A person writes to the bot. */
  async say(person: CadreRecord, text: string, act: string): Promise<void> {
    if (this.isDone(act)) return;
    await this.#emulator.say({ ...accountOf(person), text, id: act });
    this.mark(act);
  }

  /** A person sends a file. */
  async send(person: CadreRecord, name: string, bytes: Buffer, act: string): Promise<void> {
    if (this.isDone(act)) return;
    await this.#emulator.send({ ...accountOf(person), name, base64: bytes.toString('base64'), id: act });
    this.mark(act);
  }

  /**
   * A person taps the newest enabled button with this label, on a card that mentions `about`; `twice` taps it again immediately. In a form the
   * first so many options are chosen, or the one at this place.
   */
  async press(
    person: CadreRecord,
    label: string,
    act: string,
    more: { choices?: number; option?: number; twice?: boolean; about?: string } = {},
  ): Promise<void> {
    if (this.isDone(act)) return;
    // Pressed by a run that was killed before it could note so: the button is no longer on the screen.
    if (this.#emulator.did(act) && !this.#failed(this.#button(person, label, more.about)?.item)) return this.mark(act);
    const found = await this.#patiently(() => this.#button(person, label, more.about));
    if (found === undefined)
      throw new Error(`${person.name}没有看到按钮“${label}”（${act}），最后看到：\n${this.last(person)}`);
    const { item, key, body } = found;
    const options = body.kind === 'card' ? (body.choice?.options ?? []) : [];
    const from = more.option ?? 0;
    const chosen = options.slice(from, from + (more.choices ?? (more.option === undefined ? 0 : 1)));
    const choices = chosen.map((option) => option.value);
    const tap = async (id: string) => {
      await this.#emulator.press({ ...accountOf(person), item: item.item, button: key, choices, id });
    };
    const first = tap(this.#emulator.did(act) ? `${act}:once-more` : act);
    const second = more.twice === true ? tap(`${act}:again`).catch(() => undefined) : undefined;
    await Promise.all([first, second]);
    this.mark(act);
    const failed = () => this.#failed(this.#items(person).find((each) => each.item === item.item));
    this.#taps.push({ failed, again: (count) => tap(`${act}:after-failure-${count}`) });
  }

  /** Looks again every ten seconds for a minute: a message whose connection broke off is sent once more after some seconds. */
  async #patiently<Found>(look: () => Found | undefined): Promise<Found | undefined> {
    for (let waits = 0; waits < 6; waits += 1) {
      const found = look();
      if (found !== undefined) return found;
      this.clock.advanceMs(10_000);
      await this.settle();
    }
    return look();
  }

  /** Whether this person sees an enabled button with this label. */
  sees(person: CadreRecord, label: string): boolean {
    return this.#button(person, label) !== undefined;
  }

  /** Whether this person was ever sent a card whose title begins so. */
  wasSent(person: CadreRecord, title: string): boolean {
    return this.#items(person).some(
      (item) => item.from === 'bot' && item.body.kind === 'card' && item.body.title.startsWith(title),
    );
  }

  /** The bot's last message to this person, as text. */
  last(person: CadreRecord): string {
    const said = this.#items(person).filter((item) => item.from === 'bot');
    const body = said.at(-1)?.body;
    if (body === undefined) return '';
    if (body.kind === 'card') return [body.title, body.desc, body.replaced ?? ''].join('\n');
    if (body.kind === 'text') return body.text;
    return body.kind === 'markdown' ? body.markdown : '';
  }

  /** Lets everything happen that is due. Whoever is told that a tap failed taps again. */
  async settle(): Promise<void> {
    await settle(this.running, this.clock);
    const taps = this.#taps.splice(0);
    for (let count = 1; taps.some((tap) => tap.failed()) && count <= mostTaps; count += 1) {
      for (const tap of taps) if (tap.failed()) await tap.again(count);
      await settle(this.running, this.clock);
    }
  }

  /** DingTalk tells whoever tapped that it did not reach the bot, and leaves it at that. */
  #failed(item: ItemView | undefined): boolean {
    return item?.trouble?.endsWith('不再发送。') === true;
  }

  get #emulator(): Emulator {
    if (this.running.emulator === undefined) throw new Error('the simulation runs on the emulator');
    return this.running.emulator;
  }

  #items(person: CadreRecord): ItemView[] {
    const { vendor, userId } = accountOf(person);
    return this.#emulator.conversation(vendor, userId);
  }

  #button(person: CadreRecord, label: string, about = ''): { item: ItemView; key: string; body: BodyView } | undefined {
    for (const item of this.#items(person).reverse()) {
      if (item.body.kind !== 'card' || !item.body.desc.includes(about)) continue;
      const button = item.body.buttons.find((each) => each.label === label && !each.disabled);
      if (button !== undefined) return { item, key: button.key, body: item.body };
    }
    return undefined;
  }
}

const mostTaps = 3;

/** The account at which the bot writes to this person: WeCom's, where there is one. */
export function accountOf(person: CadreRecord): { vendor: Vendor; userId: string } {
  const { wecom, dingtalk } = person.identities;
  if (wecom !== undefined) return { vendor: 'wecom', userId: wecom };
  return { vendor: 'dingtalk', userId: dingtalk ?? '' };
}
