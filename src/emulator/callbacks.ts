import { type Channel, type Channels, deliverOverHttp } from './channel.ts';
import type { Fault } from './faults.ts';
import type { Callback } from './items.ts';
import { Poster } from './post.ts';
import type { Vendor } from './view.ts';
import type { World } from './world.ts';

const MAX_IN_FLIGHT = 64;
/** Timers may fire a little early; the retry must be due when its timer fires. */
const TIMER_SLACK_MS = 20;

/** Sends callbacks to the bot and repeats them as the vendors do, by the emulator's clock. */
export class Callbacks {
  readonly #world: World;
  readonly #channels: Channels;
  readonly #poster = new Poster();
  readonly #inFlight = new Map<string, Promise<void>>();
  readonly #held = new Set<string>();
  readonly #timers = new Map<NodeJS.Timeout, () => void>();
  #closed = false;

  constructor(world: World, channels: Channels) {
    this.#world = world;
    this.#channels = channels;
    // After a restart everything that was not acknowledged is sent again at once.
    for (const callback of world.state.callbacks.values())
      callback.nextAtMs = Math.min(callback.nextAtMs, world.nowMs());
  }

  get poster(): Poster {
    return this.#poster;
  }

  /** Starts what is due, without waiting for it. */
  start(): void {
    const nowMs = this.#world.nowMs();
    for (const callback of this.#world.state.callbacks.values()) {
      if (this.#closed || this.#inFlight.size >= MAX_IN_FLIGHT) return;
      if (callback.nextAtMs > nowMs || this.#inFlight.has(callback.id) || this.#held.has(callback.id)) continue;
      const channel = this.#channels[callback.channel];
      if (channel === undefined) continue;
      if (channel.connection?.(callback) !== undefined || channel.address(callback) !== undefined) {
        this.#launch(callback, channel);
      }
    }
  }

  /** Resolves when no callback is in flight and none is due. */
  async idle(): Promise<void> {
    this.start();
    while (this.#inFlight.size > 0) {
      await Promise.race(this.#inFlight.values());
      this.start();
    }
  }

  /** Sends everything due at the clock's present time, also what a `reorder` fault held back. */
  async pump(): Promise<void> {
    await this.idle();
    this.#held.clear();
    await this.idle();
  }

  /** Sends once, outside the queue; returns what went wrong. */
  async probe(callback: Callback): Promise<string | undefined> {
    const channel = this.#channels[callback.channel];
    if (channel === undefined) return '没有启用这个平台';
    const outcome = await deliverOverHttp(this.#poster, callback, channel, undefined);
    return 'trouble' in outcome ? outcome.trouble : undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const [timer, act] of this.#timers) {
      clearTimeout(timer);
      act();
    }
    this.#poster.close();
    await Promise.all(this.#inFlight.values());
  }

  #launch(callback: Callback, channel: Channel): void {
    const fault = this.#world.faults.take(channel.vendor, 'callback', () => true)?.fault;
    if (fault === 'reorder') {
      this.#held.add(callback.id);
      return;
    }
    if (fault === 'drop') {
      this.#world.commit({ kind: 'callback-done', id: callback.id });
      return;
    }
    const running = this.#try(callback, channel, fault).finally(() => {
      this.#inFlight.delete(callback.id);
      this.#release(channel.vendor, callback);
      this.start();
    });
    this.#inFlight.set(callback.id, running);
  }

  async #try(callback: Callback, channel: Channel, fault: Fault | undefined): Promise<void> {
    if (fault === 'slow') await new Promise<void>((resolve) => this.#later(this.#world.rules.slowMs, resolve));
    if (this.#closed) return;
    const connection = channel.connection?.(callback);
    const outcome = await (connection?.deliver(callback, fault) ??
      deliverOverHttp(this.#poster, callback, channel, fault));
    if (this.#closed) return;
    if ('entries' in outcome) {
      this.#world.commit({ kind: 'callback-done', id: callback.id }, ...outcome.entries);
      for (const entry of outcome.entries) if (entry.kind === 'callback') this.#startWhenDue(entry.callback);
      return;
    }
    const waitMs =
      outcome.again && callback.once === undefined ? (connection ?? channel).retryAfterMs[callback.tries] : undefined;
    if (waitMs === undefined) {
      const trouble = `${outcome.trouble}；${channel.label}不再发送。`;
      const kept = connection === undefined ? (channel.givenUp?.(callback) ?? []) : [];
      this.#world.commit({ kind: 'callback-done', id: callback.id, trouble }, ...kept);
      return;
    }
    const trouble = `${outcome.trouble}；${channel.label}稍后重发（第 ${callback.tries + 1} 次）。`;
    this.#world.commit({ kind: 'callback-failed', id: callback.id, nextAtMs: this.#world.nowMs() + waitMs, trouble });
    this.#later(waitMs + TIMER_SLACK_MS, () => this.start());
  }

  /** Some callbacks follow another one after a while. */
  #startWhenDue({ nextAtMs }: Callback): void {
    const waitMs = nextAtMs - this.#world.nowMs();
    if (waitMs > 0) this.#later(waitMs + TIMER_SLACK_MS, () => this.start());
  }

  /** A callback held back by `reorder` goes out once a later one of its vendor is through. */
  #release(vendor: Vendor, finished: Callback): void {
    for (const id of this.#held) {
      const callback = this.#world.state.callbacks.get(id);
      const waits = callback !== undefined && this.#channels[callback.channel]?.vendor === vendor;
      if (waits && Number(id) < Number(finished.id)) this.#held.delete(id);
    }
  }

  #later(waitMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, waitMs).unref();
    this.#timers.set(timer, act);
  }
}
