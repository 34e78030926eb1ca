import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Poster } from '../../src/emulator/post.ts';

/** Answers one request per connection, keeps it open, and cuts it off when another one comes. */
let bot: Server;
let poster: Poster;

beforeEach(async () => {
  bot = createServer((socket) => {
    let requests = 0;
    socket.on('error', () => undefined);
    socket.on('data', () => {
      requests += 1;
      if (requests > 1) socket.resetAndDestroy();
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok');
    });
  });
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
  poster = new Poster();
});
afterEach(async () => {
  poster.close();
  await new Promise((resolve) => bot.close(resolve));
});

it('sends a callback over a new connection when those that stood idle are closed, however many', async () => {
  const { port } = bot.address() as AddressInfo;
  const request = { url: `http://127.0.0.1:${port}/`, headers: {}, body: 'x', timeoutMs: 5_000 };
  await Promise.all([poster.send(request), poster.send(request), poster.send(request)]);
  expect(await poster.send(request)).toMatchObject({ status: 200, body: 'ok' });
});
