import { createHash } from 'node:crypto';
import { randomPrefix, seal } from '../../crypto.ts';
import type { Entry } from '../../entries.ts';
import type { Target } from '../../items.ts';
import type { JsonObject } from '../../json.ts';
import type { World } from '../../world.ts';
import type { WecomAibot } from '../account.ts';
import type { AibotTurn } from './state.ts';

/** The callbacks to the AI robot, and what stands in them. */
export class AibotCallbacks {
  readonly #world: World;
  readonly #aibot: WecomAibot;

  constructor(world: World, aibot: WecomAibot) {
    this.#world = world;
    this.#aibot = aibot;
  }

  /** The id the robot knows the member by. */
  idOf(userId: string): string {
    if (this.#aibot.encryptedUserIds !== true) return userId;
    return `wo${createHash('sha256').update(`${this.#aibot.botId}:${userId}`).digest('base64url').slice(0, 30)}`;
  }

  /** Where the robot may answer later. */
  responseUrl(code: string): string {
    return `${this.#world.url}/cgi-bin/aibot/response?response_code=${code}`;
  }

  /** What every callback about a turn begins with. */
  common(turn: AibotTurn): JsonObject {
    return {
      msgid: `CAIQ${this.#world.secret()}`,
      aibotid: this.#aibot.botId,
      ...(turn.isGroup ? { chatid: turn.chat, chattype: 'group' } : { chattype: 'single' }),
      from: { userid: this.idOf(turn.userId) },
    };
  }

  eventBody(turn: AibotTurn, event: JsonObject): JsonObject {
    const create_time = Math.floor(this.#world.nowMs() / 1000);
    return { ...this.common(turn), create_time, msgtype: 'event', event };
  }

  /** The turn as it begins, and its callback. */
  sent(turn: AibotTurn, body: JsonObject, target?: Target, once?: true): Entry[] {
    return [
      { kind: 'wecom-turn', turn },
      this.callback(turn, body, { ...(target && { target }), ...(once && { once }) }),
    ];
  }

  /** Callbacks are sealed with an empty receiveid; a connection carries the body as it is (docs/emulator.md, AI robot). */
  callback(turn: AibotTurn, body: JsonObject, more: { target?: Target; once?: true; atMs?: number }): Entry {
    const { mode, token, encodingAesKey } = this.#aibot;
    const plain = JSON.stringify(body);
    const sealed = () => ({ encrypt: seal({ token, encodingAesKey, owner: '' }, plain, randomPrefix()) });
    const { target, once, atMs } = more;
    return {
      kind: 'callback',
      callback: {
        id: String(this.#world.nextSerial()),
        channel: 'wecom-aibot',
        userId: turn.userId,
        ...(target === undefined ? {} : { serial: target.serial, group: turn.chat }),
        turn: turn.id,
        body: mode === 'callback' ? JSON.stringify(sealed()) : plain,
        tries: 0,
        nextAtMs: atMs ?? this.#world.nowMs(),
        ...(once === undefined ? {} : { once }),
      },
    };
  }
}
