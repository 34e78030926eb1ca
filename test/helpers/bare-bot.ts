import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, createConnection } from 'mongoose';
import { registerHandlers } from '../../handlers/index.ts';
import { jobs } from '../../jobs/index.ts';
import { jobScheduler } from '../../jobs/job-scheduler.ts';
import { Context, type ContextDependencies } from '../../src/bot/context.ts';
import { Router } from '../../src/bot/router.ts';
import { UpdateHandler } from '../../src/bot/update-handler.ts';
import { allButtons, type Card, type Message, type Press, plainWords } from '../../src/chat/message.ts';
import type { Registration } from '../../src/chat/registration.ts';
import type { Identity, Said, SentFile, Update } from '../../src/chat/update.ts';
import { ManualClock } from '../../src/clock.ts';
import { Drawing } from '../../src/drawing/drawing.ts';
import { startEmbeddedStore } from '../../src/embedded/index.ts';
import { Inbox } from '../../src/inbox/inbox.ts';
import type { Log } from '../../src/log.ts';
import { Outbox } from '../../src/outbox/outbox.ts';

import { sealWith } from '../../src/store/seal.ts';
import { openStore, type Store } from '../../src/stores.ts';
import { type RulePacks, shippedRulePacks } from '../../src/training/rule-packs.ts';
import { claimOldest } from './claim-oldest.ts';
import { preparedDataDir } from './prepared-data.ts';
import { quietHours } from './sending.ts';
import { worldStartsAt } from './world.ts';

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** What every bot of a process goes by; neither changes once it is made. */
const router = new Router();
registerHandlers(router);
const shippedPacks = shippedRulePacks();

class Crash extends Error {}

/** What is left of a run that is to be broken off; every write of the store takes part by itself. */
interface Doomed {
  writesLeft: number;
}

/** Messages delivered together. */
const mostAtOnce = 1000;

/** What differs from run to run: how often a thing was tried, and who held what until when. */
const machinery: ReadonlySet<string> = new Set(['receipts', 'jobRuns', 'leases', 'installation']);

/** Deaths lie this many writes apart in `npm test`; `npm run test:flows` tries every write. */
const writesApart = process.env.VARIANTS === 'all' ? 1 : 3;

/**
 * Handlers on a real store, without platforms: what is said or pressed is handled at once, what is sent counts as delivered. While
 * `crashing`, every update is first broken off before its first write, run again and broken off before its second, and so on, until it
 * comes through.
 */
export class BareBot {
  readonly store: Store;
  readonly clock: ManualClock;
  crashing = false;
  /** Every update is handled a second time after all was written, as after a crash before its receipt is done. */
  repeating = false;
  /** People who are system admins by configuration. */
  admins: readonly Identity[] = [];
  registration: Registration = {};
  /** Where people's browsers find the pages. */
  address: string | undefined = 'https://xuece.example';
  /** How often an update was broken off. */
  crashes = 0;
  /** While true, what people send is received and waits to be handled. */
  holding = false;
  readonly #handler: UpdateHandler;
  readonly #inbox: Inbox;
  readonly #packs: RulePacks;
  readonly #drawing = new Drawing(silent);
  readonly #raw: () => Promise<Connection>;
  readonly #dataDir: string;
  readonly #stops: (() => Promise<unknown>)[];
  readonly #doomed: AsyncLocalStorage<Doomed | undefined>;
  #updates = 0;
  readonly #files = new Map<string, Buffer>();

  constructor(
    { store, doomed }: { store: Store; doomed: AsyncLocalStorage<Doomed | undefined> },
    clock: ManualClock,
    packs: RulePacks,
    { raw, dataDir }: { raw: () => Promise<Connection>; dataDir: string },
    stops: (() => Promise<unknown>)[],
  ) {
    this.store = store;
    this.#doomed = doomed;
    this.clock = clock;
    this.#inbox = new Inbox(store.receipts, clock, () => undefined, 30_000);
    this.#packs = packs;
    this.#raw = raw;
    this.#dataDir = dataDir;
    this.#stops = stops;
    this.#handler = new UpdateHandler(router, silent);
  }

  say(userId: string, words: string): Promise<void> {
    return this.#take(this.#said(userId, words));
  }

  /** Sends a voice message that the platform writes down so. */
  speak(userId: string, words: string): Promise<void> {
    return this.#take({ kind: 'said', text: words, where: 'single', spoken: true, ...this.#common(userId) });
  }

  sayInGroup(userId: string, words: string, group = 'group-1'): Promise<void> {
    return this.#take({ kind: 'said', text: words, where: 'group', group, ...this.#common(userId) });
  }

  /** Sends a picture or a file. */
  send(userId: string, name: string, bytes: Buffer): Promise<void> {
    const what = /\.(png|jpg)$/.test(name) ? 'picture' : 'file';
    const common = this.#common(userId);
    this.#files.set(common.id, bytes);
    return this.#take({ kind: 'sent-file', what, name, source: { file: common.id }, ...common });
  }

  /** Everything that lies in the data folder, as it is on the disk. */
  storedBytes(): Buffer {
    const names = readdirSync(this.#dataDir, { recursive: true, withFileTypes: true });
    const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
    return Buffer.concat(files.map((each) => readFileSync(each)));
  }

  /** The bytes of every proof that was sent to this person, as they go out. */
  async proofsTo(userId: string): Promise<(Buffer | null)[]> {
    const rows = await this.#sentTo(userId);
    const carried = rows.flatMap(({ message }) => ('sha256' in message ? [message.sha256] : []));
    const loaded = await Promise.all(carried.map((each) => this.store.proofs.load(each)));
    return loaded.filter((each) => each !== undefined);
  }

  /** The bytes of the newest file that was sent to this person. */
  async fileTo(userId: string): Promise<Buffer> {
    const rows = await this.#sentTo(userId);
    const file = rows.map(({ message }) => message).findLast((message) => message.kind === 'file');
    const bytes = file?.kind === 'file' ? await this.store.files.load(file.sha256) : null;
    if (bytes === null) throw new Error(`${userId} got no file`);
    return bytes;
  }

  /** Takes the file that waits for this person under the link they were told last. */
  async fileByLink(userId: string): Promise<Buffer> {
    const link = /\/staff\/file\/([\w-]{43})/.exec(await this.last(userId))?.[1] ?? '';
    const person = await this.store.cadres.byId(userId);
    const key = Buffer.from(link, 'base64url');
    const file = person && (await this.store.pageFiles.take(key, person, this.clock.now()));
    if (!file) throw new Error(`${userId} got no link to a file`);
    return file.bytes;
  }

  /**
   * Presses the newest open card with this button; `choices` are option values.
   * @param forged - what a changed client says was pressed
   */
  async press(userId: string, label: string, choices: readonly string[] = [], forged?: Press): Promise<void> {
    for (const row of await this.store.sentCards.openCards(userId, this.clock.now(), 50)) {
      const card = row.message as Card;
      const button = allButtons(card).find((each) => each.label === label);
      if (button === undefined) continue;
      const pressed = { cardRef: row._id, press: forged ?? button.press, choices, handle: {} };
      return this.#take({ kind: 'pressed', ...pressed, ...this.#common(userId) });
    }
    throw new Error(`${userId} has no button ${label}`);
  }

  /** Says this. @returns what the person was answered, as text */
  async ask(userId: string, words: string): Promise<string> {
    await this.say(userId, words);
    return (await this.#answers()).join('\n----\n');
  }

  /** Each of these people says this, all at once. @returns what each was answered, as text */
  async askAll(asked: readonly { userId: string; words: string }[]): Promise<string[]> {
    const said = asked.map(({ userId, words }) => this.#said(userId, words));
    await this.#takeTogether(said);
    const answers = await Promise.all(said.map(({ id }) => this.#answers(id)));
    return answers.map((each) => each.join('\n----\n'));
  }

  /** A changed client presses this on a card of the person's own. @returns what they were answered, and what the card says then */
  async forge(userId: string, press: Press, choices: readonly string[] = []): Promise<string> {
    const [answer = ''] = await this.forgeAll([userId], press, choices);
    return answer;
  }

  /** As `forge`, by all of these people at once. */
  async forgeAll(userIds: readonly string[], press: Press, choices: readonly string[] = []): Promise<string[]> {
    const buttons = [{ label: '按', press }];
    const cards = userIds.map((cadreId, index) => {
      const key = `forged:${this.#updates}:${index}`;
      const message: Card = { kind: 'card', id: key, title: '卡片', lines: [], fields: [], buttons };
      return { cadreId, message, key, urgency: 'urgent' as const };
    });
    await this.#dependencies().outbox.add(cards);
    await this.#deliver();
    const pressed = cards.map(({ cadreId, key }) => ({
      ...{ kind: 'pressed' as const, cardRef: key, press, choices, handle: {} },
      ...this.#common(cadreId),
    }));
    await this.#takeTogether(pressed);
    const shown = pressed.map(async ({ id, cardRef }) => {
      const [answers, card] = await Promise.all([this.#answers(id), this.store.deliveries.byKey(cardRef)]);
      return [...answers, `（${card?.settled ?? ''}）`].join('\n----\n');
    });
    return Promise.all(shown);
  }

  /** What was answered to this update, the latest unless given. */
  async #answers(update = `t:${this.#updates}`): Promise<string[]> {
    const answers: string[] = [];
    for (let count = 1; ; count += 1) {
      const row = await this.store.deliveries.byKey(`${update}:${count}`);
      if (row === null) return answers;
      answers.push(plainWords(row.message));
    }
  }

  /** The platform gives this account another id. */
  rename(userId: string, to: string): Promise<void> {
    return this.#take({ kind: 'renamed', to, ...this.#common(userId) });
  }

  /** What was last said in this group, as text. */
  lastInGroup(group = 'group-1'): Promise<string> {
    return this.#newest({ cadreId: `group:${group}`, kind: 'post' });
  }

  /** What was last said to this person, as text. */
  last(userId: string): Promise<string> {
    return this.#newest({ cadreId: userId, kind: 'send' });
  }

  async #newest(about: { cadreId: string; kind: string }): Promise<string> {
    const connection = await this.#raw();
    const rows = connection.collection<{ _id: string; message: Message }>('deliveries');
    const row = await rows.findOne(about, { sort: { order: -1 } });
    if (row === null) return '';
    return plainWords(row.message);
  }

  /** Runs a job now; while `crashing`, broken off as updates are. */
  async runJob(name: string): Promise<void> {
    const parts = { jobs, quiet: quietHours, clock: this.clock, log: silent };
    const scheduler = jobScheduler({ ...this.#dependencies(), ...parts });
    await this.#untilThrough(
      () => scheduler.runNow(name),
      async () => undefined,
    );
    await this.#deliver();
  }

  async #sentTo(userId: string): Promise<{ message: Message }[]> {
    const connection = await this.#raw();
    const deliveries = connection.collection<{ _id: string; message: Message }>('deliveries');
    const rows = await deliveries.find({ cadreId: userId, kind: 'send' }).sort({ order: 1 }).toArray();
    return rows;
  }

  /** Everything that was sent to this person, newest last. */
  async messagesTo(userId: string): Promise<Message[]> {
    return (await this.#sentTo(userId)).map(({ message }) => message);
  }

  /** Everything that was said to this person, newest last, as text. */
  async screen(userId: string): Promise<string> {
    return (await this.#sentTo(userId)).map(({ message }) => plainWords(message)).join('\n----\n');
  }

  /** Everything stored, without what may differ between runs: positions in the outbox and attempts. */
  async dump(): Promise<Record<string, unknown[]>> {
    const connection = await this.#raw();
    const names = (await connection.listCollections()).map(({ name }) => name).filter((name) => !machinery.has(name));
    const rows = names.map(async (name) => [name, await connection.collection(name).find().sort({ _id: 1 }).toArray()]);
    const all = Object.fromEntries(await Promise.all(rows)) as Record<string, Record<string, unknown>[]>;
    for (const delivery of all.deliveries ?? []) {
      delete delivery.order;
      delete delivery.claim;
    }
    // Every sealing has a nonce of its own.
    for (const proof of all.proofs ?? []) proof.sealed = 'sealed' in proof;
    for (const box of all.ballotBoxes ?? []) box.ballots = Array.isArray(box.ballots) ? box.ballots.length : 0;
    return all;
  }

  /** Every receipt as it is stored, without who took it. */
  async receipts(): Promise<unknown[]> {
    const rows = await (await this.#raw()).collection('receipts').find().sort({ order: 1 }).toArray();
    return rows.map(({ claim: _, ...row }) => row);
  }

  async stop(): Promise<void> {
    await this.#drawing.close();
    for (const stop of this.#stops) await stop();
  }

  #said(userId: string, words: string): Said {
    return { kind: 'said', text: words, where: 'single', ...this.#common(userId) };
  }

  #common(userId: string): Pick<Said, 'id' | 'from' | 'at'> {
    this.#updates += 1;
    this.clock.advanceMs(1);
    return { id: `t:${this.#updates}`, from: { platform: 'wecom', userId }, at: this.clock.now().getTime() };
  }

  /** Also in the middle of another update's run, which this one is no part of. */
  #take(update: Update): Promise<void> {
    return this.crashing ? this.#doomed.run(undefined, () => this.#taken(update)) : this.#taken(update);
  }

  /** Takes what different people sent as a worker does that has room for all of it; a run that is broken off takes one after the other. */
  async #takeTogether(updates: readonly Update[]): Promise<void> {
    if (this.crashing) {
      for (const update of updates) await this.#take(update);
      return;
    }
    const now = this.clock.now();
    const { receipts } = this.store;
    await Promise.all(updates.map((update) => this.#inbox.add(update)));
    const due = await receipts.due(now, updates.length, []);
    const claimed = await receipts.claim(due, `together:${this.#updates}`, now, false);
    await Promise.all(claimed.map((receipt) => this.#handler.handle(receipt, this.#dependencies())));
    await Promise.all(claimed.map((receipt) => receipts.done(receipt, now)));
    await this.#deliver();
  }

  /** Handles what was received while `holding`, in order. */
  async handleHeld(): Promise<void> {
    this.holding = false;
    while ((await this.store.receipts.open()) > 0) await this.#handleNext();
  }

  async #taken(update: Update): Promise<void> {
    await this.#inbox.add(update);
    if (!this.holding) await this.#handleNext();
  }

  async #handleNext(): Promise<void> {
    const now = this.clock.now();
    const claim = () => claimOldest(this.store.receipts, now);
    let receipt = await claim();
    await this.#untilThrough(
      () => this.#handler.handle(receipt, this.#dependencies()),
      async () => {
        await this.store.receipts.failed(receipt, 'crash', { dueAt: now });
        receipt = await claim();
      },
    );
    if (this.repeating) await this.#handler.handle(receipt, this.#dependencies());
    await this.store.receipts.done(receipt, now);
    await this.#deliver();
  }

  /** Does the work; while `crashing`, breaks it off before its first write, then before a later one, and so on. */
  async #untilThrough(work: () => Promise<unknown>, afterCrash: () => Promise<void>): Promise<void> {
    if (!this.crashing) {
      await work();
      return;
    }
    for (let writesLeft = 0; ; writesLeft += writesApart) {
      try {
        await this.#doomed.run({ writesLeft }, work);
        return;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        this.crashes += 1;
        await afterCrash();
      }
    }
  }

  /** What a handler is given for something this person says. Under the same id it is a second run. */
  async contextOf(userId: string, id: string): Promise<Context> {
    const now = this.clock.now();
    const from = { platform: 'wecom', userId } as const;
    const person = await this.store.cadres.byIdentity(from);
    if (person === null) throw new Error(`nobody is ${userId}`);
    const update = { kind: 'said', id, from, at: now.getTime(), where: 'single', text: '' } as const;
    return new Context(this.#dependencies(), { update, person, now });
  }

  /** Sends out what waits. */
  deliver(): Promise<void> {
    return this.#deliver();
  }

  #dependencies(): ContextDependencies {
    const outbox = new Outbox(this.store, this.clock, ['wecom'], quietHours, () => undefined);
    const fetchFile = async ({ source }: SentFile) => this.#files.get(source.file ?? '') ?? Buffer.alloc(0);
    return {
      store: this.store,
      outbox,
      packs: this.#packs,
      admins: this.admins,
      registration: this.registration,
      pagesAt: () => this.address,
      fetchFile,
      drawing: this.#drawing,
      // The same in every run, however often it was broken off before.
      randomBytes: (count, about) => createHash('sha512').update(about).digest().subarray(0, count),
    };
  }

  async #deliver(): Promise<void> {
    const { claims, deliveries } = this.store;
    const now = this.clock.now();
    for (;;) {
      const due = await deliveries.due('wecom', now, mostAtOnce);
      if (due.length === 0) return;
      const keys = due.map((row) => row._id);
      await claims.claim(keys, 'test', now);
      const sent = keys.map((key) => ({ key, set: { state: 'sent' as const, sentAt: now, cardRef: key } }));
      await claims.storeResults('test', sent);
      if (due.length < mostAtOnce) return;
    }
  }
}

/**
 * Holds the same conversation twice, on two bots: once without a fault, and once broken off before every write.
 * @returns both, the whole one first
 */
export async function bothRuns(conversation: (bot: BareBot, crashing: boolean) => Promise<void>): Promise<BareBot[]> {
  const bots: BareBot[] = [];
  for (const crashing of [false, true]) {
    const bot = await startBareBot();
    bots.push(bot);
    await conversation(bot, crashing);
  }
  return bots;
}

/** @param packs - the rules it goes by */
export async function startBareBot(packs: RulePacks = shippedPacks): Promise<BareBot> {
  const dataDir = await preparedDataDir('wecom');
  // Nothing expires while a test runs, however long the machine takes.
  const embedded = await startEmbeddedStore({ dataDir, clock: new ManualClock(new Date(0)), durable: false });
  const doomed = new AsyncLocalStorage<Doomed | undefined>();
  const store = await openStore(embedded.uri, {
    send: embedded.command,
    beforeWrite: () => breakOff(doomed.getStore()),
    seal: sealWith(Buffer.alloc(32, 'a key of tests')),
  });
  const remove = async () => rmSync(dataDir, { recursive: true, force: true });
  // Node 20 tells every promise of the process to every context that was ever used and not ended.
  const endContext = async () => doomed.disable();
  let connecting: Promise<Connection> | undefined;
  const raw = () => {
    connecting ??= createConnection(embedded.uri).asPromise();
    return connecting;
  };
  const disconnect = async () => (await connecting)?.close();
  const stops = [disconnect, () => store.close(), () => embedded.close(), remove, endContext];
  return new BareBot({ store, doomed }, new ManualClock(worldStartsAt), packs, { raw, dataDir }, stops);
}

/** Called before each write, in the run that is about to write. */
function breakOff(run: Doomed | undefined): void {
  if (run === undefined) return;
  if (run.writesLeft <= 0) throw new Crash();
  run.writesLeft -= 1;
}
