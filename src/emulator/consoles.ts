import type { Callbacks } from './callbacks.ts';
import { dingtalkEvent } from './dingtalk/events.ts';
import { EVENT_TOPIC } from './dingtalk/stream-frames.ts';
import type { StreamGateway } from './dingtalk/stream-gateway.ts';
import type { CallbackUrls } from './driver.ts';
import { callbackAddresses, verifyWecomUrl } from './wecom/callback.ts';
import type { World } from './world.ts';

/** Enters callback addresses as an administrator does in the vendors' consoles. */
export function setCallbackUrls({ wecom, dingtalk }: World, urls: CallbackUrls): void {
  if (wecom !== undefined && urls.wecom !== undefined) wecom.callbackUrl = urls.wecom;
  if (wecom?.contactSync !== undefined && urls.wecomContacts !== undefined) {
    wecom.contactSync.callbackUrl = urls.wecomContacts;
  }
  if (wecom?.aibot !== undefined && urls.aibot !== undefined) wecom.aibot.callbackUrl = urls.aibot;
  if (dingtalk !== undefined && urls.robot !== undefined) dingtalk.robotUrl = urls.robot;
  if (dingtalk !== undefined && urls.events !== undefined) dingtalk.eventsUrl = urls.events;
}

/** Saves the addresses as the consoles do. @returns what is wrong, one sentence each */
export async function verifyUrls(
  world: World,
  callbacks: Callbacks,
  gateway: StreamGateway | undefined,
): Promise<string[]> {
  const { wecom, dingtalk } = world;
  const faults: string[] = [];
  for (const address of wecom === undefined ? [] : callbackAddresses(wecom)) {
    const fault = await verifyWecomUrl(world, address, callbacks.poster);
    if (fault !== undefined) faults.push(`${address.name}：${fault}`);
  }
  // In Stream mode the console asks for a live connection instead of an address.
  if (dingtalk !== undefined && gateway?.takes('EVENT', EVENT_TOPIC) !== true) {
    const fault = await callbacks.probe(dingtalkEvent(world, dingtalk, 'check_url', {}));
    if (fault !== undefined) faults.push(`钉钉：${fault}`);
  }
  return faults;
}
