import assert from 'node:assert/strict';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Mongoose } from 'mongoose';
import { startEmbeddedStore } from '../../src/embedded/index.ts';
import { wecomAccount, wecomEnvironment } from './accounts.ts';
import { CallbackMaker, type Maker, type RobotAccount, RobotCallbackMaker, type TextCallback } from './callbacks.ts';
import { Child } from './child.ts';
import { Client } from './client.ts';
import { canPin, pinGenerator } from './cores.ts';
import { untilHandled } from './handling.ts';
import { counted, type MemoryParts } from './memory.ts';
import { median, quantile, shown } from './statistics.ts';
import { startVendor } from './vendor.ts';

/** `BENCH_ROUNDS=2` for a first look. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
/** What a round is made of; one in `newIn` callbacks is new, the rest repeat stored ones. */
interface Case {
  name: string;
  connections: number;
  perRound: number;
  newIn: number;
}

const cases: readonly Case[] = [
  { name: '64 connections', connections: 64, perRound: 8_000, newIn: 1 },
  { name: '8 connections', connections: 8, perRound: 4_000, newIn: 1 },
  { name: '1 connection', connections: 1, perRound: 500, newIn: 1 },
  { name: '64, 19 of 20 repeated', connections: 64, perRound: 8_000, newIn: 20 },
];
/** Half a second of them: a worker that merely waited until they are over would be seen to have handled none. */
const whileHandled: Case = { name: '64, worker running', connections: 64, perRound: 8_000, newIn: 1 };
const words = ['我想了解一下本期主体班的报到时间和地点，谢谢。'];
const whenHandled = ['/帮助'];

const dingtalk: RobotAccount = {
  appKey: 'dingbench00000001',
  appSecret: 'BenchSecret00000000000000000000000000000000000000000000000000000',
  robotCode: 'dingbench00000001',
  corpId: 'dingbenchcorp00000000001',
};

interface Vendor {
  name: string;
  /** The share of bare Koa's rate that is aimed at. */
  aim: number;
  environment: (url: string) => Readonly<Record<string, string>>;
  maker: (people: readonly string[], sentences: readonly string[], url: string) => Maker;
}

const vendors: readonly Vendor[] = [
  {
    name: 'WeCom',
    aim: 0.5,
    environment: wecomEnvironment,
    maker: (people, sentences) => new CallbackMaker(wecomAccount, people, sentences),
  },
  {
    name: 'DingTalk robot',
    aim: 0.4,
    environment: (url) => ({
      DINGTALK_APP_KEY: dingtalk.appKey,
      DINGTALK_APP_SECRET: dingtalk.appSecret,
      DINGTALK_ROBOT_CODE: dingtalk.robotCode,
      DINGTALK_CORP_ID: dingtalk.corpId,
      DINGTALK_EVENT_TOKEN: 'BenchToken',
      DINGTALK_EVENT_AES_KEY: wecomAccount.encodingAesKey,
      DINGTALK_API_BASE: url,
      DINGTALK_OAPI_BASE: url,
    }),
    maker: (people, sentences, url) => new RobotCallbackMaker(dingtalk, people, sentences, url),
  },
];

interface Round {
  perSecond: number;
  /** CPU time of the server per request, all its threads. */
  cpuMicros: number;
  p99Ms: number;
}

interface Rounds {
  ours: Round[];
  hello: Round[];
  /** How many updates a second were handled while the callbacks came. */
  handledPerSecond: number[];
}

/**
 * The whole way of a text callback of each vendor: verified, parsed, its receipt flushed to disk, answered. Rounds alternate with a bare
 * Koa that answers the very same requests unread; only the ratio means something elsewhere.
 */
export async function benchReceiving(directory: string): Promise<void> {
  await benchVendors(directory, [receivedOnly, receivedAndHandled]);
}

/** The same with the worker running, and nothing else. */
export async function benchReceivingWhileHandling(directory: string): Promise<void> {
  await benchVendors(directory, [receivedAndHandled]);
}

type Part = (
  vendor: Vendor,
  hello: Child,
  environment: Readonly<Record<string, string>>,
  dataDir: string,
) => Promise<void>;

async function benchVendors(directory: string, parts: readonly Part[]): Promise<void> {
  pinGenerator();
  const hello = await Child.start('hello');
  const api = await startVendor();
  console.log(`
Receiving: medians of ${rounds} rounds that alternate with bare Koa; all threads of a server on one core: ${canPin ? 'yes' : 'NO'}
One flush of this disk takes ${shown(flushTimes(directory), 2)} ms`);
  for (const vendor of vendors) {
    const dataDir = join(directory, vendor.name.replace(' ', '-'));
    const environment = { ...common, ...vendor.environment(api.url), DATA_DIR: dataDir };
    for (const part of parts) await part(vendor, hello, environment, dataDir);
  }
  api.close();
  await hello.kill();
}

const common = { PORT: '0', LOG_LEVEL: 'error', BENCH_COUNTY: 'demo' };

/** Nothing handles the receipts meanwhile. */
async function receivedOnly(
  vendor: Vendor,
  hello: Child,
  environment: Readonly<Record<string, string>>,
  dataDir: string,
): Promise<void> {
  // A bot that is at work for long was started with its county already there.
  await (await Child.start('bot', environment)).kill();
  const bot = await Child.start('bot', environment);
  const maker = vendor.maker(await bot.ask<string[]>('people'), words, environment.DINGTALK_OAPI_BASE ?? '');
  const stored: TextCallback[] = [];
  console.log(`\n${vendor.name}, nothing is handled meanwhile`);
  for (const each of cases) {
    const measured = await alternated(hello, bot, each, () => {
      const callbacks = someNew(maker, each, stored);
      stored.push(...callbacks.filter(({ isNew }) => isNew).map(({ callback }) => callback));
      return callbacks.map(({ callback }) => callback.request);
    });
    report(each, measured, each === cases[0] ? vendor.aim : undefined);
  }
  reportMemory(await bot.ask('memory'), (await hello.ask<MemoryParts>('memory')).all);
  await mustRefuse(bot, maker);
  await mustNotRepeat(bot, maker, stored);
  await bot.kill();
  await mustBeStored(dataDir, stored);
  console.log(
    '  checked: 200 forged signatures refused, 500 callbacks sent three times stored once, all receipts there after kill -9',
  );
}

/** Against what is allowed: 1.6 times bare Koa and 150 MB, pages of the data file left out. */
function reportMemory(ours: MemoryParts, bare: number): void {
  const most = 1.6 * bare + 150;
  const [own, program, data] = [ours.own, ours.program, ours.data].map((part) => part?.toFixed(0) ?? '?');
  const verdict = counted(ours) <= most ? 'reached' : 'MISSED';
  console.log(
    `  memory ${counted(ours).toFixed(0)} MB: its own ${own}, the program ${program}; pages of the data file besides ${data}, all ${ours.all.toFixed(0)}; bare Koa ${bare.toFixed(0)}; at most ${most.toFixed(0)} ${verdict}`,
  );
}

/** The worker handles what comes and answers it; each round begins when everything of the last is done. */
async function receivedAndHandled(
  vendor: Vendor,
  hello: Child,
  environment: Readonly<Record<string, string>>,
  dataDir: string,
): Promise<void> {
  const bot = await Child.start('bot', { ...environment, DATA_DIR: `${dataDir}-handled` });
  const maker = vendor.maker(await bot.ask<string[]>('people'), whenHandled, environment.DINGTALK_OAPI_BASE ?? '');
  await bot.ask('start');
  console.log(`\n${vendor.name}, handled and answered meanwhile`);
  const measured = await alternated(hello, bot, whileHandled, () =>
    maker.make(whileHandled.perRound).map(({ request }) => request),
  );
  report(whileHandled, measured, 0.35);
  console.log(`    handled meanwhile ${shown(measured.handledPerSecond, 0)} a second`);
  await bot.kill();
}

function someNew(maker: Maker, { perRound, newIn }: Case, stored: readonly TextCallback[]) {
  const fresh = maker.make(perRound / newIn);
  return Array.from({ length: perRound }, (_, place) => {
    const isNew = place % newIn === 0;
    const callback = isNew ? fresh[place / newIn] : stored[(place * 7919) % stored.length];
    assert.ok(callback !== undefined);
    return { callback, isNew };
  });
}

/** One round more than is counted: the first warms both up. */
async function alternated(hello: Child, bot: Child, each: Case, requests: () => Buffer[]): Promise<Rounds> {
  const measured: Rounds = { ours: [], hello: [], handledPerSecond: [] };
  for (let round = -1; round < rounds; round += 1) {
    const made = requests();
    const plain = await timed(hello, made, each.connections);
    const full = await timed(bot, made, each.connections);
    const open = await bot.ask<number>('openReceipts');
    if (each === whileHandled) await untilHandled(bot);
    if (round < 0) continue;
    measured.hello.push(plain);
    measured.ours.push(full);
    measured.handledPerSecond.push((made.length - open) * (full.perSecond / made.length));
  }
  return measured;
}

async function timed(server: Child, requests: readonly Buffer[], connections: number): Promise<Round> {
  const client = await Client.connect(await server.ask('port'), connections);
  const cpuBefore = await server.cpuMicros();
  const startMs = performance.now();
  const { statuses, latenciesMs } = await client.all(requests);
  const seconds = (performance.now() - startMs) / 1000;
  client.close();
  const cpuMicros = ((await server.cpuMicros()) - cpuBefore) / requests.length;
  assert.ok(
    statuses.every((status) => status === 200),
    'every callback is answered with 200',
  );
  return { perSecond: requests.length / seconds, cpuMicros, p99Ms: quantile(latenciesMs, 0.99) };
}

async function statusesOf(server: Child, requests: readonly Buffer[]): Promise<number[]> {
  const client = await Client.connect(await server.ask('port'), 64);
  const { statuses } = await client.all(requests);
  client.close();
  return statuses;
}

async function mustRefuse(bot: Child, maker: Maker): Promise<void> {
  const forged = Array.from({ length: 200 }, () => maker.forged().request);
  const statuses = await statusesOf(bot, forged);
  assert.ok(
    statuses.every((status) => status === 403),
    'a wrong signature is refused',
  );
}

/** New callbacks, each sent three times side by side. */
async function mustNotRepeat(bot: Child, maker: Maker, stored: TextCallback[]): Promise<void> {
  const fresh = maker.make(500);
  const statuses = await statusesOf(
    bot,
    fresh.flatMap(({ request }) => [request, request, request]),
  );
  assert.ok(
    statuses.every((status) => status === 200),
    'a repeat is answered like the first',
  );
  stored.push(...fresh);
}

/** The server was killed without warning: what it answered for must be there, once each, and nothing else. */
async function mustBeStored(dataDir: string, stored: readonly TextCallback[]): Promise<void> {
  const embedded = await startEmbeddedStore({ dataDir });
  const connection = await new Mongoose().createConnection(embedded.uri).asPromise();
  const rows = await connection
    .collection<{ _id: string }>('receipts')
    .find({}, { projection: { _id: 1 } })
    .toArray();
  const found = new Set(rows.map(({ _id }) => _id));
  assert.equal(found.size, rows.length);
  assert.deepEqual(
    stored.filter(({ receiptId }) => !found.has(receiptId)),
    [],
    'every answered callback has its receipt',
  );
  assert.equal(rows.length, stored.length, 'repeats and refused callbacks left no receipt');
  await connection.close();
  await embedded.close();
}

function report({ name }: Case, { ours, hello }: Rounds, aim: number | undefined): void {
  const pairs = ours.map((mine, round) => ({ mine, bare: hello[round] ?? mine }));
  const rates = pairs.map(({ mine, bare }) => mine.perSecond / bare.perSecond);
  const cpu = pairs.map(({ mine, bare }) => bare.cpuMicros / mine.cpuMicros);
  const delays = pairs.map(({ mine, bare }) => mine.p99Ms / bare.p99Ms);
  const of = (rounds: readonly Round[], what: keyof Round, decimals = 0) =>
    shown(
      rounds.map((round) => round[what]),
      decimals,
    );
  const verdict = aim === undefined ? '' : `; aim ${aim} ${median(rates) >= aim ? 'reached' : 'MISSED'}`;
  console.log(`  ${name}
    of bare Koa       ${shown(rates, 2)} of its rate${verdict}; ${shown(cpu, 2)} by CPU time
    per second        ${of(ours, 'perSecond')}; bare Koa ${of(hello, 'perSecond')}
    CPU each          ${of(ours, 'cpuMicros')} µs; bare Koa ${of(hello, 'cpuMicros')} µs
    p99               ${of(ours, 'p99Ms', 1)} ms; bare Koa ${of(hello, 'p99Ms', 1)} ms; ${shown(delays, 1)} times as long`);
}

/** Milliseconds that writing one page and flushing it take. */
function flushTimes(directory: string): number[] {
  const file = openSync(join(directory, 'flush'), 'w');
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 50 }, (_, index) => {
    const startMs = performance.now();
    writeSync(file, page, 0, page.length, index * page.length);
    fsyncSync(file);
    return performance.now() - startMs;
  });
  closeSync(file);
  return times;
}
