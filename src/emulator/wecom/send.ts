import { createHash } from 'node:crypto';
import { beijingDate } from '../beijing.ts';
import type { Entry } from '../entries.ts';
import type { Target } from '../items.ts';
import { type JsonObject, numberOf, textOf } from '../json.ts';
import { type DeliveryFault, deliver, dropped, partOf } from '../messages.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import type { TokenCall } from './call.ts';
import { isInteractive } from './card-check.ts';
import { joinChat } from './chats.ts';
import { WecomRefusal } from './codes.ts';
import { type Drawn, drawMessage } from './content.ts';
import { personLimitReached } from './person-limit.ts';
import { visibleCount } from './range.ts';
import { resolveReceivers } from './receivers.ts';

const CODE_LIFE_MS = 72 * 3_600_000;
const MAX_REPEAT_SECONDS = 14_400;
/** Account cap × 200 person-sends a day (docs/emulator.md, Messages); the cap is the number of people. */
const SENDS_PER_ACCOUNT_AND_DAY = 200;

/**
 * `message/send` (docs/emulator.md, Messages).
 * @throws WecomRefusal
 */
export function sendMessage(world: World, account: WecomAccount, call: TokenCall): JsonObject {
  const { body, fault } = call;
  const agentId = checkAgent(account, call);
  const drawn = drawMessage(world, body);
  const card = drawn.content.type === 'wecom-card' ? drawn.content.card : undefined;
  const hasCallback = agentId === account.agentId && account.callbackUrl !== undefined;
  if (card !== undefined && isInteractive(card) && !hasCallback) throw new WecomRefusal(43012);
  const receivers = resolveReceivers(world, account, body);
  const { accepted, refused } = partOf(receivers.userIds, fault);
  const answer: JsonObject = { ...withRefused(receivers.lists, refused), msgid: world.secret() };
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
  if (checksRepeats(body) && (world.state.wecom.repeats.get(digest) ?? 0) > world.nowMs()) return answer;
  checkDayQuota(world, account, agentId, accepted.length);
  const taskId = textOf(card?.task_id) || undefined;
  if (taskId !== undefined && world.state.wecom.taskIds.has(`${agentId}:${taskId}`)) throw new WecomRefusal(42014);
  if (drawn.cut) call.warn('text cut at 2048 bytes');
  const chat = agentId === account.agentId ? undefined : otherAppChat(agentId);
  const msgid = textOf(answer.msgid);
  const { entries, targets } = deliverTo(world, accepted, drawn, { msgid, fault, ...(chat && { chat: chat.id }) });
  if (chat !== undefined) entries.unshift(...joinChat(world, chat.id, chat.name, accepted));
  entries.push(...repeatEntry(world, body, digest));
  entries.push({
    kind: 'wecom-message',
    msgid,
    agentId,
    receivers: targets,
    atMs: world.nowMs(),
    date: beijingDate(world.nowMs()),
    sends: accepted.length,
    ...(taskId === undefined ? {} : { taskId }),
  });
  if (card !== undefined && isInteractive(card)) {
    answer.response_code = world.secret();
    entries.push(codeEntry(world, textOf(answer.response_code), msgid));
  }
  world.commit(...entries);
  return answer;
}

/** A fresh single-use `response_code`, good for 72 hours (docs/emulator.md, Cards). */
export function codeEntry(world: World, code: string, msgid: string): Entry {
  return { kind: 'wecom-code', code, msgid, expiresAtMs: world.nowMs() + CODE_LIFE_MS };
}

/**
 * The app that calls, whose id the body must name.
 * @throws WecomRefusal 41011, 40056 for an unknown app, 301002 for another one than the token's
 */
export function checkAgent(account: WecomAccount, { body, caller }: TokenCall): number {
  if (body.agentid === undefined || body.agentid === '') throw new WecomRefusal(41011);
  const agentId = Number(body.agentid);
  const known = [account.agentId, ...(account.otherApps ?? []).map((app) => app.agentId)];
  if (!known.includes(agentId)) throw new WecomRefusal(40056);
  if (agentId !== caller) throw new WecomRefusal(301002);
  return agentId;
}

/** Another app's conversation is not the bot's. */
function otherAppChat(agentId: number): { id: string; name: string } {
  return { id: `app-${agentId}`, name: `应用 ${agentId}` };
}

function withRefused(lists: JsonObject, refused: readonly string[]): JsonObject {
  if (refused.length === 0) return lists;
  const known = textOf(lists.invaliduser);
  return { ...lists, invaliduser: [...(known === '' ? [] : [known]), ...refused].join('|').toLowerCase() };
}

/** Delivers to everybody within their limit a minute and hour; for the others it is dropped without a word in the answer (docs/emulator.md, Messages). */
function deliverTo(
  world: World,
  userIds: readonly string[],
  { content, confidential }: Drawn,
  { msgid, fault, chat }: { msgid: string; fault: DeliveryFault; chat?: string },
): { entries: Entry[]; targets: Target[] } {
  const over = new Set(userIds.filter((userId) => personLimitReached(world, userId, chat)));
  const reached = userIds.filter((userId) => !over.has(userId));
  const { entries, targets } = deliver(world, 'wecom', reached, content, {
    ref: msgid,
    fault,
    ...(chat === undefined ? {} : { group: chat }),
    ...(confidential === undefined ? {} : { confidential }),
  });
  if (over.size > 0) entries.push(dropped(world, 'wecom', [...over], 'person-limit'));
  return { entries, targets };
}

function checkDayQuota(world: World, account: WecomAccount, agentId: number, count: number): void {
  const day = world.state.wecom.days.get(agentId);
  const sends = day?.date === beijingDate(world.nowMs()) ? day.sends : 0;
  const accounts = visibleCount(world, account);
  if (sends + count > accounts * SENDS_PER_ACCOUNT_AND_DAY) throw new WecomRefusal(45009);
}

function checksRepeats(body: JsonObject): boolean {
  return numberOf(body.enable_duplicate_check) === 1;
}

function repeatEntry(world: World, body: JsonObject, digest: string): Entry[] {
  if (!checksRepeats(body)) return [];
  const asked = numberOf(body.duplicate_check_interval) ?? 1800;
  const untilMs = world.nowMs() + Math.min(asked, MAX_REPEAT_SECONDS) * 1000;
  return [{ kind: 'wecom-repeat', digest, untilMs }];
}
