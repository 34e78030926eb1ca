import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readBody } from '../../src/http/body.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** What becomes of the body of a request that comes in these pieces; after the last the connection stays open, or is cut. */
async function read(pieces: readonly string[], end: 'open' | 'cut', patienceMs: number): Promise<unknown> {
  let settle = (_body: unknown): void => undefined;
  const settled = new Promise<unknown>((resolve) => (settle = resolve));
  const server = createServer((request) => void readBody(request, patienceMs).then(settle, settle));
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.setNoDelay(true);
  for (const piece of pieces) await new Promise((written) => socket.write(piece, written));
  if (end === 'cut') socket.end();
  return settled;
}

const head = 'POST / HTTP/1.1\r\nHost: bot\r\nContent-Length: 6\r\n\r\n';

describe('a body', () => {
  it('is put together from its pieces', async () => {
    expect(await read([head, 'ab', 'cd', 'ef'], 'open', 30_000)).toEqual(Buffer.from('abcdef'));
  });

  it('is empty where nothing came', async () => {
    const bare = 'POST / HTTP/1.1\r\nHost: bot\r\n\r\n';
    expect(await read([bare], 'open', 30_000)).toEqual(Buffer.alloc(0));
  });

  it('is not waited for beyond the time it may take', async () => {
    expect(await read([head, 'abc'], 'open', 20)).toMatchObject({ name: 'BodyFault', status: 408 });
  });

  it('is broken off where the connection ends before it', async () => {
    expect(await read([head, 'abc'], 'cut', 30_000)).toMatchObject({ name: 'BodyFault', status: 400 });
  });
});
