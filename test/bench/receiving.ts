import assert from 'node:assert/strict';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Mongoose } from 'mongoose';
import { startEmbeddedStore } from '../../src/embedded/index.ts';
import { type CallbackAccount, CallbackMaker } from './callbacks.ts';
import { Child } from './child.ts';
import { Client } from './client.ts';
import { median, shown } from './statistics.ts';

const connections = 64;
const rounds = 7;
const perRound = 8_000;

const account: CallbackAccount = {
  corpId: 'wwbench0000000001',
  agentId: '1000002',
  token: 'BenchToken000000',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};

const people = Array.from({ length: 500 }, (_, index) => `cadre${index}`);

interface Round {
  perSecond: number;
  /** CPU time of the server per request, all its threads. */
  cpuMicros: number;
}

/**
 * The whole way of a WeCom text callback: verified, decrypted, parsed, its receipt flushed to disk, answered. Rounds alternate with a
 * bare Koa that answers the very same requests unread; only the ratio means something elsewhere. Nothing handles the receipts meanwhile.
 */
export async function benchReceiving(directory: string): Promise<void> {
  const dataDir = join(directory, 'data');
  const bot = await Child.start('bot.ts', environmentOf(dataDir));
  const hello = await Child.start('hello.ts');
  const maker = new CallbackMaker(account, people, ['我想了解一下本期主体班的报到时间和地点，谢谢。']);
  const stored: string[] = [];
  const measured = { bot: [] as Round[], hello: [] as Round[] };
  for (let round = -1; round < rounds; round += 1) {
    const callbacks = maker.make(perRound);
    const requests = callbacks.map(({ request }) => request);
    const plain = await timed(hello, requests);
    const full = await timed(bot, requests);
    stored.push(...callbacks.map(({ receiptId }) => receiptId));
    // The first round warms up both.
    if (round >= 0) {
      measured.hello.push(plain);
      measured.bot.push(full);
    }
  }
  await mustRefuse(bot, maker);
  await mustNotRepeat(bot, maker, stored);
  await Promise.all([bot.kill(), hello.kill()]);
  await mustBeStored(dataDir, stored);
  report(measured, directory);
}

function environmentOf(dataDir: string): Record<string, string> {
  return {
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    WECOM_CORP_ID: account.corpId,
    WECOM_AGENT_ID: account.agentId,
    WECOM_SECRET: 'unused',
    WECOM_TOKEN: account.token,
    WECOM_ENCODING_AES_KEY: account.encodingAesKey,
  };
}

async function timed(server: Child, requests: readonly Buffer[]): Promise<Round> {
  const client = await Client.connect(await server.ask('port'), connections);
  const cpuBefore = await server.cpuMicros();
  const startMs = performance.now();
  const statuses = await client.all(requests);
  const seconds = (performance.now() - startMs) / 1000;
  client.close();
  const cpuMicros = ((await server.cpuMicros()) - cpuBefore) / requests.length;
  assert.ok(
    statuses.every((status) => status === 200),
    'every callback is answered with 200',
  );
  return { perSecond: requests.length / seconds, cpuMicros };
}

async function statusesOf(server: Child, requests: readonly Buffer[]): Promise<number[]> {
  const client = await Client.connect(await server.ask('port'), connections);
  const statuses = await client.all(requests);
  client.close();
  return statuses;
}

async function mustRefuse(bot: Child, maker: CallbackMaker): Promise<void> {
  const forged = Array.from({ length: 200 }, () => maker.forged().request);
  const statuses = await statusesOf(bot, forged);
  assert.ok(
    statuses.every((status) => status === 403),
    'a wrong signature is refused',
  );
}

/** New callbacks, each sent three times side by side. */
async function mustNotRepeat(bot: Child, maker: CallbackMaker, stored: string[]): Promise<void> {
  const fresh = maker.make(500);
  const statuses = await statusesOf(
    bot,
    fresh.flatMap(({ request }) => [request, request, request]),
  );
  assert.ok(
    statuses.every((status) => status === 200),
    'a repeat is answered like the first',
  );
  stored.push(...fresh.map(({ receiptId }) => receiptId));
}

/** The server was killed without warning: what it answered for must be there, once each, and nothing else. */
async function mustBeStored(dataDir: string, receiptIds: readonly string[]): Promise<void> {
  const embedded = await startEmbeddedStore({ dataDir });
  const connection = await new Mongoose().createConnection(embedded.uri).asPromise();
  const rows = await connection
    .collection<{ _id: string }>('receipts')
    .find({}, { projection: { _id: 1 } })
    .toArray();
  const found = new Set(rows.map(({ _id }) => _id));
  assert.equal(found.size, rows.length);
  assert.deepEqual(
    receiptIds.filter((id) => !found.has(id)),
    [],
    'every answered callback has its receipt',
  );
  assert.equal(rows.length, receiptIds.length, 'repeats and refused callbacks left no receipt');
  await connection.close();
  await embedded.close();
}

function report({ bot, hello }: { bot: Round[]; hello: Round[] }, directory: string): void {
  const ratios = bot.map(({ perSecond }, round) => perSecond / (hello[round]?.perSecond ?? Number.NaN));
  const cpuRatios = bot.map(({ cpuMicros }, round) => (hello[round]?.cpuMicros ?? Number.NaN) / cpuMicros);
  const verdict = median(ratios) >= 0.25 ? 'reached' : 'MISSED';
  console.log(`
Receiving: ${rounds} rounds of ${perRound} distinct text callbacks over ${connections} connections; nothing handles them meanwhile
  bare Koa hello      ${shown(hello.map((round) => round.perSecond))} per second, ${shown(hello.map((round) => round.cpuMicros))} µs of CPU each
  full receipt        ${shown(bot.map((round) => round.perSecond))} per second, ${shown(bot.map((round) => round.cpuMicros))} µs of CPU each
  ratio               ${shown(ratios, 2)}; target 0.25 ${verdict}, aim 0.5
  ratio of CPU time   ${shown(cpuRatios, 2)}
  one flush of this disk takes ${shown(flushTimes(directory), 2)} ms
  checked: 200 forged signatures refused, 500 callbacks sent three times stored once, all receipts there after kill -9`);
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
