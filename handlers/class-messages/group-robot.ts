import { createHash } from 'node:crypto';
import { classArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { CAPABILITIES } from '../../src/chat/capabilities.ts';
import { text } from '../../src/chat/message.ts';
import { readRobotKey } from '../../src/chat/robot-address.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { classGroupWords } from '../../src/training/class-messages/class-group-words.ts';

const { groupRobots } = CAPABILITIES;

/** The class of a command that may hold a robot's address behind it; the address is a secret wherever else it stands, and goes. */
export const classOfGroupArg: Argument<'trainingClass', ClassRow> = {
  ...classArg(),
  async take(words, ctx) {
    const [classId = '', robot, ...more] = words.all;
    const meaning = await classArg().take(words, ctx);
    if ([classId, ...more, words.body].some(mayHoldRobot)) {
      await ctx.store.receipts.rewrite(ctx.update.id, '/班级群');
      return undefined;
    }
    if (meaning === undefined || robot === undefined) return meaning;
    return () => forgettingWhenRefused(ctx, classId, robot, async () => meaning(ctx));
  },
};

/**
 * Binds the group whose robot has this address to the class. The address is a secret: it is kept with the binding alone, by a name
 * that tells nothing, and taken out of what the person wrote once that is dealt with.
 *
 * @throws RuleError `class-group.robot-address` for anything but an address of the vendor's, `class-group.robot-elsewhere` where it was
 * not said on the platform that has such robots
 */
export async function bindRobot(ctx: Context, trainingClass: ClassRow, typed: string): Promise<void> {
  await forgettingWhenRefused(ctx, trainingClass._id, typed, () => bind(ctx, trainingClass, typed));
  await forget(ctx, trainingClass._id, typed);
}

async function forgettingWhenRefused<Value>(
  ctx: Context,
  classId: string,
  typed: string,
  act: () => Promise<Value>,
): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof RuleError) await forget(ctx, classId, typed);
    throw error;
  }
}

/** Puts the robot's name in place of its address in what the person wrote. */
async function forget(ctx: Context, classId: string, typed: string): Promise<void> {
  await ctx.store.receipts.rewrite(ctx.update.id, `/班级群 ${classId} ${nameOf(typed)}`);
}

async function bind(ctx: Context, trainingClass: ClassRow, typed: string): Promise<void> {
  const { classGroups } = ctx.store;
  const { _id: classId } = trainingClass;
  const groupId = nameOf(typed);
  if (ctx.update.from.platform !== groupRobots) throw new RuleError('class-group.robot-elsewhere', {});
  const key = readRobotKey(typed);
  // A second run finds the name in place of the address, and the binding made.
  const bound = (await classGroups.ofClass(classId)).some((each) => each.groupId === groupId);
  if (key === undefined && !bound) throw new RuleError('class-group.robot-address', {});
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
function mayHoldRobot(words: string): boolean {
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
