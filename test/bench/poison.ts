import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { wecomAccount, wecomEnvironment } from './accounts.ts';
import { CallbackMaker } from './callbacks.ts';
import { Child } from './child.ts';
import { pinGenerator } from './cores.ts';
import { stored } from './handling.ts';
import { median, shown } from './statistics.ts';
import { startVendor } from './vendor.ts';

/** What the handler of the measured bot fails at. */
export const poison = '这一条无法办理';
const mix = ['待办', '/帮助', '我的成绩', '请假', '签到', '收到'];
const sound = 2_000;
const poisoned = 20;
const rounds = 4;

/** What updates that cannot be handled cost those beside them: the same backlog with one in a hundred and without, in rounds that alternate. */
export async function benchPoison(directory: string): Promise<void> {
  pinGenerator();
  const api = await startVendor();
  const bot = await Child.start('bot', {
    ...{ PORT: '0', LOG_LEVEL: 'silent', BENCH_COUNTY: 'demo', BENCH_POISON: poison },
    ...wecomEnvironment(api.url),
    DATA_DIR: join(directory, 'poison'),
  });
  const maker = new CallbackMaker(wecomAccount, await bot.ask<string[]>('people'), mix);
  const cpuMs = { without: [] as number[], with: [] as number[] };
  for (let round = -1; round < rounds; round += 1) {
    for (const kind of ['without', 'with'] as const) {
      const bad = kind === 'with' ? poisoned : 0;
      const dead = await bot.ask<number>('deadReceipts');
      await stored(bot, [...maker.make(sound / 2), ...maker.make(bad, poison), ...maker.make(sound / 2)]);
      const before = await bot.cpuMicros();
      await bot.ask('settle');
      // What was seldom done before is still being compiled in the first round.
      if (round >= 0) cpuMs[kind].push(((await bot.cpuMicros()) - before) / 1000 / sound);
      assert.ok((await bot.ask<number>('openReceipts')) <= bad, 'nothing sound is left');
      while ((await bot.ask<number>('openReceipts')) + (await bot.ask<number>('openDeliveries')) > 0) {
        await wait(500);
        await bot.ask('settle');
      }
      assert.equal((await bot.ask<number>('deadReceipts')) - dead, bad, 'each of them is given up, and no other');
    }
  }
  const slower = (median(cpuMs.with) / median(cpuMs.without) - 1) * 100;
  console.log(`
One update in ${sound / poisoned} that cannot be handled, among ${sound}: CPU of one that can, answers sent as far as limits allow
  without them ${shown(cpuMs.without, 2)} ms, with them ${shown(cpuMs.with, 2)} ms: ${slower.toFixed(1)} % more; target 5 % ${slower < 5 ? 'reached' : 'MISSED'}
  checked: each of them ends in the dead-letter list, and no other`);
  await bot.kill();
  api.close();
}
