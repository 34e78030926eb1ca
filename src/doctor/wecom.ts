import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { PlatformError, TransportError } from '../errors.ts';
import { WecomApi } from '../platforms/wecom/api.ts';
import { allPeople } from '../platforms/wecom/people.ts';
import type { WecomConfig } from '../start/config.ts';
import { fault, type Line, note, ok } from './line.ts';
import { clockLine, openVendorLine } from './vendor-clock.ts';
import { type Accounts, visibleRange } from './visible-range.ts';
import { doctorWords } from './words.ts';

const vendor = '企业微信';
const notAllowed = '60020';
/** The code for an app that has no menu yet; the bot creates one when it starts. */
const noMenu = '46003';

/** Checks token, allowed address, AgentId, visible range and clock, each with calls that only read. */
export async function wecomLines(account: WecomConfig, clock: Clock, accounts: Accounts | undefined): Promise<Line[]> {
  const line = openVendorLine(clock);
  let ownAddress: string | undefined;
  // Only the text of the vendor's refusal says which address has to be allowed.
  const keepAddress = ({ errmsg }: Readonly<Record<string, unknown>>) => {
    ownAddress = /from ip: ([0-9a-fA-F.:]{2,45})/.exec(String(errmsg))?.[1] ?? ownAddress;
  };
  const log = { info: keepAddress, warn: keepAddress };
  const api = new WecomApi({ ...account, timeoutMs: 5_000, clock, log, http: line.http });
  const lines: Line[] = [];
  try {
    await readMenu(api, account.agentId);
    lines.push(ok(doctorWords.credentials(vendor)), ok(doctorWords.addressAllowed(vendor)));
    lines.push(...(await visibleRange(vendor, allPeople(api), accounts)));
  } catch (error) {
    lines.push(...refused(error, ownAddress, lines.length > 0));
  }
  return [...lines, clockLine(vendor, line.skewMs())];
}

async function readMenu(api: WecomApi, agentid: string): Promise<void> {
  try {
    await api.call('menu/get', z.object({}), { query: { agentid } });
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== noMenu) throw error;
  }
}

/** @param known - whether credentials and address are known to be right */
function refused(error: unknown, ownAddress: string | undefined, known: boolean): Line[] {
  if (error instanceof TransportError)
    return [fault(doctorWords.noAnswer(vendor, error.message), doctorWords.checkLine)];
  if (!(error instanceof PlatformError)) throw error;
  const { code, method } = error;
  if (code === notAllowed)
    return [fault(doctorWords.addressRefused(vendor, code), doctorWords.allowWecomAddress(ownAddress))];
  const advice = doctorWords.wecomCode(code);
  if (method === 'gettoken')
    return [fault(doctorWords.credentialsRefused(vendor, code), advice), note(doctorWords.restUnchecked(vendor))];
  const call = fault(doctorWords.callRefused(vendor, method, code), advice);
  return known ? [call] : [ok(doctorWords.credentials(vendor)), ok(doctorWords.addressAllowed(vendor)), call];
}
