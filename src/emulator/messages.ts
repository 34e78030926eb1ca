import type { Entry } from './entries.ts';
import type { Content, Group, Target } from './items.ts';
import type { Vendor } from './view.ts';
import type { World } from './world.ts';

/** What a fault does to a message the vendor has accepted. */
export type DeliveryFault = 'duplicate' | 'drop' | 'reorder' | 'partial-accept' | undefined;

/** A message on its way into conversations: what to commit, and whose item it becomes. */
export interface Delivery {
  entries: Entry[];
  targets: Target[];
}

/**
 * Puts one message of the bot into the conversations of `userIds`; takes effect when the entries are committed. The caller leaves
 * out those whom `partial-accept` refuses (`partOf`).
 * @param options.group - into this group chat, as `userIds` (its members) see it
 */
export function deliver(
  world: World,
  vendor: Vendor,
  userIds: string[],
  content: Content,
  options: { ref?: string; fault?: DeliveryFault; group?: string; confidential?: true } = {},
): Delivery {
  if (userIds.length === 0) return { entries: [], targets: [] };
  const { fault, ...more } = options;
  if (fault === 'drop') return { entries: [dropped(world, vendor, userIds, 'fault')], targets: [] };
  const once = messageOf(world, vendor, 'bot', userIds, content, more);
  if (fault === 'reorder') {
    world.hold(once.entries);
    return { entries: [], targets: once.targets };
  }
  if (fault !== 'duplicate') return once;
  const twice = messageOf(world, vendor, 'bot', userIds, content, more);
  return { entries: [...once.entries, ...twice.entries], targets: [...once.targets, ...twice.targets] };
}

/** Answers where the person wrote: in their own chat or in the group. */
export function answerThere(
  world: World,
  vendor: Vendor,
  { userId, group }: { userId: string; group?: string },
  content: Content,
  fault?: DeliveryFault,
): Delivery {
  if (group === undefined) return deliver(world, vendor, [userId], content, { fault });
  const members = world.state.groups.get(`${vendor}:${group}`)?.members ?? [];
  return deliver(world, vendor, members, content, { fault, group });
}

/** A message the vendor accepted and never showed; kept for the ledger. */
export function dropped(world: World, vendor: Vendor, userIds: string[], why: 'fault' | 'person-limit'): Entry {
  return { kind: 'dropped', vendor, userIds, atMs: world.nowMs(), why };
}

/** What `partial-accept` does to the receivers of one send: every second one is refused. */
export function partOf(userIds: readonly string[], fault: DeliveryFault): { accepted: string[]; refused: string[] } {
  const isRefused = (index: number) => fault === 'partial-accept' && index % 2 === 1;
  return {
    accepted: userIds.filter((_, index) => !isRefused(index)),
    refused: userIds.filter((_, index) => isRefused(index)),
  };
}

/** What a person wrote or sent, as an item of their own conversation; `serial` is that item's. */
export function saidByPerson(
  world: World,
  vendor: Vendor,
  userId: string,
  content: string | Content,
): { entries: Entry[]; serial: number } {
  const said: Content = typeof content === 'string' ? { type: 'text', text: content } : content;
  const { entries } = messageOf(world, vendor, 'person', [userId], said);
  return { entries, serial: world.state.serial };
}

/** What a member wrote in a group chat: everybody in it sees it. `serial` is that of the member's own item. */
export function saidInGroup(
  world: World,
  group: Group,
  speaker: string,
  content: string | Content,
): { entries: Entry[]; serial: number } {
  const more = { group: group.id, speaker };
  const said: Content = typeof content === 'string' ? { type: 'text', text: content } : content;
  const { entries, targets } = messageOf(world, group.vendor, 'person', group.members, said, more);
  const own = targets.find(({ userId }) => userId === speaker);
  if (own === undefined) throw new Error(`${speaker} is not in the group ${group.id}`);
  return { entries, serial: own.serial };
}

function messageOf(
  world: World,
  vendor: Vendor,
  from: 'person' | 'bot',
  userIds: string[],
  content: Content,
  more: { ref?: string; group?: string; speaker?: string; confidential?: true } = {},
): Delivery {
  const first = world.nextSerials(userIds.length);
  const { group } = more;
  return {
    entries: [{ kind: 'message', vendor, userIds, first, atMs: world.nowMs(), from, content, ...more }],
    targets: userIds.map((userId, index) => ({
      userId,
      serial: first + index,
      ...(group === undefined ? {} : { group }),
    })),
  };
}
