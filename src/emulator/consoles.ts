import type { Callbacks } from './callbacks.ts';
import { dingtalkEvent } from './dingtalk/events.ts';
import { EVENT_TOPIC } from './dingtalk/stream-frames.ts';
import type { StreamGateway } from './dingtalk/stream-gateway.ts';
import type { CallbackUrls } from './driver.ts';
import type { ConsolesView } from './view.ts';
import { callbackAddresses, verifyWecomUrl } from './wecom/callback.ts';
import type { World } from './world.ts';

/** What an administrator reads in the vendors' consoles: where the APIs are, credentials, callback addresses. */
export function consolesOf({ url, wecom, dingtalk }: World): ConsolesView {
  return { apiBase: url, ...(wecom && { wecom }), ...(dingtalk && { dingtalk }) };
}

/** Enters callback addresses as an administrator does in the vendors' consoles; `''` takes one away, so that callbacks wait. */
export function setCallbackUrls({ wecom, dingtalk }: World, urls: CallbackUrls): void {
  if (wecom !== undefined) {
    enter(wecom, 'callbackUrl', urls.wecom);
    // Whoever names no domain trusts the one that callbacks go to, so that its pages can be signed in to.
    if (urls.wecom !== undefined && URL.canParse(urls.wecom)) wecom.trustedDomains ??= [new URL(urls.wecom).host];
  }
  if (wecom?.contactSync !== undefined) enter(wecom.contactSync, 'callbackUrl', urls.wecomContacts);
  if (wecom?.aibot !== undefined) enter(wecom.aibot, 'callbackUrl', urls.aibot);
  if (dingtalk !== undefined) {
    enter(dingtalk, 'robotUrl', urls.robot);
    enter(dingtalk, 'eventsUrl', urls.events);
  }
}

function enter<Name extends string>(account: { [name in Name]?: string }, name: Name, url: string | undefined): void {
  if (url === '') delete account[name];
  else if (url !== undefined) account[name] = url;
}

/**
 * Saves the addresses as the consoles do.
 * @param only - these alone
 * @returns what is wrong, one sentence each
 */
export async function verifyUrls(
  world: World,
  callbacks: Callbacks,
  gateway: StreamGateway | undefined,
  only?: readonly (keyof CallbackUrls)[],
): Promise<string[]> {
  const { wecom, dingtalk } = world;
  const faults: string[] = [];
  const isAsked = (name: keyof CallbackUrls) => only?.includes(name) ?? true;
  const addresses = wecom === undefined ? [] : callbackAddresses(wecom);
  for (const address of addresses.filter(({ of }) => isAsked(of))) {
    const fault = await verifyWecomUrl(world, address, callbacks.poster);
    if (fault !== undefined) faults.push(`${address.name}：${fault}`);
  }
  // In Stream mode the console asks for a live connection instead of an address.
  if (dingtalk !== undefined && isAsked('events') && gateway?.takes('EVENT', EVENT_TOPIC) !== true) {
    const fault = await callbacks.probe(dingtalkEvent(world, dingtalk, 'check_url', {}));
    if (fault !== undefined) faults.push(`钉钉：${fault}`);
  }
  return faults;
}
