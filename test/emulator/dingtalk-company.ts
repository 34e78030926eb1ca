import { seal, sealSignature, unseal } from '../../src/emulator/crypto.ts';
import type { DingtalkAccount } from '../../src/emulator/dingtalk/account.ts';
import type { EmulatorOptions } from '../../src/emulator/options.ts';
import type { BotAnswer, Heard } from './bot.ts';
import { DINGTALK, DingtalkCaller, startWorld, type World } from './world.ts';

export interface Company extends World {
  dingtalk: DingtalkCaller;
}

export const GROUP = 'cidClass3==';

/** A company with an account of its own settings, its callbacks heard by the bot, and a group of user01 and user02. */
export async function startCompany(
  account: Partial<DingtalkAccount> = {},
  options: Partial<EmulatorOptions> = {},
): Promise<Company> {
  const world = await startWorld({ dingtalk: { ...DINGTALK, ...account }, ...options });
  const { emulator, bot } = world;
  emulator.setCallbackUrls({ robot: `${bot.url}/dingtalk/robot`, events: `${bot.url}/dingtalk/events` });
  await emulator.makeGroup({ vendor: 'dingtalk', id: GROUP, name: '春季班', members: ['user01', 'user02'] });
  return { ...world, dingtalk: await DingtalkCaller.start(emulator) };
}

const KEYS = { token: DINGTALK.eventToken, encodingAesKey: DINGTALK.eventAesKey, owner: DINGTALK.appKey };

/** The flat event behind an encrypted one. */
export function openEvent(heard: Heard): Record<string, unknown> {
  const { encrypt } = JSON.parse(heard.body) as { encrypt: string };
  return JSON.parse(unseal(KEYS, encrypt)) as Record<string, unknown>;
}

/** The sealed word that takes an event. */
export function sealedSuccess(): BotAnswer {
  const encrypt = seal(KEYS, 'success', Buffer.alloc(16, 1));
  const signed = { timeStamp: '1772413620000', nonce: 'nonce', encrypt };
  const msg_signature = sealSignature(KEYS.token, signed.timeStamp, signed.nonce, encrypt);
  return { body: JSON.stringify({ msg_signature, ...signed }) };
}

/** What the bot was told, of robot messages or events alone. */
export function heardAt(company: World, path: 'robot' | 'events'): Heard[] {
  return company.bot.heard.filter((heard) => heard.path === `/dingtalk/${path}`);
}

/** `GET` of the new API. */
export async function getNew(company: Company, path: string, query: Record<string, string>) {
  const response = await fetch(`${company.emulator.url}${path}?${new URLSearchParams(query)}`, {
    headers: { 'x-acs-dingtalk-access-token': company.dingtalk.token },
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

/** `POST /media/upload`. */
export async function upload(company: Company, type: string, name: string, bytes: Buffer) {
  const form = new FormData();
  form.append('media', new Blob([new Uint8Array(bytes)]), name);
  const url = `${company.emulator.url}/media/upload?access_token=${company.dingtalk.token}&type=${type}`;
  const response = await fetch(url, { method: 'POST', body: form });
  return (await response.json()) as Record<string, unknown>;
}
