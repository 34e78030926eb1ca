import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { OtherPeople } from '../../src/demo/other-people.ts';
import { openClass } from '../helpers/class.ts';
import { variants } from '../helpers/county.ts';
import { startWorld, type World } from '../helpers/world.ts';

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function peopleIn(world: World, folder = newFolder()): Promise<OtherPeople> {
  const others = new OtherPeople(folder, '1', world.clock);
  ended.push(others.attend(world.emulator));
  return others;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'xuece-others-'));
  ended.push(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Everything that follows, from both sides. @returns how many acts that were */
async function settle(world: World, others: OtherPeople): Promise<number> {
  let acts = 0;
  for (;;) {
    await world.settle();
    const done = await others.act();
    if (done === 0) return acts;
    acts += done;
  }
}

for (const variant of variants) {
  describe(`the people whom nobody plays, on ${variant}`, () => {
    it('answer a call-up and sign in by themselves, as anybody does; whoever is played does not', async () => {
      const world = await startWorld(variant);
      ended.push(() => world.stop());
      const others = await peopleIn(world);
      const classId = await openClass(world, { named: 4 });
      const named = (await world.running.store.callUps.ofClass(classId)).map(({ cadreId }) => cadreId);
      const [played = ''] = named;
      others.plays(`${world.vendor}:${played}`);
      others.plays(played);
      others.turn(true);
      await settle(world, others);
      const states = await world.running.store.callUps.ofClass(classId);
      expect(states.find(({ cadreId }) => cadreId === played)?.state).toBe('issued');
      expect(states.filter(({ state }) => state === 'confirmed').length).toBeGreaterThan(0);
      await world.at('2026-03-16', '08:18');
      await settle(world, others);
      const [session] = await world.running.store.sessions.ofClass(classId);
      const signed = await world.running.store.signIns.ofSession(session?._id ?? '');
      expect(signed.length).toBeGreaterThan(0);
      expect(signed.map(({ cadreId }) => cadreId)).not.toContain(played);
    });

    it('do nothing while it is off, and begin with what waits for them when it is switched on', async () => {
      const world = await startWorld(variant);
      ended.push(() => world.stop());
      const others = await peopleIn(world);
      await openClass(world, { named: 4 });
      expect(await settle(world, others)).toBe(0);
      others.turn(true);
      expect(await settle(world, others)).toBeGreaterThan(0);
      others.turn(false);
      await world.at('2026-03-16', '08:18');
      expect(await settle(world, others)).toBe(0);
    });
  });
}

it('who acts by themselves is remembered over a restart', async () => {
  const world = await startWorld('wecom');
  ended.push(() => world.stop());
  const folder = newFolder();
  const before = await peopleIn(world, folder);
  before.turn(true);
  expect((await peopleIn(world, folder)).isOn).toBe(true);
});
