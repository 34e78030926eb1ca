import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { Update } from '../../../src/chat/update.ts';
import { ManualClock } from '../../../src/clock.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import type { EmulatedPerson } from '../../../src/emulator/options.ts';
import { createDingtalkPlatform } from '../../../src/platforms/dingtalk/platform.ts';
import { callUp, eventAesKey, eventToken } from './setup.ts';

const account = {
  ...{ appKey: 'dingappkey', appSecret: 'ding-secret', robotCode: 'dingappkey', corpId: 'ding123' },
  ...{ eventToken, eventAesKey, cardTemplateId: 'xuece.schema' },
};
const vendor = 'dingtalk' as const;
const people: EmulatedPerson[] = ['user01', 'user02'].map((userId) => ({
  ...{ vendor, userId, name: userId, unit: '县教育局', post: '干部', roles: ['学员'], departments: ['县政府/教育局'] },
}));
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const ended: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

/** The adapter in Stream mode on the emulated gateway. */
async function start() {
  const clock = new ManualClock(new Date('2026-03-02T01:07:00Z'));
  const emulator = await startEmulator({ port: 0, clock, dingtalk: account, people });
  const bases = { apiBase: emulator.dingtalkApiBase, oapiBase: emulator.dingtalkOapiBase };
  const platform = createDingtalkPlatform({
    ...account,
    ...bases,
    mode: 'stream',
    clock,
    log: silent,
    chance: () => 0,
    // Pauses of the reconnect are over at once, the minute between pings never is.
    wait: (ms, signal) =>
      ms < 1_000 || signal.aborted ? Promise.resolve() : once(signal, 'abort').then(() => undefined),
  });
  const taken: Update[] = [];
  const stream = await platform.connect?.(async (update) => {
    taken.push(update);
  });
  ended.push(
    () => emulator.close(),
    async () => stream?.close(),
  );
  return { emulator, platform, clock, taken };
}

describe('Stream mode on the emulated gateway', () => {
  it('brings words, presses and events, and its answers satisfy the gateway', async () => {
    const { emulator, platform, taken } = await start();
    expect(await emulator.verifyUrls()).toEqual([]);
    await say(emulator, '待办');
    expect(await platform.send(['user01'], callUp, 'call-up:1:user01', false)).toMatchObject([{ result: 'sent' }]);
    const [item] = emulator.conversation(vendor, 'user01').filter(({ from }) => from === 'bot');
    const button = item?.body.kind === 'card' ? item.body.buttons[0]?.key : undefined;
    await emulator.press({ vendor, userId: 'user01', item: item?.item ?? '', button: button ?? '', choices: [] });
    await emulator.leave(vendor, 'user02');
    await emulator.pump();
    expect(taken).toMatchObject([
      { kind: 'said', text: '待办' },
      {
        kind: 'pressed',
        cardRef: 'call-up:1:user01',
        press: { action: 'call-up.answer', data: { answer: 'confirm' } },
      },
      { kind: 'left', from: { userId: 'user02' } },
    ]);
    expect(emulator.conversation(vendor, 'user01').map(({ trouble }) => trouble)).toEqual([undefined, undefined]);
  });

  it.each(['disconnect', 'cut'] as const)('hears what is said after the gateway’s %s', async (act) => {
    const { emulator, taken } = await start();
    const connections = () => emulator.calls().filter(({ result }) => result === 'connected').length;
    expect(emulator.dingtalkStream(act)).toBe(1);
    await expect.poll(connections, { interval: 5 }).toBe(2);
    await say(emulator, '还在');
    expect(taken).toMatchObject([{ text: '还在' }]);
  });

  it.each(['broken-json', 'unknown-type', 'huge', 'ping'] as const)(
    'goes on on the same connection after %s',
    async (act) => {
      const { emulator, taken } = await start();
      emulator.dingtalkStream(act);
      await say(emulator, '还在');
      expect(taken).toMatchObject([{ text: '还在' }]);
      expect(emulator.calls().filter(({ result }) => result === 'connected')).toHaveLength(1);
    },
  );

  it('a message that comes again, because its answer was lost, has the same id', async () => {
    const { emulator, clock, taken } = await start();
    emulator.fault({ vendor, where: 'callback', fault: 'accept-then-hang', times: 1 });
    await say(emulator, '请假');
    clock.advanceMs(61_000);
    await emulator.pump();
    expect(taken.map(({ id }) => id)).toEqual([taken[0]?.id, taken[0]?.id]);
  });
});

async function say(emulator: Emulator, text: string): Promise<void> {
  await emulator.say({ vendor, userId: 'user01', text });
  await emulator.pump();
}
