import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { PlatformError, TransportError } from '../errors.ts';
import type { Log } from '../log.ts';
import { DingtalkApi } from '../platforms/dingtalk/api.ts';
import { DingtalkClient } from '../platforms/dingtalk/client.ts';
import { Contacts } from '../platforms/dingtalk/contacts.ts';
import { allPeople } from '../platforms/dingtalk/people.ts';
import { subscriptions } from '../platforms/dingtalk/stream-topics.ts';
import type { DingtalkConfig } from '../start/config.ts';
import { fault, type Line, note, ok } from './line.ts';
import { clockLine, openVendorLine } from './vendor-clock.ts';
import { type Accounts, visibleRange } from './visible-range.ts';
import { doctorWords } from './words.ts';

const vendor = '钉钉';
const notAllowed: ReadonlySet<string> = new Set(['Forbidden.AccessDenied.IpNotInWhiteList', '60020']);
const wrongSecret: ReadonlySet<string> = new Set(['authFailed', 'invalidClientIdOrSecret', 'invalid.client', '40096']);
const rootDepartment = 1;
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * Checks token, allowed address, visible range, Stream and clock, each with calls that only read. Reading the contacts does not count
 * towards the monthly allowance; in Stream mode one call is used for a ticket, which then expires unused.
 */
export async function dingtalkLines(
  account: DingtalkConfig,
  clock: Clock,
  accounts: Accounts | undefined,
): Promise<Line[]> {
  const line = openVendorLine(clock);
  const api = new DingtalkApi({ ...account, http: line.http, clock, log: silent });
  const contacts = new Contacts(api);
  const lines: Line[] = [];
  try {
    await contacts.departments(rootDepartment);
    lines.push(ok(doctorWords.credentials(vendor)), ok(doctorWords.addressAllowed(vendor)));
    lines.push(...(await visibleRange(vendor, allPeople(contacts, pause), accounts)));
    if (account.mode === 'stream') {
      await new DingtalkClient(api, { ...account, log: silent }).openStream(subscriptions);
      lines.push(ok(doctorWords.streamOpens));
    }
  } catch (error) {
    lines.push(...refused(error, lines.length > 0));
  }
  return [...lines, clockLine(vendor, line.skewMs())];
}

/** @param known - whether credentials and address are known to be right */
function refused(error: unknown, known: boolean): Line[] {
  if (error instanceof TransportError)
    return [fault(doctorWords.noAnswer(vendor, error.message), doctorWords.checkLine)];
  if (!(error instanceof PlatformError)) throw error;
  const { code, method } = error;
  if (notAllowed.has(code)) return [fault(doctorWords.addressRefused(vendor, code), doctorWords.allowDingtalkAddress)];
  const advice = doctorWords.dingtalkCode(code);
  if (wrongSecret.has(code))
    return [fault(doctorWords.credentialsRefused(vendor, code), advice), note(doctorWords.restUnchecked(vendor))];
  const call = fault(doctorWords.callRefused(vendor, method, code), advice);
  return known ? [call] : [ok(doctorWords.credentials(vendor)), call];
}

function nothing(): void {
  // What the vendor says is reported in the lines of the checklist, not in the log.
}
