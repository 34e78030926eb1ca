import { classArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { CAPABILITIES } from '../../src/chat/capabilities.ts';
import { text } from '../../src/chat/message.ts';
import { readRobotKey, robotName } from '../../src/chat/robot-address.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { classGroupWords } from '../../src/training/class-messages/class-group-words.ts';

const { groupRobots } = CAPABILITIES;

/** The class of a command that may hold a robot's address behind it, and nowhere else. */
export const classOfGroupArg: Argument<'trainingClass', ClassRow> = {
  ...classArg(),
  async take(words, ctx) {
    const [classId = '', , ...more] = words.all;
    const meaning = await classArg().take(words, ctx);
    return [classId, ...more, words.body].some(mayHoldRobot) ? undefined : meaning;
  },
};

/**
 * Binds the group whose robot has this address to the class. The address is a secret: it is kept with the binding alone; everything else
 * names the group by a digest of it.
 *
 * @throws RuleError `class-group.robot-address` for anything but an address of the vendor's, `class-group.robot-elsewhere` where it was
 * not said on the platform that has such robots
 */
export async function bindRobot(ctx: Context, trainingClass: ClassRow, typed: string): Promise<void> {
  const { classGroups } = ctx.store;
  const { _id: classId } = trainingClass;
  const groupId = robotName(typed);
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
