import { WecomCrypto } from '@wecom/aibot-node-sdk';
import type { EmulatorOptions } from '../../src/emulator/options.ts';
import type { WecomAccount, WecomAibot } from '../../src/emulator/wecom/account.ts';
import type { BotAnswer, Heard } from './bot.ts';
import { getJson, PEOPLE, sendJson, startWorld, WECOM, WecomCaller, type World } from './world.ts';

/** A PNG of one pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** One second of silence: 50 frames of 13 bytes. */
export const AMR = Buffer.concat([
  Buffer.from('#!AMR\n'),
  Buffer.alloc(50 * 13, Buffer.from([0x04, ...Array(12).fill(0)])),
]);
export const MP4 = Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from('ftypisom0000')]);

export const SYNC = {
  secret: 'sync-secret',
  token: 'synctoken',
  encodingAesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
};
export const OTHER_APP = { agentId: 1000003, secret: 'other-secret' };
export const AIBOT: WecomAibot = {
  botId: 'AIBOTID',
  name: '学册助手',
  mode: 'callback',
  secret: 'aibot-secret',
  token: 'aibottoken',
  encodingAesKey: '4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws',
  groups: [{ id: 'class-1', name: '春季班', members: ['ZhangSan', 'lisi'] }],
};

/** A company in which everything of WeCom is in use; `account` changes it. */
export async function startCompany(
  account: Partial<WecomAccount> = {},
  options: Partial<EmulatorOptions> = {},
): Promise<World> {
  const world = await startWorld({ people: PEOPLE, ...options, wecom: { ...WECOM, ...account } });
  world.emulator.setCallbackUrls({
    wecom: `${world.bot.url}/wecom/callback`,
    wecomContacts: `${world.bot.url}/wecom/contacts`,
    aibot: `${world.bot.url}/wecom/aibot`,
  });
  return world;
}

/** A token under another secret of the company. */
export async function tokenFor(world: World, secret: string): Promise<string> {
  const query = `corpid=${WECOM.corpId}&corpsecret=${secret}`;
  return String((await getJson(`${world.emulator.wecomApiBase}/cgi-bin/gettoken?${query}`)).access_token);
}

export async function callWith(world: World, token: string, method: string, body?: unknown, query = '') {
  const url = `${world.emulator.wecomApiBase}/cgi-bin/${method}?access_token=${token}&${query}`;
  return body === undefined ? await getJson(url) : (await sendJson(url, body)).json;
}

/** Uploads as a bot does, with an ASCII file name. */
export async function upload(world: World, token: string, type: string, bytes: Buffer, name = 'file.bin') {
  const url = `${world.emulator.wecomApiBase}/cgi-bin/media/upload?access_token=${token}&type=${type}`;
  return await postFile(url, bytes, name);
}

export async function postFile(url: string, bytes: Buffer, name: string): Promise<Record<string, unknown>> {
  const form = new FormData();
  form.append('media', new Blob([new Uint8Array(bytes)]), name);
  const response = await fetch(url, { method: 'POST', body: form });
  return (await response.json()) as Record<string, unknown>;
}

export async function callerOf(world: World): Promise<WecomCaller> {
  return await WecomCaller.start(world.emulator);
}

/** What seals and opens the AI robot's callbacks: the vendor's own package. */
export const AIBOT_CRYPTO = new WecomCrypto(AIBOT.token, AIBOT.encodingAesKey, '');

/** The AI robot's answer to a callback. */
export function sealedAnswer(heard: Heard, reply: object): BotAnswer {
  const nonce = heard.query.get('nonce') ?? '';
  const { encrypt, signature } = AIBOT_CRYPTO.encrypt(JSON.stringify(reply), '1772413620', nonce);
  return { body: JSON.stringify({ encrypt, msgsignature: signature, timestamp: 1772413620, nonce }) };
}
