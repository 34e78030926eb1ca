import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PersonLedger } from '../../src/emulator/ledger.ts';
import { SYNC } from './wecom-company.ts';
import { DINGTALK, DingtalkCaller, startWorld, WECOM, type World } from './world.ts';

/** A journal that the version before sliding windows wrote, and what everybody had seen by then. */
const EARLIER = new URL('./earlier-version/', import.meta.url);
const seen = JSON.parse(readFileSync(new URL('seen.json', EARLIER), 'utf8')) as {
  ledger: PersonLedger[];
  acts: number;
};

let folder: string;
let world: World;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-'));
  const journalFile = join(folder, 'emulator.jsonl');
  copyFileSync(fileURLToPath(new URL('emulator.jsonl', EARLIER)), journalFile);
  const wecom = { ...WECOM, contactSync: { ...SYNC } };
  world = await startWorld({ journalFile, wecom, dingtalk: { ...DINGTALK, agentId: 7 } });
});
afterEach(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

it('a journal of an earlier version opens with everything that was seen and done', () => {
  expect(JSON.parse(JSON.stringify(world.emulator.ledger()))).toEqual(seen.ledger);
  expect(world.emulator.transcript().acts).toHaveLength(seen.acts);
});

it('what was begun in an earlier version goes on', async () => {
  const { emulator, bot } = world;
  emulator.setCallbackUrls({ wecom: `${bot.url}/wecom` });
  expect(await emulator.say({ vendor: 'wecom', userId: 'lisi', text: '待办', id: 'say-1' })).toEqual({ done: false });
  const dingtalk = await DingtalkCaller.start(emulator);
  const update = { outTrackId: 'card-1', cardData: { cardParamMap: { title: '新的' } } };
  expect((await dingtalk.call('PUT', '/v1.0/card/instances', update)).json).toMatchObject({ success: true });
  const [card] = emulator.conversation('dingtalk', 'user01');
  expect(card?.body).toMatchObject({ kind: 'card', title: '新的' });
});
