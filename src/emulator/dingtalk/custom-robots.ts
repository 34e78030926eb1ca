import { type ApiCall, bodyOf } from '../api.ts';
import { hmacBase64, sameText } from '../crypto.ts';
import type { Entry } from '../entries.ts';
import { type JsonObject, textOf } from '../json.ts';
import { type DeliveryFault, deliver } from '../messages.ts';
import { SlidingWindow } from '../sliding-window.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount, DingtalkCustomRobot } from './account.ts';
import { OldRefusal } from './refusals.ts';
import { drawWebhook } from './webhook-message.ts';

const PER_MINUTE = 20;
const OFF_MS = 10 * 60_000;
const SIGN_WINDOW_MS = 3_600_000;

/** Custom robots of groups (docs/emulator.md, Webhooks): no app token, a security setting each. */
export class CustomRobots {
  readonly #world: World;
  readonly #account: DingtalkAccount;
  /** The 21st message of a minute turns a robot off for ten. */
  readonly #messages: SlidingWindow;
  readonly #uuids = new Set<string>();

  constructor(world: World, account: DingtalkAccount) {
    this.#world = world;
    this.#account = account;
    this.#messages = new SlidingWindow(() => world.nowMs(), { windowMs: 60_000, blockMs: OFF_MS });
  }

  /**
   * `POST /robot/send`.
   * @throws OldRefusal 300005, 43004, 310000, 130101, 400013 and what `drawWebhook` refuses
   */
  send(call: ApiCall, fault: DeliveryFault): JsonObject {
    const token = call.query.get('access_token') ?? '';
    const robot = this.#account.customRobots?.find((known) => known.token === token);
    if (robot === undefined) throw new OldRefusal(300005, 'token is not exist');
    if (!String(call.headers['content-type'] ?? '').includes('application/json')) {
      throw new OldRefusal(43004, '无效的HTTP HEADER Content-Type');
    }
    const body = bodyOf(call);
    const content = drawWebhook(body);
    this.#checkSecurity(robot, call, body);
    const { msgUuid } = body;
    if (typeof msgUuid === 'string' && this.#uuids.has(`${token} ${msgUuid}`)) return {};
    if (!this.#messages.take(token, PER_MINUTE))
      throw new OldRefusal(130101, 'send too fast, exceed 20 times per minute');
    if (typeof msgUuid === 'string') this.#uuids.add(`${token} ${msgUuid}`);
    if (this.#world.state.dingtalk.groupStatus.get(robot.group.id) === 'disbanded') {
      throw new OldRefusal(400013, '群已被解散');
    }
    if (content === undefined) return {};
    const { id, name, members } = robot.group;
    const known = this.#world.state.groups.get(`dingtalk:${id}`);
    const owner = members[0] ?? '';
    const group = known ?? { vendor: 'dingtalk' as const, id, name, owner, members: [...members] };
    const begins: Entry[] = known === undefined ? [{ kind: 'group', group }] : [];
    const { entries } = deliver(this.#world, 'dingtalk', group.members, content, { group: id, fault });
    this.#world.commit(...begins, ...entries);
    return {};
  }

  #checkSecurity(robot: DingtalkCustomRobot, call: ApiCall, body: JsonObject): void {
    const { secret, keywords, addresses } = robot;
    const kind = textOf(body.msgtype);
    const words = JSON.stringify(body[kind] ?? {});
    if (keywords !== undefined && !keywords.some((keyword) => words.includes(keyword))) {
      throw new OldRefusal(310000, 'keywords not in content');
    }
    if (secret !== undefined) {
      const timestamp = call.query.get('timestamp') ?? '';
      const distanceMs = Math.abs(this.#world.nowMs() - Number(timestamp));
      if (!/^\d+$/.test(timestamp) || distanceMs > SIGN_WINDOW_MS) throw new OldRefusal(310000, 'invalid timestamp');
      const sign = hmacBase64(secret, `${timestamp}\n${secret}`);
      if (!sameText(sign, call.query.get('sign') ?? '')) throw new OldRefusal(310000, 'sign not match');
    }
    if (addresses !== undefined && !addresses.includes(call.address)) {
      throw new OldRefusal(310000, `ip ${call.address} not in whitelist`);
    }
  }
}
