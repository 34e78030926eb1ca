import { changeEvents, dingtalkEvent } from './dingtalk/events.ts';
import { personOf } from './directory.ts';
import type { Entry } from './entries.ts';
import { unreadIn } from './groups.ts';
import type { EmulatedPerson } from './options.ts';
import type { PersonView, Vendor } from './view.ts';
import type { Wecom } from './wecom/wecom.ts';
import type { World } from './world.ts';

/** The people of the company, and who enters and leaves it; each vendor tells the bot in its own way. */
export class Company {
  readonly #world: World;
  readonly #wecom: Wecom | undefined;

  constructor(world: World, wecom: Wecom | undefined) {
    this.#world = world;
    this.#wecom = wecom;
  }

  people(search: string, limit: number, vendor?: Vendor): PersonView[] {
    return this.#world.directory.search(search, limit, vendor).map((account) => this.#view(account));
  }

  person(person: string): PersonView | undefined {
    const [first] = this.#world.directory.accountsOf(person);
    return first && this.#view(first);
  }

  #view(account: EmulatedPerson): PersonView {
    const { vendor, userId, name, unit, post, roles } = account;
    const { directory, state } = this.#world;
    const person = personOf(account);
    const accounts = directory
      .accountsOf(person)
      .map((each) => ({ vendor: each.vendor, userId: each.userId, unread: unreadIn(state, each.vendor, each.userId) }));
    return { vendor, userId, person, accounts, name, unit, post, roles, unread: unreadIn(state, vendor, userId) };
  }

  join(person: EmulatedPerson): void {
    const isWecom = person.vendor === 'wecom';
    const events = isWecom ? (this.#wecom?.joining(person) ?? []) : this.#joiningDingtalk(person);
    const act = { kind: 'join', atMs: this.#world.nowMs(), person } as const;
    this.#world.commit({ kind: 'done', act }, { kind: 'joined', person }, ...events);
  }

  leave(person: EmulatedPerson): void {
    const { vendor, userId } = person;
    const events =
      vendor === 'wecom' ? (this.#wecom?.leaving(person) ?? []) : this.#memberEvents(userId, 'user_leave_org');
    const act = { kind: 'leave', atMs: this.#world.nowMs(), vendor, userId } as const;
    this.#world.commit({ kind: 'done', act }, { kind: 'left', vendor, userId }, ...events);
  }

  #joiningDingtalk(person: EmulatedPerson): Entry[] {
    const { dingtalk } = this.#world;
    const before = this.#world.directory.find('dingtalk', person.userId);
    if (before === undefined) return this.#memberEvents(person.userId, 'user_add_org');
    return dingtalk === undefined ? [] : changeEvents(this.#world, dingtalk, before, person);
  }

  #memberEvents(userId: string, type: 'user_add_org' | 'user_leave_org'): Entry[] {
    const { dingtalk } = this.#world;
    if (dingtalk === undefined) return [];
    return [{ kind: 'callback', callback: dingtalkEvent(this.#world, dingtalk, type, { userId: [userId] }) }];
  }
}
