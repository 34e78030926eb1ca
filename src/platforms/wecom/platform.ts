import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import type { Card } from '../../chat/message.ts';
import type { ChatPlatform, Handle } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { createWecomClient, type WecomClient } from './client.ts';
import { allPeople } from './people.ts';
import { drawRevision } from './render.ts';
import { capacityOf, sendMessage } from './send.ts';
import { createWebhook } from './webhook.ts';

export interface WecomOptions {
  corpId: string;
  /** Digits. */
  agentId: string;
  secret: string;
  /** Token and EncodingAESKey of the app's callback. */
  token: string;
  encodingAesKey: string;
  /** Address before `/cgi-bin`, e.g. `https://qyapi.weixin.qq.com`. */
  apiBase: string;
  clock: Clock;
  log: Pick<Log, 'info' | 'warn'>;
  http?: AxiosInstance;
  /** How far a callback's time may be from ours; 5 minutes by default. */
  windowMs?: number;
  /** For one call of the API, from connecting to the last byte; 5 seconds by default. */
  timeoutMs?: number;
}

const FIVE_MINUTES_MS = 5 * 60_000;
/** With a fresh token and a repeat a call takes four of these at most: a third of the outbox's lease of a minute. */
const FIVE_SECONDS_MS = 5000;
/** Life of a `response_code` (D94888). */
const CODE_LIFE_MS = 72 * 3_600_000;

/** A self-built WeCom app as a chat platform. Callbacks and calls follow wecom.md 1 to 4 and 6. */
export function createWecomPlatform(options: WecomOptions): ChatPlatform {
  const { windowMs = FIVE_MINUTES_MS, timeoutMs = FIVE_SECONDS_MS } = options;
  const webhook = createWebhook({ ...options, windowMs });
  const client = createWecomClient({ ...options, timeoutMs });
  const deps = { client, agentId: Number(options.agentId), clock: options.clock };
  return {
    name: 'wecom',
    receive: async (request) => webhook(request),
    capacity: capacityOf,
    send: (to, message, key, again) => sendMessage(deps, to, message, key, again),
    revise: (to, handle, card) => revise(deps, to, handle, card),
    people: () => allPeople(client),
  };
}

const updateAnswer = z.object({ invaliduser: z.array(z.string()).optional() });
/** The code was used or is too old; the card is unknown; the person never had it. */
const CANNOT_BE_CHANGED: ReadonlySet<string> = new Set(['60140', '42016', '82102']);

async function revise(
  { client, agentId, clock }: { client: WecomClient; agentId: number; clock: Clock },
  to: string,
  handle: Handle,
  card: Card,
): Promise<boolean> {
  const { responseCode, codeAtMs } = handle;
  const drawn = drawRevision(card);
  if (responseCode === undefined || drawn === undefined) return false;
  if (clock.now().getTime() - Number(codeAtMs) > CODE_LIFE_MS) return false;
  try {
    const answer = await client.call('message/update_template_card', updateAnswer, {
      body: { userids: [to], agentid: agentId, response_code: responseCode, template_card: drawn },
    });
    return (answer.invaliduser ?? []).length === 0;
  } catch (error) {
    if (error instanceof PlatformError && CANNOT_BE_CHANGED.has(error.code)) return false;
    throw error;
  }
}
