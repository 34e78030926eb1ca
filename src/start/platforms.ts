import type { ChatPlatform, Spent } from '../chat/platform.ts';
import { PLATFORM_NAMES } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import { PlatformError } from '../errors.ts';
import type { Log } from '../log.ts';
import { monthOf, QuotaLedger } from '../outbox/quota.ts';
import { createDingtalkPlatform, type DingtalkPlatform } from '../platforms/dingtalk/platform.ts';
import { createWecomAibot } from '../platforms/wecom/aibot.ts';
import { createWecomPlatform, type WecomPlatform } from '../platforms/wecom/platform.ts';
import type { Store } from '../stores.ts';
import type { Config, DingtalkConfig, WecomAibotConfig, WecomConfig } from './config.ts';

/** The platforms that are configured. */
export interface Platforms {
  all: readonly ChatPlatform[];
  /** The app; there is none where an AI robot takes its place. */
  wecom: WecomPlatform | undefined;
  dingtalk: DingtalkPlatform | undefined;
}

interface PlatformDeps {
  store: Store;
  clock: Clock;
  log: Log;
}

const againMs = 60_000;

/** Counts what DingTalk's month costs. */
export function dingtalkLedger({ sending }: Config, { store, clock, log }: PlatformDeps): QuotaLedger {
  return new QuotaLedger({ platform: 'dingtalk', allowance: sending.dingtalkMonth, usage: store.usage, clock, log });
}

const notedEveryMs = 60_000;

/** Keeps for `doctor` when last a DingTalk message came without a staff id, at most once a minute. */
function namelessSenders({ sending }: Pick<Config, 'sending'>, { store, clock, log }: PlatformDeps): () => void {
  const { call: callsAllowed, push: pushesAllowed } = sending.dingtalkMonth;
  let notedMs = Number.NEGATIVE_INFINITY;
  return () => {
    const at = clock.now();
    if (at.getTime() - notedMs < notedEveryMs) return;
    notedMs = at.getTime();
    store.usage.noteNamelessSender('dingtalk', monthOf(at), at, { callsAllowed, pushesAllowed }).catch(() => {
      log.warn({}, 'a DingTalk message without a staff id was not noted');
    });
  };
}

/** @param ledger - told of what counts towards DingTalk's monthly allowance */
export function createPlatforms(
  accounts: { wecom?: WecomConfig; wecomAibot?: WecomAibotConfig; dingtalk?: DingtalkConfig },
  { store, clock, log }: PlatformDeps,
  ledger: QuotaLedger | undefined,
  sending: Config['sending'],
): Platforms {
  const loadFile = async (sha256: string) => {
    // A proof is opened at the moment it is sent.
    const proof = await store.proofs.load(sha256);
    const bytes = proof === undefined ? await store.files.load(sha256) : proof;
    if (bytes === null) throw new PlatformError('file', 'no-file', 'never');
    return bytes;
  };
  const shared = { clock, log, loadFile };
  const spent = (what: Spent) => ledger?.spent(what);
  const wecom = accounts.wecom && createWecomPlatform({ ...accounts.wecom, ...shared });
  const dingtalk =
    accounts.dingtalk &&
    createDingtalk(accounts.dingtalk, {
      ...shared,
      spent,
      onNamelessSender: namelessSenders({ sending }, { store, clock, log }),
    });
  const aibot = accounts.wecomAibot && createWecomAibot({ ...accounts.wecomAibot, clock, log });
  const made = { wecom: wecom ?? aibot, dingtalk };
  const all = PLATFORM_NAMES.map((name) => made[name]).filter((platform) => platform !== undefined);
  return { wecom, dingtalk, all };
}

function createDingtalk(
  { cardSecret, ...account }: DingtalkConfig,
  shared: Pick<
    Parameters<typeof createDingtalkPlatform>[0],
    'clock' | 'log' | 'loadFile' | 'spent' | 'onNamelessSender'
  >,
): DingtalkPlatform {
  return createDingtalkPlatform({
    ...account,
    ...shared,
    ...(cardSecret === undefined ? {} : { cardCallbackSecret: cardSecret }),
  });
}

/**
 * Tells the vendors what they have to know of the bot: DingTalk where presses go, WeCom its menu. A vendor that is down at start does not
 * keep the bot from running: it is asked again.
 */
export async function announce({ wecom, dingtalk }: Platforms, publicUrl: string, log: Log): Promise<void> {
  const cardUrl = `${publicUrl}/dingtalk/card`;
  await Promise.all([
    dingtalk && untilTaken('the card callback address', () => dingtalk.registerCardCallback(cardUrl), log),
    wecom && untilTaken('the menu', () => wecom.setMenu(), log),
  ]);
}

async function untilTaken(what: string, tell: () => Promise<void>, log: Log): Promise<void> {
  try {
    await tell();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    log.warn({ reason }, `the vendor did not take ${what}; asking again in a minute`);
    setTimeout(() => void untilTaken(what, tell, log), againMs).unref();
  }
}
