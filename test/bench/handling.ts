import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { wecomAccount, wecomEnvironment } from './accounts.ts';
import { CallbackMaker, type TextCallback } from './callbacks.ts';
import { Child, type ThreadTimes } from './child.ts';
import { Client } from './client.ts';
import { pinGenerator } from './cores.ts';
import { quantile } from './statistics.ts';
import { startVendor } from './vendor.ts';

const connections = 64;
const perSecond = 200;
const pacedSeconds = 20;
const backlog = 2_000;
const warmUps = 3;
/** What people type most: a list, a lookup, a help text, and words that no command knows. */
const sentences = ['待办', '我的成绩', '/帮助', '我想了解一下本期主体班的报到时间和地点，谢谢。'];
/** What people type when many of them do so at once. */
const mix = ['待办', '/帮助', '我的成绩', '请假', '签到', '收到'];
const acts = [...mix, '我的调训', '同意', '1', '谢谢'];
/** As many as the worker takes at once. */
const batch = 32;

/** A stored backlog as fast as the worker can, in the bot alone; then callbacks at a fixed rate that does not wait for answers, in the whole demo. */
export async function benchHandling(directory: string): Promise<void> {
  pinGenerator();
  await benchBacklog(directory);
  await benchPaced(directory);
}

const common = { PORT: '0', LOG_LEVEL: 'error', BENCH_COMMANDS: 'counted' };
const demo = { ...common, EMULATOR_PORT: '0', EMULATOR: 'on', DEMO: 'on' };

/** Receipts stored while nothing handles them, then everything is let loose. The vendor is a stub outside the bot's process, which answers at once. */
async function benchBacklog(directory: string): Promise<void> {
  const api = await startVendor();
  const bot = await Child.start('bot', {
    ...common,
    ...wecomEnvironment(api.url),
    BENCH_COUNTY: 'demo',
    DATA_DIR: join(directory, 'backlog'),
  });
  const maker = new CallbackMaker(wecomAccount, await bot.ask<string[]>('people'), mix);
  // What was seldom done before is still being compiled, which costs as much again.
  for (let round = 0; round < warmUps; round += 1) {
    await stored(bot, maker.make(backlog));
    await settled(bot);
  }
  await benchActs(bot, maker);
  await stored(bot, maker.make(backlog));
  const before = await usedBy(bot);
  const startMs = performance.now();
  await bot.ask('start');
  await untilHandled(bot);
  const handledSeconds = (performance.now() - startMs) / 1000;
  const handled = await usedBy(bot);
  await untilSent(bot);
  const sent = await usedBy(bot);
  console.log(`
Handling a backlog of ${backlog} updates of as many people (${mix.join(', ')}); the bot alone
  ${(backlog / handledSeconds).toFixed(0)} updates handled per second
  CPU of an update until it is handled:               ${cpuBetween(before, handled)}
  the same until its answer is sent, as limits allow: ${cpuBetween(before, sent)}
  calls of the vendor per update: ${(api.calls() / backlog).toFixed(2)}
  commands of the store per update, answers included: ${commandsBetween(before, sent, backlog)}`);
  await bot.kill();
  api.close();
}

/**
 * What each act costs when a batch of people does it at once, sending included: the lower of two rounds, because where limits hold answers back
 * for a moment each look for them counts as well.
 */
async function benchActs(bot: Child, maker: CallbackMaker): Promise<void> {
  console.log(`\nCommands of the store per update, ${batch} people at once, answers sent`);
  for (const act of acts) {
    const rounds: string[] = [];
    for (let round = 0; round < 2; round += 1) {
      await stored(bot, maker.make(batch, act));
      const before = await usedBy(bot);
      await settled(bot);
      rounds.push(commandsBetween(before, await usedBy(bot), batch));
    }
    const [lower = ''] = rounds.sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b));
    console.log(`  ${act}: ${lower}`);
  }
}

/** Everything is handled, and sent as soon as the limits allow. */
async function settled(bot: Child): Promise<void> {
  await bot.ask('settle');
  while ((await bot.ask<number>('openDeliveries')) > 0) {
    await wait(100);
    await bot.ask('settle');
  }
}

/** Has the bot take these callbacks, while nothing is handled. */
export async function stored(bot: Child, callbacks: readonly TextCallback[]): Promise<void> {
  const client = await Client.connect(await bot.ask('port'), connections);
  const { statuses } = await client.all(callbacks.map(({ request }) => request));
  client.close();
  assert.ok(statuses.every((status) => status === 200));
  assert.equal(await bot.ask('openReceipts'), callbacks.length, 'every callback is a receipt');
}

/** What the bot has used so far. */
interface Used {
  cpuMicros: number;
  threads: ThreadTimes | null;
  commands: Readonly<Record<string, number>>;
}

async function usedBy(bot: Child): Promise<Used> {
  return {
    cpuMicros: await bot.cpuMicros(),
    threads: await bot.threadMicros(),
    commands: await bot.ask('commands'),
  };
}

function cpuBetween(before: Used, after: Used): string {
  const each = (micros: number) => `${(micros / 1000 / backlog).toFixed(2)} ms`;
  const all = each(after.cpuMicros - before.cpuMicros);
  if (before.threads === null || after.threads === null) return all;
  const { main, store, rest } = before.threads;
  return `${all} (main thread ${each(after.threads.main - main)}, store's ${each(after.threads.store - store)}, all others ${each(after.threads.rest - rest)})`;
}

function commandsBetween(before: Used, after: Used, updates: number): string {
  const asked = Object.entries(after.commands)
    .map(([name, count]) => ({ name, each: (count - (before.commands[name] ?? 0)) / updates }))
    .filter(({ each }) => each > 0)
    .sort((one, other) => other.each - one.each);
  const all = asked.reduce((sum, { each }) => sum + each, 0);
  const named = asked.filter(({ each }) => each >= 0.005).map(({ name, each }) => `${name} ${each.toFixed(2)}`);
  return `${all.toFixed(2)}: ${named.join(', ')}`;
}

async function benchPaced(directory: string): Promise<void> {
  const bot = await Child.start('bot', { ...demo, DATA_DIR: join(directory, 'paced') });
  const maker = new CallbackMaker(await bot.ask('accounts'), await bot.ask('people'), sentences);
  await bot.ask('start');
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
  await bot.kill();
}

export async function untilHandled(bot: Child): Promise<void> {
  while ((await bot.ask<number>('openReceipts')) > 0) await wait(100);
}

async function untilSent(bot: Child): Promise<void> {
  while ((await bot.ask<number>('openDeliveries')) > 0) await wait(100);
}
