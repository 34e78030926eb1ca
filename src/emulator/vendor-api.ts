import type { ServerResponse } from 'node:http';
import type { ApiAnswer, ApiCall } from './api.ts';
import type { DingtalkApi } from './dingtalk/api.ts';
import type { Fault } from './faults.ts';
import type { DeliveryFault } from './messages.ts';
import type { FaultRequest, Vendor } from './view.ts';
import type { WecomApi } from './wecom/api.ts';
import type { World } from './world.ts';

const WECOM_BUSY = -1;
const WECOM_RATE_LIMIT = 45009;

/** Both vendors' APIs behind one door, with the faults a test or the page asked for. */
export class VendorApis {
  readonly #world: World;
  readonly #wecom: WecomApi | undefined;
  readonly #dingtalk: DingtalkApi | undefined;

  constructor(world: World, wecom: WecomApi | undefined, dingtalk: DingtalkApi | undefined) {
    this.#world = world;
    this.#wecom = wecom;
    this.#dingtalk = dingtalk;
  }

  /** Whose path this is, or `undefined`. */
  vendorOf(path: string): Vendor | undefined {
    if (this.#wecom?.serves(path)) return 'wecom';
    return this.#dingtalk?.serves(path) ? 'dingtalk' : undefined;
  }

  /** Answers one call; under `accept-then-hang` and `reset` no answer is written. */
  async handle(vendor: Vendor, call: ApiCall, response: ServerResponse): Promise<void> {
    const fault = this.#world.faults.take(vendor, 'api', (waiting) => this.#fits(vendor, waiting, call.path));
    if (fault === 'reset') {
      this.#record(vendor, call, 'reset');
      response.destroy();
      return;
    }
    if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, this.#world.rules.slowMs).unref());
    if (fault === 'expire-token') this.#api(vendor).expireTokens();
    const answer = this.#answer(vendor, call, fault);
    this.#record(vendor, call, fault === undefined ? answer.result : `${fault}: ${answer.result}`);
    if (fault === 'accept-then-hang') return;
    response.writeHead(answer.status, { 'content-type': answer.type, ...answer.headers });
    response.end(answer.body);
  }

  #answer(vendor: Vendor, call: ApiCall, fault: Fault | undefined): ApiAnswer {
    if (fault === 'server-error' || fault === 'rate-limit') {
      if (vendor === 'dingtalk') return this.#dingtalkApi().refusal(call, fault);
      return this.#wecomApi().refusal(call, fault === 'rate-limit' ? WECOM_RATE_LIMIT : WECOM_BUSY);
    }
    const answer = this.#api(vendor).answer(call, deliveryFault(fault));
    if (fault !== 'reorder' && this.#api(vendor).isSend(call.path)) this.#world.releaseHeld();
    return answer;
  }

  #fits(vendor: Vendor, waiting: FaultRequest, path: string): boolean {
    const api = this.#api(vendor);
    if (waiting.path !== undefined) return path.includes(waiting.path);
    return deliveryFault(waiting.fault) === undefined ? !api.isTokenCall(path) : api.isSend(path);
  }

  #record(vendor: Vendor, call: ApiCall, result: string): void {
    this.#world.recordCall({ atMs: this.#world.nowMs(), vendor, path: call.path, result });
  }

  #api(vendor: Vendor): WecomApi | DingtalkApi {
    return vendor === 'wecom' ? this.#wecomApi() : this.#dingtalkApi();
  }

  #wecomApi(): WecomApi {
    if (this.#wecom === undefined) throw new Error('WeCom is not emulated');
    return this.#wecom;
  }

  #dingtalkApi(): DingtalkApi {
    if (this.#dingtalk === undefined) throw new Error('DingTalk is not emulated');
    return this.#dingtalk;
  }
}

function deliveryFault(fault: Fault | undefined): DeliveryFault {
  const fits = fault === 'duplicate' || fault === 'drop' || fault === 'reorder' || fault === 'partial-accept';
  return fits ? fault : undefined;
}
