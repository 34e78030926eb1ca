import { classArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { CAPABILITIES } from '../../src/chat/capabilities.ts';
import { text } from '../../src/chat/message.ts';
import { readRobotKey, robotName } from '../../src/chat/robot-address.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { classGroupWords } from '../../src/training/class-messages/class-group-words.ts';
import { requireGroupsInUse } from './group-end.ts';

const { groupRobots } = CAPABILITIES;

/** The class number of a command that may be followed by a robot's address. An address in its place is refused. */
export const classOfGroupArg: Argument<'trainingClass', ClassRow> = {
  ...classArg(),
  async take(words, ctx) {
    const [classId = '', , ...more] = words.all;
    const meaning = await classArg().take(words, ctx);
    return [classId, ...more, words.body].some(mayHoldRobot) ? undefined : meaning;
  },
};

/**
 * Binds the group whose robot has this address to the class. The address is a secret: it is stored only in the binding, and everything else
 * refers to the group by a digest of it.
 *
 * @throws RuleError `class-group.robot-address` for anything but an address of the vendor, `class-group.robot-elsewhere` if it was not sent
 * on the platform that has such robots, `class-group.over`
 */
export async function bindRobot(ctx: Context, trainingClass: ClassRow, typed: string): Promise<void> {
  const { classGroups } = ctx.store;
  const { _id: classId } = trainingClass;
  requireGroupsInUse(ctx, trainingClass);
  const groupId = robotName(typed);
  if (ctx.update.from.platform !== groupRobots) throw new RuleError('class-group.robot-elsewhere', {});
  const key = readRobotKey(typed);
  // In a second run the text contains the digest instead of the address, and the binding exists.
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

/** Whether the words for another argument contain a robot's address, which is a secret there too. */
function mayHoldRobot(words: string): boolean {
  return /:\/\/|[?&]key=/i.test(words);
}
