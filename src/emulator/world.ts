import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { Blobs } from './blobs.ts';
import type { DingtalkAccount } from './dingtalk/account.ts';
import { Directory } from './directory.ts';
import type { Entry } from './entries.ts';
import { Faults } from './faults.ts';
import { Journal } from './journal.ts';
import type { EmulatorOptions } from './options.ts';
import { renameMember } from './rename.ts';
import { DEFAULT_RULES, type VendorRules } from './rules.ts';
import { apply, newState, type State } from './state.ts';
import type { ChangeEvent, Vendor } from './view.ts';
import type { WecomAccount } from './wecom/account.ts';

/** One call the bot made, for tests and the page. */
export interface ApiRecord {
  atMs: number;
  vendor: Vendor;
  /** Path without the query, so without tokens. */
  path: string;
  /** `0` or `ok`, the vendor's error code, or the fault that hit it. */
  result: string;
}

const KEPT_CALLS = 2000;

/** Everything the parts of the emulator share: time, people, state and the one way to change it. */
export class World {
  readonly clock: Clock;
  /** The emulator's own address, e.g. `http://127.0.0.1:3001`; set once it listens. */
  url = '';
  readonly rules: VendorRules;
  readonly directory: Directory;
  /** Bytes of pictures and files. */
  readonly blobs: Blobs;
  readonly state: State = newState();
  readonly faults = new Faults();
  readonly calls: ApiRecord[] = [];
  readonly wecom: WecomAccount | undefined;
  readonly dingtalk: DingtalkAccount | undefined;
  readonly #journal: Journal | undefined;
  readonly #held: Entry[] = [];
  #sealed = 0;
  #closed = false;
  readonly #listeners = new Set<(change: ChangeEvent) => void>();

  constructor(options: EmulatorOptions) {
    this.clock = options.clock;
    this.rules = { ...DEFAULT_RULES, ...options.rules };
    this.directory = new Directory(options.people);
    this.blobs = new Blobs(options.journalFile === undefined ? undefined : `${options.journalFile}.blobs`);
    this.wecom = structuredClone(options.wecom);
    this.dingtalk = options.dingtalk && { ...options.dingtalk };
    if (options.journalFile !== undefined) {
      this.#journal = Journal.open(options.journalFile, (line) => this.#replay(line));
      for (const conversation of this.state.conversations.values()) conversation.seen = conversation.items.length;
    }
  }

  nowMs(): number {
    return this.clock.now().getTime();
  }

  /** The next number; kept with the next `commit`. */
  nextSerial(): number {
    this.state.serial += 1;
    return this.state.serial;
  }

  /** `count` numbers in a row; returns the first. */
  nextSerials(count: number): number {
    const first = this.state.serial + 1;
    this.state.serial += count;
    return first;
  }

  /** 0 to 31 in turn: added to what is sealed, so that equal messages use every pad value. */
  nextFiller(): number {
    this.#sealed += 1;
    return this.#sealed % 32;
  }

  /** Unguessable text, as vendors make tokens and codes. */
  secret(bytes = 24): string {
    return randomBytes(bytes).toString('base64url');
  }

  /** Writes one journal line for all entries, makes the changes, tells the listeners. */
  commit(...entries: Entry[]): void {
    if (entries.length === 0 || this.#closed) return;
    this.#journal?.append(JSON.stringify({ serial: this.state.serial, entries }));
    const changes = entries.flatMap((entry) => this.#apply(entry));
    for (const listener of this.#listeners) for (const change of changes) listener(change);
  }

  /** Keeps messages of a `reorder` fault back until the next message, or a pump. */
  hold(entries: Entry[]): void {
    this.#held.push(...entries);
  }

  releaseHeld(): void {
    this.commit(...this.#held.splice(0));
  }

  subscribe(listener: (change: ChangeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  recordCall(call: ApiRecord): void {
    this.calls.push(call);
    if (this.calls.length > KEPT_CALLS) this.calls.splice(0, this.calls.length - KEPT_CALLS);
  }

  /** Nothing changes any more. */
  close(): void {
    this.#closed = true;
    this.#journal?.close();
  }

  #replay(line: string): void {
    const { serial, entries } = JSON.parse(line) as { serial: number; entries: Entry[] };
    this.state.serial = serial;
    for (const entry of entries) this.#apply(entry);
  }

  #rename(userId: string, newUserId: string): void {
    const person = this.directory.find('wecom', userId);
    if (person === undefined) return;
    this.directory.remove('wecom', userId);
    this.directory.add({ ...person, userId: newUserId });
    renameMember(this.state, person.userId, newUserId);
  }

  #apply(entry: Entry): ChangeEvent[] {
    if (entry.kind === 'joined') this.directory.add(entry.person);
    else if (entry.kind === 'left') this.directory.remove(entry.vendor, entry.userId);
    else if (entry.kind === 'renamed') this.#rename(entry.userId, entry.newUserId);
    else return apply(this.state, entry);
    return [];
  }
}
