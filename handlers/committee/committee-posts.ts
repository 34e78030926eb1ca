import { classArg, reasonArg, traineeArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { membersOf, postNaming, presentMembers } from '../../src/training/committee/members.ts';
import { readPost } from '../../src/training/committee/post-names.ts';
import { committeeStaffWords } from '../../src/training/committee/staff-words.ts';
import { committeeWords } from '../../src/training/committee/words.ts';

/** `/定班委`, `/免班委`: posts of the committee given and taken without a vote; `班委名单`: who has them. */
export function committeePosts(router: Router): void {
  router.command(
    {
      names: ['定班委', 'name-member'],
      action: 'committee.name',
      right: 'class',
      args: [classArg(), wordArg('post', '职务'), traineeArg(), reasonArg],
      missing: '请写明职务、姓名和理由。',
      example: '/定班委 {class} 学习委员 {trainee} 班会推选',
      about: '不经投票确定或更换一名班委',
      next: '立即确定，告知本人；免去用“/免班委”。',
    },
    name,
  );
  router.command(
    {
      names: ['免班委', 'remove-member'],
      action: 'committee.name',
      right: 'class',
      args: [classArg(), wordArg('post', '职务'), reasonArg],
      missing: '请写明职务和理由。',
      example: '/免班委 {class} 班长 本人工作变动',
      about: '免去一名班委',
      next: '立即免去，告知本人；另行确定用“/定班委”。',
    },
    remove,
  );
  router.command(
    {
      names: ['班委名单', 'committee'],
      action: 'committee.read',
      right: 'class',
      args: [classArg()],
      example: '/班委名单 {class}',
      about: '查看本班班委',
      next: '列出职务和姓名；调整用“/定班委”“/免班委”。',
    },
    async (ctx, { trainingClass }) =>
      ctx.reply(`${await membersText(ctx, trainingClass)}\n${committeeStaffWords.changeMembers}`),
  );
  router.word(['班委名单', '班委', '班长是谁', '班委是谁', '谁是班长'], showOwn, { ofTrainees: true });
}

async function showOwn(ctx: Context): Promise<void> {
  const own = (await ctx.store.enrollments.ofCadre(ctx.person._id)).filter(({ state }) => state === 'enrolled');
  if (own.length === 0) return ctx.reply(committeeWords.notMember);
  for (const { classId } of own) {
    const trainingClass = await ctx.store.classes.byId(classId);
    if (trainingClass !== null) await ctx.reply(await membersText(ctx, trainingClass));
  }
}

/** Who is on the committee, in words. */
export async function membersText(ctx: Context, trainingClass: ClassRow): Promise<string> {
  const trainees = await ctx.store.enrollments.traineesOf(trainingClass._id);
  const names = new Map(trainees.map((each) => [each.cadreId, each.name]));
  const members = presentMembers(trainingClass, trainees);
  return committeeWords.members(
    trainingClass,
    members.map(({ post, cadreId }) => ({ post, name: names.get(cadreId) ?? '' })),
  );
}

async function name(
  ctx: Context,
  {
    trainingClass,
    post: typed,
    trainee,
    reason,
  }: { trainingClass: ClassRow; post: string; trainee: CadreRow; reason: string },
): Promise<void> {
  const classId = trainingClass._id;
  await ctx.require('committee.name', { classId, cadreId: trainee._id });
  const post = readPost(typed, ctx.rulesOf(trainingClass).committee);
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  const former = formerOf(ctx, trainingClass, post);
  await ctx.store.classes.nameKeeper(classId, { ...postNaming(post), cadreId: trainee._id, ...entry });
  await ctx.send(trainee._id, committeeStaffWords.toNamed(trainingClass, post), `committee-post:${ctx.update.id}`);
  const replaced = former === trainee._id ? undefined : former;
  if (replaced !== undefined)
    await ctx.send(
      replaced,
      committeeStaffWords.toFormer(trainingClass, post, reason),
      `committee-post:${ctx.update.id}:former`,
    );
  await ctx.reply(committeeStaffWords.named(trainee.name, post, await nameOf(ctx, replaced)));
}

async function remove(
  ctx: Context,
  { trainingClass, post: typed, reason }: { trainingClass: ClassRow; post: string; reason: string },
): Promise<void> {
  const classId = trainingClass._id;
  const post = readPost(typed, ctx.rulesOf(trainingClass).committee);
  const former = formerOf(ctx, trainingClass, post);
  if (former === undefined) throw new RuleError('committee.post-vacant', { post });
  await ctx.require('committee.name', { classId, cadreId: former });
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  await ctx.store.classes.nameKeeper(classId, { ...postNaming(post), cadreId: former, isOver: true, ...entry });
  const words = committeeStaffWords.toFormer(trainingClass, post, reason);
  await ctx.send(former, words, `committee-post:${ctx.update.id}:former`);
  await ctx.reply(committeeStaffWords.removed((await nameOf(ctx, former)) ?? '', post));
}

/** Who had a post before this update. */
function formerOf(ctx: Context, { keepers = [] }: ClassRow, post: string): string | undefined {
  const before = keepers.filter(({ byUpdate }) => byUpdate !== ctx.update.id);
  return membersOf({ keepers: before }).find((member) => member.post === post)?.cadreId;
}

async function nameOf(ctx: Context, cadreId: string | undefined): Promise<string | undefined> {
  return cadreId === undefined ? undefined : (await ctx.store.cadres.byId(cadreId))?.name;
}
