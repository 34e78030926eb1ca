import { classArg, numberArg, traineeArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { basisOf } from '../../src/chat/basis.ts';
import { text } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import { rankLevelLabel, sexLabel } from '../../src/county/cadre.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { groupWords } from '../../src/training/committee/group-words.ts';
import { confirmGroups, dropGroups, sendGroupSheet } from '../../src/training/committee/presses.ts';
import { groupOf, type StudyGroupsRow } from '../../src/training/committee/study-group-rows.ts';
import { evenGroups } from '../../src/training/committee/study-groups.ts';

/** `/分组`: study groups of a class, proposed evenly and shown first; `/调组` by hand; `/分组名单` and 我的小组. */
export function studyGroups(router: Router): void {
  router.command(
    {
      names: ['分组', 'study-groups'],
      action: 'committee.manage',
      right: 'class',
      args: [classArg(), numberArg('count', '组数', 2)],
      missing: '请写明组数。',
      example: '/分组 {class} 1',
      about: '将本班学员均衡分为若干学习小组',
      next: '先预览，确认后告知本人；调整用“/调组”。',
    },
    preview,
  );
  router.command(
    {
      names: ['调组', 'change-group'],
      action: 'committee.manage',
      right: 'class',
      args: [classArg(), traineeArg(), numberArg('number', '组号', 2)],
      missing: '请写明姓名和组号。',
      example: '/调组 {class} {trainee} 1',
      about: '将一名学员调到另一学习小组，或编入未分组的学员',
      next: '立即调整，告知本人。',
    },
    move,
  );
  router.command(
    {
      names: ['分组名单', 'group-list'],
      action: 'committee.read',
      right: 'class',
      args: [classArg()],
      example: '/分组名单 {class}',
      about: '查看本班学习小组，可发送表格',
      next: '列出各组人数和姓名；调整用“/调组”。',
    },
    show,
  );
  router.word(['我的小组', '学习小组', '分组名单'], showOwn, { ofTrainees: true });
  router.sheet(sendGroupSheet, sheet);
  router.preview(
    { confirm: confirmGroups, drop: dropGroups, shown: proposed, dropped: groupWords.dropped },
    async (ctx, found) => confirm(ctx, found),
  );
}

interface Proposed {
  trainingClass: ClassRow;
  people: readonly CadreRow[];
  groups: readonly string[][];
}

async function peopleOf(ctx: Context, classId: string): Promise<CadreRow[]> {
  const trainees = await ctx.store.enrollments.traineesOf(classId);
  return ctx.store.cadres.many(trainees.map(({ cadreId }) => cadreId));
}

/** Names a roll and the groups there are: others have another name. */
function groupsBasis(people: readonly CadreRow[], present: StudyGroupsRow | null): string {
  const roll = people.map(({ _id, unitId, rankLevel, sex }) => [_id, unitId, rankLevel, sex].join()).sort();
  return basisOf([...roll, ...(present === null ? [] : [`revision ${present.revision}`])].join(';'));
}

function propose(people: readonly CadreRow[], count: number): string[][] {
  if (count > people.length) throw new RuleError('committee.many-groups', { most: people.length });
  return evenGroups(
    people.map(({ _id, unitId, rankLevel, sex }) => ({ cadreId: _id, unitId, rankLevel, sex })),
    count,
  );
}

/** What was shown, as long as it is made of the same people and nobody has changed the groups since. @throws RuleError `committee.groups-changed` */
async function proposed(ctx: Context, { classId, count, basis }: Facts<typeof confirmGroups>): Promise<Proposed> {
  const trainingClass = await allowedClass(ctx, 'committee.manage', classId);
  const people = await peopleOf(ctx, classId);
  const present = await ctx.store.studyGroups.byId(classId);
  const isOwnRun = present?.updates.includes(ctx.update.id) === true;
  if (!isOwnRun && groupsBasis(people, present) !== basis) throw new RuleError('committee.groups-changed', {});
  return { trainingClass, people, groups: propose(people, count) };
}

async function preview(
  ctx: Context,
  { trainingClass, count }: { trainingClass: ClassRow; count: number },
): Promise<void> {
  const classId = trainingClass._id;
  const people = await peopleOf(ctx, classId);
  const groups = propose(people, count);
  const present = await ctx.store.studyGroups.byId(classId);
  const facts = { classId, count, basis: groupsBasis(people, present) };
  const presses = { confirm: confirmGroups.with(facts), drop: dropGroups.with(facts) };
  const named = namesIn(groups, people);
  await ctx.reply(groupWords.preview(ctx.update.id, trainingClass, named, present !== null, presses));
}

async function confirm(ctx: Context, { trainingClass, people, groups }: Proposed): Promise<void> {
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  await ctx.store.studyGroups.write(
    trainingClass._id,
    groups.map((cadreIds) => ({ cadreIds })),
    by,
  );
  const named = namesIn(groups, people);
  await ctx.sendAll(
    groups.flatMap((cadreIds, at) =>
      cadreIds.map((cadreId) => ({
        ...{ cadreId, message: text(groupWords.told(trainingClass, at + 1, named[at] ?? [])) },
        key: `study-group:${ctx.update.id}:${cadreId}` as const,
      })),
    ),
  );
  await ctx.settle(groupWords.confirmed);
  await ctx.reply(groupWords.confirmedReply(trainingClass, people.length, groups.length));
}

async function move(
  ctx: Context,
  { trainingClass, trainee, number }: { trainingClass: ClassRow; trainee: CadreRow; number: number },
): Promise<void> {
  const row = await ctx.store.studyGroups.change(trainingClass._id, ctx.update.id, ({ groups }) => {
    if (number > groups.length) throw new RuleError('committee.no-group', { count: groups.length });
    const next = groups.map(({ cadreIds }, at) => {
      const others = cadreIds.filter((id) => id !== trainee._id);
      return { cadreIds: at + 1 === number ? [...others, trainee._id].sort() : others };
    });
    return { groups: next, by: ctx.person._id, at: ctx.now };
  });
  if (row === null) return ctx.reply(groupWords.none(trainingClass));
  const named = namesIn(
    row.groups.map(({ cadreIds }) => cadreIds),
    await peopleOf(ctx, trainingClass._id),
  );
  await ctx.send(
    trainee._id,
    groupWords.told(trainingClass, number, named[number - 1] ?? []),
    `study-group:${ctx.update.id}:${trainee._id}`,
  );
  await ctx.reply(groupWords.moved(trainee.name, number));
}

async function show(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const row = await ctx.store.studyGroups.byId(trainingClass._id);
  if (row === null) return ctx.reply(groupWords.none(trainingClass));
  const people = await peopleOf(ctx, trainingClass._id);
  const without = people.filter(({ _id }) => groupOf(row, _id) === 0).map(({ name }) => name);
  await ctx.reply(groupWords.list(trainingClass, namesIn(idsIn(row), people), without));
}

async function showOwn(ctx: Context): Promise<void> {
  let shown = 0;
  for (const { classId, state } of await ctx.store.enrollments.ofCadre(ctx.person._id)) {
    const row = state === 'enrolled' ? await ctx.store.studyGroups.byId(classId) : null;
    const trainingClass = await ctx.store.classes.byId(classId);
    const number = row === null ? 0 : groupOf(row, ctx.person._id);
    if (row === null || trainingClass === null || number === 0) continue;
    shown += 1;
    const named = namesIn(idsIn(row), await peopleOf(ctx, classId));
    await ctx.reply(groupWords.told(trainingClass, number, named[number - 1] ?? []));
  }
  if (shown === 0) await ctx.reply(groupWords.noneOfOwn);
}

async function sheet(ctx: Context, { classId }: { classId: string }) {
  const trainingClass = await allowedClass(ctx, 'committee.read', classId);
  const row = await ctx.store.studyGroups.byId(classId);
  const people = await peopleOf(ctx, classId);
  const units = await ctx.store.units.many([...new Set(people.map(({ unitId }) => unitId))]);
  const unitNames = new Map(units.map(({ _id, name }) => [_id, name]));
  const rows = people
    .map((person) => ({ person, number: row === null ? 0 : groupOf(row, person._id) }))
    .sort((a, b) => a.number - b.number)
    .map(({ person: { name, unitId, rankLevel, sex }, number }) => [
      ...[number === 0 ? '未分组' : `第 ${number} 组`, name, unitNames.get(unitId) ?? ''],
      ...[rankLevelLabel(rankLevel), sexLabel(sex)],
    ]);
  return groupWords.sheet(trainingClass, rows);
}

function idsIn({ groups }: StudyGroupsRow): (readonly string[])[] {
  return groups.map(({ cadreIds }) => cadreIds);
}

/** The names in each group, of those who are still in the class. */
function namesIn(groups: readonly (readonly string[])[], people: readonly CadreRow[]): string[][] {
  const names = new Map(people.map(({ _id, name }) => [_id, name]));
  return groups.map((ids) => ids.flatMap((id) => names.get(id) ?? []));
}
