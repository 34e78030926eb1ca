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
const WECOM_CONCURRENT = 45033;

/** Both vendors' APIs at one address, with the faults a test or the page asked for. */
export class VendorApis {
  readonly #world: World;
  readonly #wecom: WecomApi | undefined;
  readonly #dingtalk: DingtalkApi | undefined;
  readonly #underWay: Record<Vendor, number> = { wecom: 0, dingtalk: 0 };

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
    const asked = this.#world.faults.take(vendor, 'api', (waiting) => this.#fits(vendor, waiting, call.path));
    const fault = asked?.fault;
    if (fault === 'reset') {
      this.#record(vendor, call, 'reset');
      response.destroy();
      return;
    }
    this.#underWay[vendor] += 1;
    const isTooMany = vendor === 'wecom' && this.#underWay.wecom > this.#world.rules.wecomConcurrentCalls;
    if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, this.#world.rules.slowMs).unref());
    this.#underWay[vendor] -= 1;
    if (fault === 'expire-token') this.#api(vendor).expireTokens();
    const answer = isTooMany
      ? this.#wecomApi().refusal(call, WECOM_CONCURRENT)
      : this.#answer(vendor, call, fault, asked?.code);
    this.#record(vendor, call, fault === undefined ? answer.result : `${fault}: ${answer.result}`);
    if (fault === 'accept-then-hang') return;
    if (fault === 'accept-then-reset') {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': answer.type, ...answer.headers });
    response.end(answer.body);
  }

  #answer(vendor: Vendor, call: ApiCall, fault: Fault | undefined, code = ''): ApiAnswer {
    if (fault === 'unavailable') return gatewayPage(503);
    if (fault === 'ip-ban') return this.#dingtalkApi().refusal(call, fault, code);
    if (fault === 'server-error' || fault === 'rate-limit' || fault === 'refuse') {
      if (vendor === 'dingtalk') return this.#dingtalkApi().refusal(call, fault, code);
      const codes = { 'server-error': WECOM_BUSY, 'rate-limit': WECOM_RATE_LIMIT, refuse: Number(code) };
      return this.#wecomApi().refusal(call, codes[fault]);
    }
    const done = this.#api(vendor).answer(call, deliveryFault(fault));
    const answer = fault === 'gateway-timeout' ? gatewayPage(504) : done;
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

/** A gateway in front of the API answers in its place. */
function gatewayPage(status: 503 | 504): ApiAnswer {
  const body = `<html><body><h1>${status}</h1></body></html>`;
  return { status, type: 'text/html; charset=utf-8', body, result: String(status) };
}

function deliveryFault(fault: Fault | undefined): DeliveryFault {
  const fits = fault === 'duplicate' || fault === 'drop' || fault === 'reorder' || fault === 'partial-accept';
  return fits ? fault : undefined;
}
