import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { formatMoment } from '../calendar/beijing-time.ts';
import type { PlatformName } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import type { CadreRow } from '../county/cadres.ts';
import { hasStore } from '../embedded/index.ts';
import { monthOf } from '../outbox/quota.ts';
import type { UsageRow } from '../outbox/usage.ts';
import type { Config } from '../start/config.ts';
import { heldWords } from '../start/held-words.ts';
import { countHeld } from '../start/hold.ts';
import { commandFaultSentence } from '../start/words.ts';
import type { Store } from '../stores.ts';
import { fault, type Line, note, ok } from './line.ts';
import type { Accounts } from './visible-range.ts';
import { doctorWords } from './words.ts';

const leastFreeBytes = 1024 ** 3;
const mostPercent = 90;

/** The checklist's lines about the store, and the accounts in the information base; none if it could not be read. */
export interface County {
  lines: Line[];
  accounts?: Readonly<Record<PlatformName, Accounts>>;
}

/** Opens the county's store for one piece of work, as the commands do. */
type WithCounty = <Result>(config: Config, work: (store: Store) => Promise<Result>) => Promise<Result>;

/** Checks that the store can be read and written, how much of DingTalk's monthly allowance is used, and how much disk space is left. */
export async function lookAtCounty(config: Config, clock: Clock, withCounty: WithCounty): Promise<County> {
  const disk = config.mongodbUri === undefined ? [await diskLine(config.dataDir)] : [];
  if (config.mongodbUri === undefined && !hasStore(config.dataDir))
    return { lines: [folderLine(config.dataDir), ...disk] };
  try {
    const { lines, accounts } = await withCounty(config, (store) => look(store, config, clock));
    return { lines: [...lines, ...disk], accounts };
  } catch (error) {
    return { lines: [fault(doctorWords.storeFails, commandFaultSentence(error)), ...disk] };
  }
}

async function look(store: Store, config: Config, clock: Clock) {
  const now = clock.now();
  // A lease that ends immediately shows that the store accepts writes.
  await store.leases.take('doctor', 'doctor', now, now);
  const cadres = await store.cadres.all();
  const accounts = { wecom: accountsOn('wecom', cadres), dingtalk: accountsOn('dingtalk', cadres) };
  const people = cadres.length === 0 ? note(doctorWords.noPeople) : ok(doctorWords.people(cadres.length));
  const held = await countHeld(store);
  const waiting = held.messages + held.updates === 0 ? [] : [fault(heldWords.waiting(held), heldWords.choices)];
  const proofs = proofLines(await store.proofs.health(), config);
  const quota = config.dingtalk === undefined ? [] : await dingtalkMonthLines(store, config, clock);
  return { lines: [ok(doctorWords.store), people, ...waiting, ...proofs, ...quota], accounts };
}

/** Whether the proofs there are can be opened with the present key. */
function proofLines(
  { count, unreadable, hasKey }: Awaited<ReturnType<Store['proofs']['health']>>,
  config: Config,
): Line[] {
  const shared =
    config.mongodbUri !== undefined && config.proofKey === undefined ? [note(doctorWords.ownProofKey)] : [];
  if (unreadable > 0) return [fault(doctorWords.proofsClosed(count, unreadable), doctorWords.bringProofKey), ...shared];
  if (!hasKey) return [note(doctorWords.noProofKey), ...shared];
  return [ok(doctorWords.proofs(count)), ...shared];
}

function accountsOn(platform: PlatformName, cadres: readonly CadreRow[]): Accounts {
  return new Map(
    cadres.flatMap(({ identities: { [platform]: userId }, name }) => (userId === undefined ? [] : [[userId, name]])),
  );
}

async function dingtalkMonthLines(store: Store, { sending }: Config, clock: Clock): Promise<Line[]> {
  const used = await store.usage.of('dingtalk', monthOf(clock.now()));
  if (used === null) return [note(doctorWords.noUsage)];
  const { namelessSenderAt } = used;
  const nameless =
    namelessSenderAt === undefined ? [] : [note(doctorWords.namelessSender(formatMoment(namelessSenderAt)))];
  return [quotaLine(used, sending), ...nameless];
}

function quotaLine(used: UsageRow, sending: Config['sending']): Line {
  const { call, push } = sending.dingtalkMonth;
  const text = doctorWords.usage(used.call, call, used.push, push);
  const isNearlyOver = used.call * 100 >= mostPercent * call || used.push * 100 >= mostPercent * push;
  return isNearlyOver ? fault(text, doctorWords.moreQuota) : ok(text);
}

/** The line for a data folder that does not exist yet: whether the first start can create it. */
function folderLine(dataDir: string): Line {
  const parent = existingAbove(dataDir);
  try {
    accessSync(parent, constants.W_OK);
    return note(doctorWords.folderComes(dataDir));
  } catch {
    return fault(doctorWords.folderCannotCome(dataDir, parent), doctorWords.otherFolder);
  }
}

async function diskLine(dataDir: string): Promise<Line> {
  const { bavail, bsize } = await statfs(existingAbove(dataDir));
  const freeBytes = bavail * bsize;
  const text = doctorWords.disk((freeBytes / 1024 ** 3).toFixed(1));
  return freeBytes < leastFreeBytes ? fault(text, doctorWords.freeDisk) : ok(text);
}

function existingAbove(folder: string): string {
  let found = resolve(folder);
  while (!existsSync(found)) found = dirname(found);
  return found;
}
