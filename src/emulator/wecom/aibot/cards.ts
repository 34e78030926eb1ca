import { beijingDate } from '../../beijing.ts';
import type { Entry } from '../../entries.ts';
import type { Content, Target } from '../../items.ts';
import { type JsonObject, listOf, numberOf, objectOf, textOf } from '../../json.ts';
import { deliver } from '../../messages.ts';
import type { World } from '../../world.ts';
import { checkCard } from '../card-check.ts';
import { WecomRefusal } from '../codes.ts';
import { AIBOT_AGENT } from './turns.ts';

const MAX_QUESTION_BYTES = 200;

/** The robot's task ids are never used twice (docs/emulator.md, AI robot). */
export function cardTo(
  world: World,
  chat: { id: string; audience: string[] },
  card: JsonObject,
): { entries: Entry[]; targets: Target[] } {
  checkAibotCard(card, 'send');
  const taskId = textOf(card.task_id) || undefined;
  if (taskId !== undefined && world.state.wecom.taskIds.has(`${AIBOT_AGENT}:${taskId}`)) throw new WecomRefusal(846625);
  const msgid = world.secret();
  const content: Content = { type: 'wecom-card', card };
  const { entries, targets } = deliver(world, 'wecom', chat.audience, content, { ref: msgid, group: chat.id });
  const atMs = world.nowMs();
  const message = { msgid, agentId: AIBOT_AGENT, receivers: targets, atMs, date: beijingDate(atMs), sends: 0 };
  entries.push({ kind: 'wecom-message', ...message, ...(taskId === undefined ? {} : { taskId }) });
  return { entries, targets };
}

/** `jump_list.type` 3 asks the robot; there are no attachments (docs/emulator.md, AI robot). */
export function checkAibotCard(card: JsonObject, use: 'send' | 'update'): void {
  const jumps = listOf(card.jump_list).map(objectOf);
  for (const jump of jumps) {
    const bytes = Buffer.byteLength(textOf(jump.question));
    if (numberOf(jump.type) === 3 && (bytes === 0 || bytes > MAX_QUESTION_BYTES)) throw new WecomRefusal(40058);
  }
  if (listOf(card.horizontal_content_list).some((field) => numberOf(objectOf(field).type) === 2))
    throw new WecomRefusal(40058);
  checkCard(card, use);
}
