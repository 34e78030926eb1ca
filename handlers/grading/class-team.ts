import { classArg, optional, peopleArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { type ClassRow, isNotGraded, isTeamNamedBy, nextTeam, teamOf } from '../../src/training/class/classes.ts';
import { refuseUnfitTeam } from '../../src/training/grading/class-team.ts';
import { keepTeam, nameTeam } from '../../src/training/grading/presses.ts';
import { evaluatedIn, teamCandidates } from '../../src/training/grading/team-candidates.ts';
import { teamWords } from '../../src/training/grading/team-words.ts';
import { moveTeamCards } from './team-cards.ts';

/** A team that is to be; without people, whoever has the role. */
interface Naming {
  trainingClass: ClassRow;
  cadreIds: readonly string[];
  version: number;
}

const cancelling = '取消';
const people = peopleArg('people');

/** Names, or the word that takes the team back. */
const peopleOrCancel: Argument<'people', readonly CadreRow[]> = {
  ...people,
  usage: '<姓名…|取消>',
  take(words, ctx) {
    if (words.ahead !== cancelling) return people.take(words, ctx);
    words.next();
    return () => [];
  },
};

/** `/考评小组`: who of the evaluation team evaluates one class; without names it says who does. */
export function classTeam(router: Router): void {
  router.command(
    {
      names: ['考评小组', 'class-team', '考评工作小组'],
      action: 'grade.read-team',
      right: 'class',
      args: [classArg(), optional(peopleOrCancel)],
      example: '/考评小组 {class}',
      about: '查看本班考评工作小组；县委组织部、县委党校写姓名的，从考评工作小组中指定本班成员，写“取消”的取消指定',
      next: '指定的先预览，确认后告知有关成员，待办的确认事项转新成员。',
    },
    async (ctx, { trainingClass, people: wanted }) =>
      wanted === undefined ? show(ctx, trainingClass) : preview(ctx, trainingClass, wanted),
  );
  router.preview({ confirm: nameTeam, drop: keepTeam, shown, dropped: teamWords.dropped }, name);
}

async function show(ctx: Context, row: ClassRow): Promise<void> {
  const members = teamOf(row) ?? [];
  const nameOf = await namesOf(ctx, [
    ...members,
    ...(row.teams ?? []).flatMap(({ by, cadreIds }) => [by, ...cadreIds]),
  ]);
  await ctx.reply(teamWords.shown(row, members.map(nameOf), nameOf));
}

async function preview(ctx: Context, trainingClass: ClassRow, wanted: readonly CadreRow[]): Promise<void> {
  const { _id: classId } = trainingClass;
  const cadreIds = wanted.map(({ _id }) => _id);
  const naming = { trainingClass, cadreIds, version: nextTeam(trainingClass) };
  await requireNaming(ctx, naming);
  await refuseUnlessFitting(ctx, naming);
  const ids = cadreIds.length === 0 ? {} : { people: cadreIds.join('、') };
  const facts = { classId, version: naming.version, ...ids };
  const former = teamOf(trainingClass) ?? [];
  const nameOf = await namesOf(ctx, [...former, ...cadreIds]);
  const buttons = { confirm: nameTeam.with(facts), drop: keepTeam.with(facts) };
  const [from, to] = [former.map(nameOf), cadreIds.map(nameOf)];
  await ctx.reply(teamWords.preview(ctx.update.id, trainingClass, from, to, buttons));
}

async function shown(ctx: Context, { classId, people: ids, version }: Facts<typeof nameTeam>): Promise<Naming> {
  const trainingClass = await allowedClass(ctx, 'grade.name-team', classId);
  const naming = { trainingClass, cadreIds: ids?.split('、') ?? [], version };
  await requireNaming(ctx, naming);
  return naming;
}

async function name(ctx: Context, naming: Naming): Promise<void> {
  const { trainingClass, cadreIds, version } = naming;
  if (!isTeamNamedBy(trainingClass, ctx.update.id)) await refuseUnlessFitting(ctx, naming);
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  const row = await ctx.store.classes.nameTeam(trainingClass._id, { version, cadreIds, ...entry });
  if (!isTeamNamedBy(row, ctx.update.id)) throw changedMeanwhile(row ?? trainingClass);
  const former = namedBefore(row, version);
  const nameOf = await namesOf(ctx, cadreIds);
  const names = cadreIds.map(nameOf);
  const told = (ids: readonly string[], text: string) =>
    ids.map((cadreId) => ({
      cadreId,
      message: { kind: 'text' as const, text },
      key: `class-team:${ctx.update.id}:${cadreId}` as const,
    }));
  await ctx.sendAll([
    ...told(without(cadreIds, former), teamWords.joined(row, names)),
    ...told(without(former, cadreIds), teamWords.left(row, names)),
  ]);
  // A second run that comes after another naming leaves the cards where that one has put them.
  const moved = row.teams?.at(-1)?.version === version ? await moveTeamCards(ctx, row) : 0;
  await ctx.settle(teamWords.named);
  await ctx.reply(teamWords.reply(row, names, moved));
}

/** Nobody names themselves, or takes themselves out, and no trainee chooses by whom they are evaluated. */
async function requireNaming(ctx: Context, { trainingClass, cadreIds, version }: Naming): Promise<void> {
  const { _id: classId } = trainingClass;
  const former = namedBefore(trainingClass, version);
  const changed = [...without(cadreIds, former), ...without(former, cadreIds)];
  const evaluated = await evaluatedIn(ctx.store, classId);
  await ctx.require('grade.name-team', { classId, cadreIds: [...changed, ...evaluated] });
}

/** @throws RuleError `team…` */
async function refuseUnlessFitting(ctx: Context, { trainingClass, cadreIds, version }: Naming): Promise<void> {
  const { _id: classId } = trainingClass;
  if (!isNotGraded(trainingClass)) throw new RuleError('team.graded', { classId });
  if (nextTeam(trainingClass) !== version) throw changedMeanwhile(trainingClass);
  const former = teamOf(trainingClass);
  if (cadreIds.length === 0) {
    if (former === undefined) throw new RuleError('team.none', { classId });
    return;
  }
  if (former?.length === cadreIds.length && without(cadreIds, former).length === 0)
    throw new RuleError('team.same', { classId });
  const found = await ctx.store.cadres.many(cadreIds);
  refuseUnfitTeam(classId, await teamCandidates(ctx.store, classId, found), ctx.rulesOf(trainingClass).grading.team);
}

/** Who was of the team before this naming; the same in a second run. */
function namedBefore({ teams = [] }: ClassRow, version: number): readonly string[] {
  return teams.find((each) => each.version === version - 1)?.cadreIds ?? [];
}

function changedMeanwhile(row: ClassRow): RuleError {
  return new RuleError(isNotGraded(row) ? 'team.changed-meanwhile' : 'team.graded', { classId: row._id });
}

function without(ids: readonly string[], others: readonly string[]): string[] {
  return ids.filter((id) => !others.includes(id));
}

async function namesOf(ctx: Context, ids: readonly string[]): Promise<(cadreId: string) => string> {
  const people = await ctx.store.cadres.many([...new Set(ids)]);
  const names = new Map(people.map(({ _id, name: of }) => [_id, of]));
  return (id) => names.get(id) ?? id;
}
