import type { Channels } from '../channel.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { DingtalkApi } from './api.ts';
import { cardChannel, eventChannel, robotChannel } from './channels.ts';
import { DingtalkControls } from './controls.ts';
import { DingtalkQuota } from './quota.ts';
import { StreamGateway } from './stream-gateway.ts';

/** Everything of DingTalk, wired together. */
export class Dingtalk {
  readonly api: DingtalkApi;
  readonly controls: DingtalkControls;
  readonly gateway: StreamGateway;
  readonly quota: DingtalkQuota;
  readonly channels: Channels;

  /**
   * @param start - sends what is due
   */
  constructor(world: World, account: DingtalkAccount, start: () => void) {
    this.quota = new DingtalkQuota(world);
    this.gateway = new StreamGateway(world, account);
    this.gateway.onConnected = start;
    this.api = new DingtalkApi(world, account, this.quota, this.gateway);
    this.controls = new DingtalkControls(world, account, this.quota, start);
    this.channels = {
      robot: robotChannel(world, account, this.gateway),
      card: cardChannel(world, this.gateway),
      event: eventChannel(world, account, this.gateway),
    };
  }

  /** Every call and every connection that is answered. */
  get routes(): string[] {
    return [...this.api.routes, this.gateway.path];
  }
}
