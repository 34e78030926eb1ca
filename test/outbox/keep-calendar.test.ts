import { describe, expect, it } from 'vitest';
import type { CalendarEntry, Calendars } from '../../src/chat/calendar-entry.ts';
import { keepCalendar } from '../../src/outbox/keep-calendar.ts';

const entry = (title: string): CalendarEntry => ({
  ...{ title, description: '', place: '', people: ['zhao'] },
  ...{ startsAt: new Date('2026-03-16T00:30:00Z'), endsAt: new Date('2026-03-16T09:00:00Z') },
});

class Death extends Error {}

type Row = Parameters<Parameters<typeof keepCalendar>[0]['gone']>[0];

/** A store and a vendor that recognises no key; the process dies at one of their steps, before it is made or after. */
class Scene {
  row: Row = { _id: 'k1', owner: 'teacher', revision: 1, generation: 0 };
  readonly shown = new Map<string, CalendarEntry>();
  diesAt = Number.POSITIVE_INFINITY;
  #steps = 0;
  #made = 0;

  #step<T>(act: () => T): T {
    this.#steps += 1;
    if (this.#steps === this.diesAt) throw new Death();
    const result = act();
    this.#steps += 1;
    if (this.#steps === this.diesAt) throw new Death();
    return result;
  }

  readonly notes = {
    byId: async () => ({ ...this.row }),
    openAt: async (_id: string, calendar: string) => this.#step(() => (this.row.calendar ??= calendar)),
    trying: async (_id: string, tried: CalendarEntry) => this.#step(() => void Object.assign(this.row, { tried })),
    made: async (_id: string, made: string) =>
      this.#step(() => {
        const { tried: _, ...rest } = this.row;
        this.row = { ...rest, entry: made };
      }),
    gone: async () =>
      this.#step(() => {
        const { tried: _, entry: __, ...rest } = this.row;
        this.row = { ...rest, generation: rest.generation + 1 };
      }),
    kept: async (_id: string, revision: number) => this.#step(() => void Object.assign(this.row, { kept: revision })),
    refused: async () => undefined,
  };

  readonly calendars: Calendars = {
    open: async () => this.#step(() => 'cal'),
    add: async (_calendar, wanted, _key, again) =>
      this.#step(() => {
        const found = again ? [...this.shown].find(([, shown]) => shown.title === wanted.title) : undefined;
        if (found !== undefined) return found[0];
        this.#made += 1;
        this.shown.set(`e${this.#made}`, wanted);
        return `e${this.#made}`;
      }),
    change: async (_calendar, id, wanted) =>
      this.#step(() => {
        if (!this.shown.has(id)) return false;
        this.shown.set(id, wanted);
        return true;
      }),
    remove: async (_calendar, id) => this.#step(() => void this.shown.delete(id)),
  };

  async keep(): Promise<void> {
    await keepCalendar(this.notes, this.calendars, 'k1', 'test');
  }

  /** Dies at this step, and is started again. @returns whether it had come so far */
  async keepDyingAt(step: number): Promise<boolean> {
    this.diesAt = this.#steps + step;
    try {
      await this.keep();
      return false;
    } catch (error) {
      if (!(error instanceof Death)) throw error;
      return true;
    } finally {
      this.diesAt = Number.POSITIVE_INFINITY;
    }
  }
}

/** Plays what is wanted one after the other, each broken off at this step and run again. @returns whether any run came so far */
async function played(scene: Scene, step: number, wishes: readonly (string | undefined)[]): Promise<boolean> {
  let died = false;
  for (const title of wishes) {
    const { wanted: _, ...rest } = scene.row;
    scene.row = { ...rest, revision: rest.revision + 1, ...(title === undefined ? {} : { wanted: entry(title) }) };
    died = (await scene.keepDyingAt(step)) || died;
    // Not every run is made up for before something else is wanted.
    if (step % 3 !== 0) await scene.keep();
  }
  await scene.keep();
  return died;
}

describe('an entry in calendars', () => {
  it('is there once and as it was wanted last, wherever the process died', async () => {
    let step = 1;
    for (; ; step += 1) {
      const scene = new Scene();
      const died = await played(scene, step, ['党章', '党史', undefined, '党史', '调研']);
      expect(
        [...scene.shown.values()].map(({ title }) => title),
        `died at ${step}`,
      ).toEqual(['调研']);
      if (!died) break;
    }
    expect(step).toBeGreaterThan(8);
  });

  it('is there once where the process died again after something else was wanted', async () => {
    for (let first = 1; first < 12; first += 1)
      for (let second = 1; second < 12; second += 1) {
        const scene = new Scene();
        scene.row = { ...scene.row, wanted: entry('党章') };
        await scene.keepDyingAt(first);
        scene.row = { ...scene.row, revision: 2, wanted: entry('党史') };
        await scene.keepDyingAt(second);
        await scene.keep();
        expect(
          [...scene.shown.values()].map(({ title }) => title),
          `died at ${first} and at ${second}`,
        ).toEqual(['党史']);
      }
  });

  it('is gone when nothing is wanted any more, also what nobody knows was made', async () => {
    for (let step = 1; ; step += 1) {
      const scene = new Scene();
      const died = await played(scene, step, ['党章', undefined]);
      expect([...scene.shown.values()], `died at ${step}`).toEqual([]);
      if (!died) break;
    }
  });

  it('is made anew when somebody took it out by hand', async () => {
    const scene = new Scene();
    await played(scene, 100, ['党章']);
    scene.shown.clear();
    await played(scene, 100, ['党史']);
    expect([...scene.shown.values()].map(({ title }) => title)).toEqual(['党史']);
  });
});
