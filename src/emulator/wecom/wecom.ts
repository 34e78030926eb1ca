import type { SocketEndpoint } from '../api.ts';
import type { Channel, Channels } from '../channel.ts';
import type { Entry } from '../entries.ts';
import type { Callback } from '../items.ts';
import type { EmulatedPerson } from '../options.ts';
import { Poster } from '../post.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import { aibotChannel } from './aibot/channel.ts';
import { AibotConnection } from './aibot/connection.ts';
import { AibotTurns } from './aibot/turns.ts';
import { WecomApi } from './api.ts';
import { contactChannel, wecomChannel } from './channels.ts';
import { WecomClient } from './client.ts';
import { contactChanged } from './contact-changes.ts';
import { eventCallback } from './events.ts';
import { isVisible } from './range.ts';

/** Everything of WeCom, wired together. */
export class Wecom {
  readonly api: WecomApi;
  readonly client: WecomClient;
  readonly aibot: AibotTurns | undefined;
  readonly endpoints: readonly SocketEndpoint[];
  readonly channels: Channels;
  readonly #world: World;
  readonly #account: WecomAccount;
  readonly #connection: AibotConnection | undefined;
  readonly #poster = new Poster();

  /**
   * @param start - sends what is due
   */
  constructor(world: World, account: WecomAccount, start: () => void) {
    this.#world = world;
    this.#account = account;
    const { aibot, contactSync } = account;
    const turns = aibot && new AibotTurns(world, aibot);
    this.aibot = turns;
    if (turns !== undefined) world.commit(...turns.groups());
    this.#connection = aibot && turns && new AibotConnection(world, aibot, turns);
    if (this.#connection !== undefined) this.#connection.onSubscribed = start;
    this.endpoints = this.#connection === undefined ? [] : [this.#connection];
    this.api = new WecomApi(world, account, turns);
    this.client = new WecomClient(world, account, { aibot: turns, poster: this.#poster, start });
    const channels: Partial<Record<Callback['channel'], Channel>> = { wecom: wecomChannel(world, account) };
    if (contactSync !== undefined) channels['wecom-contacts'] = contactChannel(world, contactSync);
    if (aibot !== undefined && turns !== undefined && this.#connection !== undefined) {
      channels['wecom-aibot'] = aibotChannel(world, aibot, turns, this.#connection);
    }
    this.channels = channels;
  }

  /** Every call and every command of a connection that is answered. */
  get routes(): string[] {
    const connection = this.#connection;
    const commands = connection?.commands.map((command) => `${connection.path} ${command}`) ?? [];
    return [...this.api.routes, ...commands];
  }

  /** The callbacks of the app and the contact-sync assistant when someone enters the company or moves within it. */
  joining(person: EmulatedPerson): Entry[] {
    const before = this.#world.directory.find('wecom', person.userId);
    const saw = before !== undefined && isVisible(this.#world, this.#account, before);
    const sees = isVisible(this.#world, this.#account, person);
    const departments = this.#world.directory.departmentIdsOf(person);
    const moved = String(before?.departments) !== String(person.departments);
    const { userId } = person;
    return [
      ...(saw === sees ? [] : [this.#memberEvent(userId, sees ? 'subscribe' : 'unsubscribe')]),
      ...(moved
        ? contactChanged(this.#world, this.#account, {
            change: before === undefined ? 'create_user' : 'update_user',
            userId,
            departments,
          })
        : []),
    ];
  }

  /** Their callbacks when someone leaves. */
  leaving(person: EmulatedPerson): Entry[] {
    const { userId } = person;
    return [
      ...(isVisible(this.#world, this.#account, person) ? [this.#memberEvent(userId, 'unsubscribe')] : []),
      ...contactChanged(this.#world, this.#account, { change: 'delete_user', userId }),
    ];
  }

  close(): void {
    this.#connection?.close();
    this.#poster.close();
  }

  #memberEvent(userId: string, event: 'subscribe' | 'unsubscribe'): Entry {
    return eventCallback(this.#world, this.#account, userId, { event });
  }
}
