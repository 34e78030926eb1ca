import type { Channels } from '../channel.ts';
import { Poster } from '../post.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { DingtalkApi } from './api.ts';
import { cardChannel, eventChannel, robotChannel } from './channels.ts';
import { DingtalkClient } from './client.ts';
import { DingtalkQuota } from './quota.ts';
import { SentStamps } from './stamps.ts';
import { StreamGateway } from './stream-gateway.ts';

/** Everything of DingTalk, wired together. */
export class Dingtalk {
  readonly api: DingtalkApi;
  readonly client: DingtalkClient;
  readonly gateway: StreamGateway;
  readonly quota: DingtalkQuota;
  readonly channels: Channels;
  readonly #poster = new Poster();

  /** @param start - sends what is due */
  constructor(world: World, account: DingtalkAccount, start: () => void) {
    this.quota = new DingtalkQuota(world);
    this.gateway = new StreamGateway(world, account);
    this.gateway.onConnected = start;
    this.api = new DingtalkApi(world, account, this.quota, this.gateway);
    const stamps = new SentStamps();
    this.client = new DingtalkClient(world, account, this.quota, { stamps, poster: this.#poster, start });
    this.channels = {
      robot: robotChannel(world, account, this.gateway, stamps),
      card: cardChannel(world, this.gateway),
      event: eventChannel(world, account, this.gateway),
    };
  }

  close(): void {
    this.gateway.close();
    this.#poster.close();
  }

  /** Every call and every connection that is answered. */
  get routes(): string[] {
    return [...this.api.routes, this.gateway.path];
  }
}
