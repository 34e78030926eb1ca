import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../src/clock.ts';
import { demoAccounts } from '../../src/demo/accounts.ts';
import { type EmbeddedStore, startEmbeddedStore } from '../../src/embedded/index.ts';
import type { Log } from '../../src/log.ts';
import { readConfig } from '../../src/start/config.ts';
import type { StartOptions } from '../../src/start/options.ts';
import { type Running, start } from '../../src/start/start.ts';
import { smallCounty } from './county.ts';
import { World, worldStartsAt } from './world.ts';

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Two processes of one bot on one store, and one emulated WeCom whose every callback comes several times, to both at once. */
export class Fleet {
  readonly clock: ManualClock;
  /** The process that the emulator belongs to, as a world to act in. */
  readonly world: World;
  readonly second: Running;
  readonly #embedded: EmbeddedStore;
  readonly #relay: Server;
  readonly #dataDir: string;

  private constructor(parts: {
    clock: ManualClock;
    world: World;
    second: Running;
    embedded: EmbeddedStore;
    relay: Server;
    dataDir: string;
  }) {
    this.clock = parts.clock;
    this.world = parts.world;
    this.second = parts.second;
    this.#embedded = parts.embedded;
    this.#relay = parts.relay;
    this.#dataDir = parts.dataDir;
  }

  /** @param times - how often each callback comes */
  static async start(times: number): Promise<Fleet> {
    const dataDir = mkdtempSync(join(tmpdir(), 'xuece-fleet-'));
    const clock = new ManualClock(worldStartsAt);
    const embedded = await startEmbeddedStore({ dataDir, clock, durable: false });
    const options: StartOptions = { clock, log: silent, loops: false, county: () => smallCounty('wecom') };
    const common = { PORT: '0', MONGODB_URI: embedded.uri, DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
    const first = await start(readConfig({ ...common, EMULATOR: 'on', EMULATOR_PORT: '0' }), options);
    const world = new World(first, clock, 'wecom', dataDir, []);
    const second = await start(readConfig({ ...common, ...wecomOf(dataDir, world.emulator.wecomApiBase) }), options);
    const relay = await startRelay([first.url, second.url], times);
    const { port } = relay.address() as AddressInfo;
    world.emulator.setCallbackUrls({ wecom: `http://127.0.0.1:${port}/wecom/callback` });
    return new Fleet({ clock, world, second, embedded, relay, dataDir });
  }

  /** Both processes do what they find, side by side, until nothing is left. */
  async settle(): Promise<void> {
    await this.world.emulator.pump();
    for (;;) {
      const both = [this.world.running.app, this.second.app].map((app) => app.settle());
      if ((await Promise.all(both)).every((done) => done === 0)) return;
    }
  }

  async stop(): Promise<void> {
    await this.second.stop();
    await this.world.running.stop();
    this.#relay.closeAllConnections();
    await new Promise((resolve) => this.#relay.close(resolve));
    await this.#embedded.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

function wecomOf(dataDir: string, apiBase: string): Record<string, string> {
  const { corpId, agentId, secret, token, encodingAesKey } = demoAccounts(dataDir).wecom;
  return {
    EMULATOR: 'off',
    WECOM_CORP_ID: corpId,
    WECOM_AGENT_ID: agentId,
    WECOM_SECRET: secret,
    WECOM_TOKEN: token,
    WECOM_ENCODING_AES_KEY: encodingAesKey,
    WECOM_API_BASE: apiBase,
  };
}

/** Hands every request on several times at once, to all targets in turn, and gives the first answer back. */
async function startRelay(targets: readonly string[], times: number): Promise<Server> {
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const answers = Array.from({ length: times }, (_, index) =>
      fetch(`${targets[index % targets.length]}${request.url}`, {
        method: request.method ?? 'POST',
        headers: { 'content-type': request.headers['content-type'] ?? 'text/xml' },
        ...(request.method === 'GET' ? {} : { body: new Uint8Array(body) }),
      }),
    );
    const [answer] = await Promise.all(answers);
    response.writeHead(answer?.status ?? 500);
    response.end(await answer?.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
