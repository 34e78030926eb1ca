import { conversationKey } from './conversation-state.ts';
import type { BodyView, ItemView, Vendor } from './view.ts';
import { drawContent, viewOf } from './views.ts';
import type { World } from './world.ts';

/** Everything one person ever saw, oldest first. */
export interface PersonLedger {
  vendor: Vendor;
  userId: string;
  name: string;
  /** Set where this is what the person saw in a group chat. */
  group?: string;
  items: LedgerItem[];
  /** Messages the vendor accepted and never showed to this person. */
  dropped: { atMs: number; why: string }[];
}

export interface LedgerItem extends ItemView {
  /** How a revised card looked before, oldest first; `untilMs` is when that look was replaced. */
  past?: { untilMs: number; body: BodyView }[];
  recalledAtMs?: number;
}

/**
 * The ledger of everybody who has a conversation, in the order the conversations began.
 * @param who - of this person alone
 */
export function ledgerOf(world: World, who?: { vendor: Vendor; userId: string }): PersonLedger[] {
  const droppedBy = new Map<string, { atMs: number; why: string }[]>();
  for (const { vendor, userId, atMs, why } of world.state.dropped) {
    const key = `${vendor}:${userId}`;
    droppedBy.set(key, [...(droppedBy.get(key) ?? []), { atMs, why }]);
  }
  const own = who && conversationKey(who.vendor, who.userId);
  const keys = [...new Set([...world.state.conversations.keys(), ...droppedBy.keys()])].filter(
    (key) => own === undefined || key === own || key.startsWith(`${own}\n`),
  );
  return keys.map((key) => {
    const vendor: Vendor = key.startsWith('wecom:') ? 'wecom' : 'dingtalk';
    const [userId = '', group] = key.slice(vendor.length + 1).split('\n');
    const items = world.state.conversations.get(key)?.items ?? [];
    return {
      vendor,
      userId,
      name: world.directory.find(vendor, userId)?.name ?? '',
      ...(group === undefined ? {} : { group }),
      items: items.map((item): LedgerItem => {
        const view: LedgerItem = viewOf(vendor, item);
        if (item.recalledAtMs !== undefined) view.recalledAtMs = item.recalledAtMs;
        if (item.past !== undefined) {
          view.past = item.past.map(({ atMs, content }) => ({ untilMs: atMs, body: drawContent(content) }));
        }
        return view;
      }),
      dropped: droppedBy.get(key) ?? [],
    };
  });
}
