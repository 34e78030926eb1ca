import type { JsonObject } from '../../json.ts';
import type { World } from '../../world.ts';
import type { WecomCall } from '../call.ts';
import { WecomRefusal } from '../codes.ts';
import { replyEntries } from './replies.ts';
import type { AibotTurns } from './turns.ts';

const LIFE_MS = 3_600_000;

/**
 * `POST <response_url>`: plain JSON, once, within an hour of the question (wecom.md 9.5).
 * @throws WecomRefusal 60140 † for a used, old or unknown address, 40008 for a card update
 */
export function answerLater(world: World, turns: AibotTurns, { http, body }: WecomCall): JsonObject {
  const code = http.query.get('response_code') ?? '';
  const turn = [...world.state.wecom.turns.values()].find(({ responseCode }) => responseCode === code && code !== '');
  if (turn === undefined || turn.atMs + LIFE_MS <= world.nowMs()) throw new WecomRefusal(60140);
  const { responseCode: _used, ...rest } = turn;
  const idOf = (userId: string) => turns.idOf(userId);
  world.commit(...replyEntries(world, rest, { way: 'response-url', body, idOf }));
  return {};
}
