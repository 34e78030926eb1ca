import type { Content, Entry, Target } from './entries.ts';
import type { Vendor } from './view.ts';
import type { World } from './world.ts';

/** What a fault does to a message the vendor has accepted. */
export type DeliveryFault = 'duplicate' | 'drop' | 'reorder' | undefined;

/** A message on its way into conversations: what to commit, and whose item it becomes. */
export interface Delivery {
  entries: Entry[];
  targets: Target[];
}

/** Puts one message of the bot into the conversations of `userIds`; takes effect when the entries are committed. */
export function deliver(
  world: World,
  vendor: Vendor,
  userIds: string[],
  content: Content,
  options: { ref?: string; fault?: DeliveryFault } = {},
): Delivery {
  if (userIds.length === 0) return { entries: [], targets: [] };
  const { ref, fault } = options;
  if (fault === 'drop') return { entries: [dropped(world, vendor, userIds, 'fault')], targets: [] };
  const once = messageOf(world, vendor, 'bot', userIds, content, ref);
  if (fault === 'reorder') {
    world.hold(once.entries);
    return { entries: [], targets: once.targets };
  }
  if (fault !== 'duplicate') return once;
  const twice = messageOf(world, vendor, 'bot', userIds, content, ref);
  return { entries: [...once.entries, ...twice.entries], targets: [...once.targets, ...twice.targets] };
}

/** A message the vendor accepted and never showed; kept for the ledger. */
export function dropped(world: World, vendor: Vendor, userIds: string[], why: 'fault' | 'person-limit'): Entry {
  return { kind: 'dropped', vendor, userIds, atMs: world.nowMs(), why };
}

/** What a person wrote, as an item of their own conversation. */
export function spoken(
  world: World,
  vendor: Vendor,
  userId: string,
  text: string,
): { entries: Entry[]; serial: number } {
  const { entries } = messageOf(world, vendor, 'person', [userId], { type: 'text', text });
  return { entries, serial: world.state.serial };
}

function messageOf(
  world: World,
  vendor: Vendor,
  from: 'person' | 'bot',
  userIds: string[],
  content: Content,
  ref?: string,
): Delivery {
  const first = world.nextSerials(userIds.length);
  const atMs = world.nowMs();
  return {
    entries: [{ kind: 'message', vendor, userIds, first, atMs, from, content, ...(ref === undefined ? {} : { ref }) }],
    targets: userIds.map((userId, index) => ({ userId, serial: first + index })),
  };
}
