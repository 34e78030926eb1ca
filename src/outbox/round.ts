import type { ChatPlatform } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AtCrashPoint } from '../store/crash-point.ts';
import type { Calls, PutOff } from './calls.ts';
import type { DeliveryClaimStore } from './delivery-claims.ts';
import type { DeliveryRow } from './delivery-row.ts';
import type { Lead } from './lead.ts';
import { groupsOf, isInLine, wavesOf } from './queue.ts';
import { type Result, untried } from './result.ts';

const callsAtOnce = 6;

export interface RoundDeps {
  claims: DeliveryClaimStore;
  platform: ChatPlatform;
  clock: Clock;
  lead: Lead;
  calls: Calls;
  /** What becomes of rows that ended here without being sent. */
  afterEnd: (group: readonly DeliveryRow[], results: readonly Result[]) => Promise<readonly Result[]>;
  /** No call is to be begun any more. */
  isEnding: () => boolean;
  log: Log;
  crashPoint: AtCrashPoint;
}

/** One round: rows taken under one claim, and what is known of them but not yet written down. */
export class Round {
  readonly #deps: RoundDeps;
  readonly #claim: string;
  /** Whose time the rows were taken in: once it is over, they may be another round's, also where this process leads again. */
  readonly #epoch: number;
  readonly #unwritten: Result[] = [];
  /** People whose earlier message waits for another try, and until when. */
  readonly #waiting = new Map<string, Date>();
  readonly #putOff: PutOff = new Map();

  /** @param claim - unique per round */
  constructor(deps: RoundDeps, claim: string) {
    this.#deps = deps;
    this.#claim = claim;
    this.#epoch = deps.lead.epoch;
  }

  /** Takes these rows and sends them. @throws when the store fails; then `finish` is left to be done */
  async run(keys: readonly string[]): Promise<void> {
    const { claims, lead, crashPoint } = this.#deps;
    const claimed = await claims.claim(keys, this.#claim, lead.until);
    await crashPoint('delivery.rows-claimed');
    for (const wave of wavesOf(claimed)) await this.#sendWave(wave);
    await this.#write();
  }

  /** After a round that broke off because the store failed: what is known is written down now, the rest is due again. */
  async finish(): Promise<void> {
    await this.#write();
    await this.#deps.claims.release(this.#claim, this.#deps.clock.now());
  }

  /** Just before a call: whether nobody took over; a lease near its end is renewed, for the rows under way too. */
  async stillMine(): Promise<boolean> {
    const { lead, claims, platform, log } = this.#deps;
    const { until } = lead;
    if (!(await lead.hold()) || lead.epoch !== this.#epoch) {
      log.warn({ platform: platform.name }, 'another process delivers by now; this round ends');
      return false;
    }
    if (lead.until.getTime() !== until.getTime()) await claims.extend(this.#claim, lead.until);
    return true;
  }

  /** One message per person at most: equal content goes out in one call for many receivers. */
  async #sendWave(wave: readonly DeliveryRow[]): Promise<void> {
    const { platform, clock, calls, isEnding, crashPoint } = this.#deps;
    const going: DeliveryRow[] = [];
    for (const row of wave) {
      const waiting = isInLine(row) ? this.#waiting.get(row.userId) : undefined;
      if (waiting === undefined) going.push(row);
      else this.#unwritten.push(untried(row, waiting));
    }
    const next = groupsOf(going, (message) => platform.capacity(message)).values();
    const line = async () => {
      for (const group of next) {
        if (isEnding()) this.#unwritten.push(...group.map((row) => untried(row, clock.now())));
        else if (await this.stillMine()) {
          const results = await calls.send(group, this.#putOff);
          await crashPoint('delivery.call-answered');
          await this.#record(group, results);
        }
      }
    };
    const lines = await Promise.allSettled(Array.from({ length: callsAtOnce }, line));
    const broken = lines.find((each) => each.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
  }

  async #record(group: readonly DeliveryRow[], results: readonly Result[]): Promise<void> {
    const people = new Map(group.map((row) => [row._id, row.userId]));
    for (const { key, set } of results)
      if (set.holdsBack === true && set.dueAt !== undefined) this.#waiting.set(people.get(key) ?? '', set.dueAt);
    this.#unwritten.push(...(await this.#deps.afterEnd(group, results)));
    if (results.some(({ set }) => set.state !== 'due' || set.unsure === true)) await this.#write();
  }

  async #write(): Promise<void> {
    const results = this.#unwritten.splice(0);
    try {
      await this.#deps.claims.settleRound(this.#claim, results);
    } catch (error) {
      this.#unwritten.unshift(...results);
      throw error;
    }
  }
}
