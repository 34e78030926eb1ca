import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type CallbackAccount, CallbackMaker } from './callbacks.ts';
import { Child } from './child.ts';
import { Client } from './client.ts';
import { pinGenerator } from './cores.ts';
import { quantile } from './statistics.ts';

const connections = 64;
const perSecond = 200;
const pacedSeconds = 20;
const backlog = 2_000;
/** What people type most: a list, a lookup, a help text, and words that no command knows. */
const sentences = ['待办', '我的成绩', '/帮助', '我想了解一下本期主体班的报到时间和地点，谢谢。'];

/**
 * The whole demo in one process, as `npm start` runs it: callbacks in, worker, deliverers, emulator. First at a fixed rate that does not
 * wait for answers, then a stored backlog as fast as the worker can.
 */
export async function benchHandling(directory: string): Promise<void> {
  pinGenerator();
  const bot = await Child.start('bot.ts', { ...demoEnvironment, DATA_DIR: join(directory, 'data') });
  const account = await bot.ask<CallbackAccount>('accounts');
  const maker = new CallbackMaker(account, await bot.ask<string[]>('people'), sentences);
  await benchBacklog(bot, maker);
  await benchPaced(bot, maker);
  await bot.kill();
}

const demoEnvironment = {
  PORT: '0',
  EMULATOR_PORT: '0',
  EMULATOR: 'on',
  DEMO: 'on',
  LOG_LEVEL: 'error',
  BENCH_COMMANDS: 'counted',
};

/** Receipts stored while nothing handles them, then everything is let loose. */
async function benchBacklog(bot: Child, maker: CallbackMaker): Promise<void> {
  const client = await Client.connect(await bot.ask('port'), connections);
  const { statuses } = await client.all(maker.make(backlog).map(({ request }) => request));
  client.close();
  assert.ok(statuses.every((status) => status === 200));
  assert.equal(await bot.ask('openReceipts'), backlog, 'every callback is a receipt');
  const before = { cpu: await bot.cpuMicros(), threads: await bot.threadMicros(), asked: await commandsOf(bot) };
  const startMs = performance.now();
  await bot.ask('start');
  await untilHandled(bot);
  const seconds = (performance.now() - startMs) / 1000;
  const cpuMs = ((await bot.cpuMicros()) - before.cpu) / 1000 / backlog;
  const threads = await bot.threadMicros();
  console.log(`
Handling a backlog of ${backlog} updates of as many people, with deliverers and emulator running beside
  ${(backlog / seconds).toFixed(0)} updates handled per second, ${cpuMs.toFixed(1)} ms of CPU each, deliveries and emulator included`);
  if (threads !== null && before.threads !== null) {
    const of = (thread: keyof typeof threads) =>
      ((threads[thread] - (before.threads?.[thread] ?? 0)) / 1000 / backlog).toFixed(2);
    console.log(`  by thread: main ${of('main')} ms, store ${of('store')} ms, all others ${of('rest')} ms`);
  }
  const asked = Object.entries(await commandsOf(bot))
    .map(([name, count]) => ({ name, each: (count - (before.asked[name] ?? 0)) / backlog }))
    .filter(({ each }) => each >= 0.005)
    .sort((one, other) => other.each - one.each);
  const all = asked.reduce((sum, { each }) => sum + each, 0);
  console.log(
    `  commands of the store per update: ${all.toFixed(1)}: ${asked.map(({ name, each }) => `${name} ${each.toFixed(2)}`).join(', ')}`,
  );
}

function commandsOf(bot: Child): Promise<Record<string, number>> {
  return bot.ask('commands');
}

async function benchPaced(bot: Child, maker: CallbackMaker): Promise<void> {
  const requests = maker.make(perSecond * pacedSeconds).map(({ request }) => request);
  const client = await Client.connect(await bot.ask('port'), connections);
  await client.paced(requests.slice(0, perSecond), perSecond);
  await bot.ask('longestStallMs');
  const cpuBefore = await bot.cpuMicros();
  const startMs = performance.now();
  const { latenciesMs, statuses } = await client.paced(requests.slice(perSecond), perSecond);
  const lastedMs = performance.now() - startMs;
  client.close();
  const busy = ((await bot.cpuMicros()) - cpuBefore) / 10 / lastedMs;
  const stallMs = await bot.ask<number>('longestStallMs');
  const behind = await bot.ask<number>('openReceipts');
  assert.ok(
    statuses.every((status) => status === 200),
    'every callback is answered with 200',
  );
  const p99 = quantile(latenciesMs, 0.99);
  const ms = (share: number) => quantile(latenciesMs, share).toFixed(1);
  console.log(`
${perSecond} callbacks a second for ${pacedSeconds - 1} s, whatever the answers do; worker, deliverers and emulator running
  answered after      p50 ${ms(0.5)} ms, p90 ${ms(0.9)} ms, p99 ${ms(0.99)} ms, longest ${ms(1)} ms; target p99 100 ms ${p99 < 100 ? 'reached' : 'MISSED'}
  the process         ${busy.toFixed(0)} % of one core, longest stall of its loop ${stallMs.toFixed(0)} ms
  not yet handled     ${behind} updates at the last answer`);
  await untilHandled(bot);
  console.log('  checked: every callback answered with 200 and handled in the end');
}

export async function untilHandled(bot: Child): Promise<void> {
  while ((await bot.ask<number>('openReceipts')) > 0) await wait(100);
}
