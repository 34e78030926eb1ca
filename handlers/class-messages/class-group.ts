import { optional, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass, findClass } from '../../src/bot/people.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import type { Router } from '../../src/bot/router.ts';
import { CAPABILITIES } from '../../src/chat/capabilities.ts';
import { type Message, text } from '../../src/chat/message.ts';
import { typedNumber, typedWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import type { WantedGroup } from '../../src/outbox/delivery-row.ts';
import { classRoll } from '../../src/training/call-up/class-roll.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { classWords } from '../../src/training/class/words.ts';
import { classGroupWords } from '../../src/training/class-messages/class-group-words.ts';
import { type ClassGroupRow, groupKey } from '../../src/training/class-messages/class-groups.ts';
import { createClassGroup, dropClassGroup } from '../../src/training/class-messages/presses.ts';
import { areGroupsOver, requireGroupsInUse } from './group-end.ts';
import { bindRobot, classOfGroupArg } from './group-robot.ts';

const { groupsByApp } = CAPABILITIES;
/** The least number of people in a group. */
const leastMembers = 2;

/** Group chats of classes: made by the bot where the platform allows it, or bound by a robot's address or a message in the group. */
export function classGroup(router: Router): void {
  router.command(
    {
      names: ['班级群', 'class-group'],
      action: 'class-group.bind',
      right: 'class',
      args: [classOfGroupArg, optional(wordArg('robot', '群机器人地址'))],
      example: '/班级群 {class}',
      about: '建立企业微信班级群，或通过群机器人绑定已有的群；钉钉群请在群内@助手发送“绑定本群 <班号>”',
      next: '先预览，确认后建群；班次结束后两周自动停用。',
    },
    preview,
  );
  router.preview(
    { confirm: createClassGroup, drop: dropClassGroup, shown: nothingKept, dropped: classGroupWords.dropped },
    create,
  );
  router.group(saidInGroup);
}

async function preview(
  ctx: Context,
  { trainingClass, robot }: { trainingClass: ClassRow; robot: string | undefined },
): Promise<void> {
  if (robot !== undefined) return bindRobot(ctx, trainingClass, robot);
  const classId = trainingClass._id;
  const { members, owner } = await wantedGroup(ctx, trainingClass);
  const [teacher, roll] = await Promise.all([
    ctx.store.cadres.byId(trainingClass.teacherId),
    classRoll(ctx.store, classId),
  ]);
  const others = new Set([trainingClass.teacherId, ...roll.map((each) => each.cadreId)]).size - members.length;
  const isLedByTeacher = owner === teacher?.identities[groupsByApp];
  await ctx.reply(classGroupWords.preview(ctx.update.id, trainingClass, members.length, others, isLedByTeacher));
}

async function create(ctx: Context, _: undefined, { classId }: { classId: string }): Promise<void> {
  const trainingClass = await allowedClass(ctx, 'class-group.bind', classId);
  const key = `class-group:${trainingClass._id}`;
  // One group per class: a second person to confirm, or the second run of this update, finds it being made; if it was refused it is tried again.
  const asked = await ctx.store.deliveries.byKey(key);
  const isOver = asked?.state === 'refused' || asked?.state === 'expired';
  const wanted = asked === null || isOver ? await wantedGroup(ctx, trainingClass) : undefined;
  const group = asked?.group ?? wanted;
  if (group === undefined) throw new Error(`${key} carries no group`);
  await ctx.makeGroup(groupsByApp, group, key);
  await ctx.retryDelivery(key);
  await ctx.settle(classGroupWords.asked);
  await ctx.reply(classGroupWords.coming(group.members.length));
}

/**
 * The members of a new group: those on the class's roll and its teacher with an account on the platform where the bot can make groups. Its owner is
 * the teacher, or a trainee if the teacher has no account there.
 * @throws RuleError if the class has a group already, or too few people have an account there
 */
async function wantedGroup(ctx: Context, trainingClass: ClassRow): Promise<WantedGroup> {
  const { _id: classId, name, teacherId } = trainingClass;
  const groups = await ctx.store.classGroups.ofClass(classId);
  requireGroupsInUse(ctx, trainingClass);
  if (groups.some((each) => each.platform === groupsByApp)) throw new RuleError('class-group.there', { classId });
  const roll = await classRoll(ctx.store, classId);
  const people = await ctx.store.cadres.many([teacherId, ...roll.map((each) => each.cadreId)]);
  const members = people.map((each) => each.identities[groupsByApp]).filter((userId) => userId !== undefined);
  const owner = people.find((each) => each._id === teacherId)?.identities[groupsByApp] ?? members[0];
  if (owner === undefined || members.length < leastMembers) throw new RuleError('class-group.too-few', { classId });
  return { classId, name, owner, members };
}

/** What the bot answers in a group: only what is not personal, because everybody reads it. */
async function saidInGroup(ctx: Context, said: string): Promise<void> {
  const words = typedWord(said).replace(/^\//, '');
  const binding = /^绑定本群(.+)$/.exec(words);
  if (binding?.[1] !== undefined) return bind(ctx, typedNumber(binding[1]));
  if (['课程', '课程表', 'curriculum'].includes(words)) return timetable(ctx);
  await ctx.sayInGroup(text(words === '帮助' || words === 'help' ? classGroupWords.help : classGroupWords.notHere));
}

async function bind(ctx: Context, classId: string): Promise<void> {
  const { group } = ctx;
  if (group === undefined) return ctx.sayInGroup(text(classGroupWords.notHere));
  const trainingClass = await allowedClass(ctx, 'class-group.bind', classId);
  requireGroupsInUse(ctx, trainingClass);
  const { platform, userId: groupId } = group;
  const bound = await ctx.store.classGroups.byGroup(platform, groupId);
  if (bound && bound.classId !== classId) await ctx.requireIn('class-group.bind', { classId: bound.classId });
  await ctx.store.classGroups.bind({ classId, platform, groupId, boundBy: ctx.person._id, boundAt: ctx.now });
  await ctx.sayInGroup(text(classGroupWords.bound(trainingClass)));
}

async function timetable(ctx: Context): Promise<void> {
  const { group } = ctx;
  const bound = group && (await ctx.store.classGroups.byGroup(group.platform, group.userId));
  if (!bound) return ctx.sayInGroup(text(classGroupWords.unbound));
  const trainingClass = await findClass(ctx, bound.classId);
  if (areGroupsOver(ctx, trainingClass)) return ctx.sayInGroup(text(classGroupWords.over));
  const sessions = await ctx.store.sessions.ofClass(bound.classId);
  const words =
    sessions.length === 0 ? classWords.noTimetable(trainingClass) : classWords.timetable(trainingClass, sessions);
  await ctx.sayInGroup(text(words));
}

/** The groups of the class, none once its groups have ended. */
export async function groupsInUse(ctx: Context, trainingClass: ClassRow): Promise<ClassGroupRow[]> {
  return areGroupsOver(ctx, trainingClass) ? [] : ctx.store.classGroups.ofClass(trainingClass._id);
}

/** Sends a text to every group of the class. @param key - identifies the text, which each group gets once */
export async function sayToClass(ctx: Context, trainingClass: ClassRow, message: Message, key: string): Promise<void> {
  for (const { platform, groupId } of await groupsInUse(ctx, trainingClass))
    await ctx.post({ platform, userId: groupId }, `class:${trainingClass._id}`, message, groupKey(key, platform));
}
