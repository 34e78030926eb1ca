import { conversationOf } from './conversation-state.ts';
import { groupEvents } from './dingtalk/groups.ts';
import { groupOf, groupsOf } from './groups.ts';
import { ledgerOf, type PersonLedger } from './ledger.ts';
import type { EmulatedPerson } from './options.ts';
import type { Transcript } from './transcript.ts';
import { withBytes } from './transcript-bytes.ts';
import type { GroupRequest, GroupView, ItemView } from './view.ts';
import { viewOf } from './views.ts';
import type { World } from './world.ts';

/** What people see: their chats with the bot, their group chats, and everything there ever was. */
export class Conversations {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Reading clears the unread count. */
  read({ vendor, userId }: EmulatedPerson, group?: string): ItemView[] {
    const conversation = conversationOf(this.#world.state, vendor, userId, group);
    conversation.seen = conversation.items.length;
    const nameOf = (speaker: string) => this.#world.directory.find(vendor, speaker)?.name ?? speaker;
    return conversation.items
      .filter((item) => item.recalledAtMs === undefined)
      .map((item) => viewOf(vendor, item.speaker === undefined ? item : { ...item, speaker: nameOf(item.speaker) }));
  }

  groups(person: EmulatedPerson): GroupView[] {
    return groupsOf(this.#world.state, person);
  }

  /**
   * @param spelled - a user id as the directory spells it
   * @throws ControlError
   */
  makeGroup(request: GroupRequest, spelled: (userId: string) => string): void {
    const group = groupOf(request, spelled);
    const { dingtalk } = this.#world;
    const before = this.#world.state.groups.get(`${group.vendor}:${group.id}`);
    const isTold = group.vendor === 'dingtalk' && dingtalk !== undefined;
    const events = isTold ? groupEvents(this.#world, dingtalk, before, group) : [];
    const act = { kind: 'group', atMs: this.#world.nowMs(), request } as const;
    this.#world.commit({ kind: 'done', act }, { kind: 'group', group }, ...events);
  }

  ledger(who?: EmulatedPerson): PersonLedger[] {
    return ledgerOf(this.#world, who);
  }

  transcript(): Transcript {
    return { version: 1, acts: this.#world.state.transcript.map((act) => withBytes(this.#world.blobs, act)) };
  }
}
