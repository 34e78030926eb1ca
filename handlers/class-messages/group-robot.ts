import { createHash } from 'node:crypto';
import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import { CAPABILITIES } from '../../src/chat/capabilities.ts';
import { text } from '../../src/chat/message.ts';
import { readRobotKey } from '../../src/chat/robot-address.ts';
import { RuleError } from '../../src/errors.ts';
import { classGroupWords } from '../../src/training/class-messages/class-group-words.ts';

const { groupRobots } = CAPABILITIES;

/**
 * Binds the group whose robot has this address to the class. The address is a secret: it is kept with the binding alone, by a name
 * that tells nothing, and taken out of what the person wrote once that is dealt with.
 *
 * @throws RuleError `class_group.robot_address` for anything but an address of the vendor's, `class_group.robot_elsewhere` where it was
 * not said on the platform that has such robots
 */
export async function bindRobot(ctx: Context, classId: string, typed: string): Promise<void> {
  const name = nameOf(typed);
  const forget = () => ctx.store.receipts.rewrite(ctx.update.id, `/班级群 ${classId} ${name}`);
  try {
    await bind(ctx, classId, typed, name);
  } catch (error) {
    if (error instanceof RuleError) await forget();
    throw error;
  }
  await forget();
}

async function bind(ctx: Context, classId: string, typed: string, groupId: string): Promise<void> {
  const { classGroups } = ctx.store;
  const trainingClass = await findClass(ctx, classId);
  await ctx.require('notice.send', { classId });
  if (ctx.update.from.platform !== groupRobots) throw new RuleError('class_group.robot_elsewhere', {});
  const key = readRobotKey(typed);
  // A second run finds the name in place of the address, and the binding made.
  const bound = (await classGroups.ofClass(classId)).some((each) => each.groupId === groupId);
  if (key === undefined && !bound) throw new RuleError('class_group.robot_address', {});
  if (key !== undefined)
    await classGroups.bind({
      ...{ classId, platform: groupRobots, groupId, address: `webhook:${key}` },
      ...{ boundBy: ctx.person._id, boundAt: ctx.now },
    });
  const greeting = text(classGroupWords.robotGreeting(trainingClass));
  await ctx.post(
    { platform: groupRobots, userId: groupId },
    `class:${classId}`,
    greeting,
    `class-group-robot:${ctx.update.id}`,
  );
  await ctx.reply(classGroupWords.robotBound(trainingClass, ctx.isQuietTime()));
}

/** Whether words that are no address by their place have one in them: it is a secret there too. */
export function mayHoldRobot(words: string): boolean {
  return /:\/\/|[?&]key=/i.test(words);
}

/** `robot:5f3a…`: follows from the address and does not lead back to it; of a name it is the name. */
function nameOf(typed: string): string {
  const key = readRobotKey(typed);
  if (key === undefined && /^robot:[0-9a-f]{16}$/.test(typed)) return typed;
  return `robot:${createHash('sha256')
    .update(key ?? typed)
    .digest('hex')
    .slice(0, 16)}`;
}
