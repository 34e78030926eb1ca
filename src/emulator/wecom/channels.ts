import type { Channel, Outcome } from '../channel.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import { signedUrl } from './callback.ts';
import { readReply } from './reply.ts';

/** The waits between WeCom's repeats are not documented. */
export const RETRY_AFTER_MS: readonly number[] = [1000, 5000, 15_000];

/** How WeCom posts callbacks: 5 s, three repeats (docs/emulator.md, Callbacks). */
export function wecomChannel(world: World, account: WecomAccount): Channel {
  return {
    ...xmlChannel(world, () => ({ token: account.token, callbackUrl: account.callbackUrl })),
    accept(callback, answer) {
      if (answer.status !== 200) return badStatus(world, answer.status);
      return readReply(world, account, callback, answer.body);
    },
  };
}

/** Contact changes take no reply but an empty one or `success` (docs/emulator.md, Events). */
export function contactChannel(world: World, contactSync: NonNullable<WecomAccount['contactSync']>): Channel {
  return {
    ...xmlChannel(world, () => contactSync),
    accept(_callback, answer) {
      if (answer.status !== 200) return badStatus(world, answer.status);
      return { entries: [] };
    },
  };
}

function xmlChannel(
  world: World,
  target: () => { token: string; callbackUrl?: string | undefined },
): Omit<Channel, 'accept'> {
  return {
    vendor: 'wecom',
    label: '企业微信',
    timeoutMs: world.rules.wecomTimeoutMs,
    retryAfterMs: RETRY_AFTER_MS,
    bodyOf: ({ body }, fault) => (fault === 'rewritten-envelope' ? rewritten(body) : body),
    address(callback) {
      const { token, callbackUrl } = target();
      if (callbackUrl === undefined) return undefined;
      const [, encrypted = ''] = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(callback.body) ?? [];
      return { url: signedUrl(world, token, callbackUrl, encrypted), headers: { 'content-type': 'text/xml' } };
    },
  };
}

/** The same document as another XML writer would put it; the sealed text in it stays. */
function rewritten(envelope: string): string {
  const spaced = envelope.replaceAll(/<(Encrypt|ToUserName|AgentID)>/g, '\n  <$1>').replaceAll('</xml>', '\n</xml>\n');
  const sealed = /<Encrypt>(<!\[CDATA\[.*?\]\]>)<\/Encrypt>/;
  const broken = spaced.replace(sealed, (_whole, text: string) => `<Encrypt>\n    ${text}\n  </Encrypt>`);
  return `\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<!-- relayed -->\n${broken}`;
}

/** What a status other than 200 means is in dispute, hence a rule. */
export function badStatus(world: World, status: number): Outcome {
  return { trouble: `机器人回应了状态 ${status}`, again: world.rules.wecomRepeatsBadStatus };
}
