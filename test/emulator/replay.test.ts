import { afterEach, describe, expect, it } from 'vitest';
import { readTranscript } from '../../src/emulator/read-transcript.ts';
import { replay } from '../../src/emulator/replay.ts';
import type { Transcript } from '../../src/emulator/transcript.ts';
import type { Replayed } from '../../src/emulator/view.ts';
import { openClass } from '../helpers/class.ts';
import { variants } from '../helpers/county.ts';
import { startWorld as startBot, type World } from '../helpers/world.ts';
import { getJson, START, sendJson, startWorld } from './world.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function freshBot(variant: (typeof variants)[number]): Promise<World> {
  const world = await startBot(variant);
  stops.push(() => world.stop());
  return world;
}

const read = async (world: World, path: string) =>
  JSON.parse(await (await fetch(`${world.emulator.url}${path}`)).text());

/** A call-up with its answers, a clock that is moved, and two faults on the way. */
async function play(world: World): Promise<void> {
  const classId = await openClass(world);
  await world.say('org', `/点名 ${classId} 3 科级副职`);
  await world.press('org', '确认发出');
  const fault = { vendor: world.vendor, where: 'api', fault: 'duplicate', times: 1 };
  await sendJson(`${world.emulator.url}/control/faults`, fault);
  await world.press('zhao', '确认参加');
  await sendJson(`${world.emulator.url}/control/faults`, { ...fault, fault: 'drop' });
  await world.say('qian', '待办');
  await sendJson(`${world.emulator.url}/control/clock`, { nowMs: world.clock.now().getTime() + 26 * 3_600_000 });
  await world.tick();
  await world.say('qian', '1');
  await world.press('sun', '申请免调');
  await world.say('sun', '1');
}

function playAgain(world: World, transcript: Transcript): Promise<Replayed> {
  return replay(world.emulator, transcript, {
    nowMs: () => world.clock.now().getTime(),
    moveTo: (time) => {
      world.clock.moveTo(time);
      return world.tick();
    },
    settle: () => world.settle(),
  });
}

describe.each(variants.filter((variant) => variant !== 'dingtalk'))('a transcript of %s', (variant) => {
  it('played again on a fresh bot gives an equal ledger and an equal transcript', async () => {
    const first = await freshBot(variant);
    await play(first);
    const transcript = (await read(first, '/control/transcript')) as Transcript;
    const second = await freshBot(variant);
    const played = await playAgain(second, readTranscript(JSON.parse(JSON.stringify(transcript))));
    expect(played).toEqual({ done: transcript.acts.length, failed: [], laterByWeeks: 0 });
    const ledger = await read(first, '/control/ledger');
    expect(ledger.flatMap(({ items }: { items: unknown[] }) => items).length).toBeGreaterThan(15);
    expect(await read(second, '/control/ledger')).toEqual(ledger);
    expect(await read(second, '/control/transcript')).toEqual(transcript);
  });
});

describe('a replay', () => {
  const say = (atMs: number, userId: string) => ({ kind: 'say', atMs, vendor: 'wecom', userId, text: '待办' });
  const minuteMs = 60_000;
  const weekMs = 7 * 24 * 60 * minuteMs;

  it('over HTTP does every act at its hour, whole weeks later where that day is past, and tells what could not be done', async () => {
    let clock = START;
    const world = await startWorld({
      rules: { replayQuietMs: 10 },
      clock: { now: () => clock },
      setClock: (time) => {
        clock = time;
      },
    });
    stops.push(() => world.stop());
    const first = START.getTime() - 8 * 24 * 60 * minuteMs;
    const press = { ...say(first, 'lisi'), kind: 'press', title: '点名调训', nth: 0, button: { label: '确认参加' } };
    const acts = [say(first, 'lisi'), say(first + minuteMs, 'ghost'), press];
    const { json } = await sendJson(`${world.emulator.url}/control/replay`, { version: 1, acts });
    expect(json).toMatchObject({ done: 1, laterByWeeks: 2, failed: [{ index: 1 }, { index: 2 }] });
    expect(JSON.stringify(json)).toContain('没有找到标题为“点名调训”');
    expect(world.emulator.conversation('wecom', 'lisi')).toMatchObject([{ atMs: first + 2 * weekMs }]);
    expect(await getJson(`${world.emulator.url}/control/clock`)).toMatchObject({
      nowMs: first + 2 * weekMs + minuteMs,
    });
  });

  it.each([
    ['nothing', {}],
    ['another version', { version: 2, acts: [] }],
    ['an act of an unknown kind', { version: 1, acts: [{ kind: 'think', atMs: 1 }] }],
    ['an act without a time', { version: 1, acts: [{ kind: 'say' }] }],
    ['an act of nobody', { version: 1, acts: [{ kind: 'say', atMs: 1, text: 'x' }] }],
  ])('refuses %s as a transcript', async (_what, body) => {
    const world = await startWorld();
    stops.push(() => world.stop());
    const { status, json } = await sendJson(`${world.emulator.url}/control/replay`, body);
    expect(status).toBe(400);
    expect(json.error).toMatch(/[。：]/);
  });
});
