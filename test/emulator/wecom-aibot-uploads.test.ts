import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { AIBOT, startCompany } from './wecom-company.ts';
import type { World } from './world.ts';

const BYTES = Buffer.from('name,unit\n');
const WHOLE = {
  type: 'file',
  filename: 'roster.csv',
  total_size: BYTES.length,
  total_chunks: 1,
  md5: createHash('md5').update(BYTES).digest('hex'),
};

let world: World;
let socket: WebSocket;
beforeEach(async () => {
  world = await startCompany({ aibot: { ...AIBOT, mode: 'connection' } });
  socket = new WebSocket(`${world.emulator.url.replace('http', 'ws')}/aibot`);
  await once(socket, 'open');
});
afterEach(async () => {
  socket.terminate();
  await world.stop();
});

/** One command on the AI robot's connection and its answer. */
async function command(cmd: string, body: object): Promise<{ errcode: number; body?: Record<string, unknown> }> {
  const answer = once(socket, 'message') as Promise<[Buffer]>;
  socket.send(JSON.stringify({ cmd, headers: { req_id: 'r1' }, body }));
  return JSON.parse(String((await answer)[0])) as { errcode: number; body?: Record<string, unknown> };
}

async function begun(change: object = {}): Promise<unknown> {
  await command('aibot_subscribe', { bot_id: AIBOT.botId, secret: AIBOT.secret });
  return (await command('aibot_upload_media_init', { ...WHOLE, ...change })).body?.upload_id;
}

it('nothing but a ping is taken before the subscription', async () => {
  expect(await command('ping', {})).toMatchObject({ errcode: 0 });
  expect(await command('aibot_respond_msg', {})).toMatchObject({ errcode: 846609 });
});

it('an upload is refused that names no kind, or more than 100 pieces', async () => {
  await begun();
  expect(await command('aibot_upload_media_init', { ...WHOLE, type: 'poem' })).toMatchObject({ errcode: 846611 });
  expect(await command('aibot_upload_media_init', { ...WHOLE, total_chunks: 101 })).toMatchObject({ errcode: 846612 });
});

it('a piece is refused that belongs to no upload, or to no place in it', async () => {
  const upload_id = await begun();
  const piece = { chunk_index: 0, base64_data: BYTES.toString('base64') };
  expect(await command('aibot_upload_media_chunk', { ...piece, upload_id: 'no' })).toMatchObject({ errcode: 846613 });
  expect(await command('aibot_upload_media_chunk', { ...piece, upload_id, chunk_index: 1 })).toMatchObject({
    errcode: 846614,
  });
});

it('an upload ends well only with every piece and the right sum', async () => {
  const piece = { chunk_index: 0, base64_data: BYTES.toString('base64') };
  expect(await command('aibot_upload_media_finish', { upload_id: 'no' })).toMatchObject({ errcode: 846609 });
  const unfinished = await begun();
  expect(await command('aibot_upload_media_finish', { upload_id: unfinished })).toMatchObject({ errcode: 846615 });
  expect(await command('aibot_upload_media_finish', { upload_id: unfinished })).toMatchObject({ errcode: 846613 });
  const wrong = await begun({ md5: 'x' });
  await command('aibot_upload_media_chunk', { ...piece, upload_id: wrong });
  expect(await command('aibot_upload_media_finish', { upload_id: wrong })).toMatchObject({ errcode: 846616 });
  const right = await begun();
  await command('aibot_upload_media_chunk', { ...piece, upload_id: right });
  expect((await command('aibot_upload_media_finish', { upload_id: right })).body).toHaveProperty('media_id');
});
