import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { answerParent } from './child.ts';

// The yardstick: Koa itself, answering the same POST without reading it.
const koa = new Koa();
koa.use((ctx) => {
  ctx.body = 'hello';
});
const server = koa.listen(0, '127.0.0.1', () => {
  answerParent({ port: async () => (server.address() as AddressInfo).port });
});
