import { classArg, personArg, reasonArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { closeTasks } from '../../src/bot/open-cards.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { admit, type Choice, choiceOf, remove, stands } from '../../src/training/electives/elective.ts';
import type { ElectiveRow } from '../../src/training/electives/electives.ts';
import { followChoice } from '../../src/training/electives/following.ts';
import { electivePeopleWords } from '../../src/training/electives/people-words.ts';
import { admitPerson, dropAdmission, dropRemoval, removePerson } from '../../src/training/electives/presses.ts';
import { electiveStaffWords } from '../../src/training/electives/staff-words.ts';
import { electiveWords } from '../../src/training/electives/words.ts';
import { refuseUnlessAhead } from './elective-open.ts';
import { reasonsAgainst } from './own-elective.ts';
import { actBy, afterLeaving, seatsGiver } from './seats.ts';

interface Change {
  trainingClass: ClassRow;
  person: CadreRow;
  reason: string;
}

const missing = '请写明姓名和理由。';
const args = [classArg(), personArg('person', '姓名'), reasonArg] as const;

/** Staff put somebody into an elective, also after its deadline, or take somebody out; each is the way back of the other. */
export function electivePeople(router: Router): void {
  router.command(
    {
      names: ['选学补录', 'elective-admit', '补录选学'],
      action: 'elective.decide',
      right: 'class',
      ...{ args, missing },
      example: '/选学补录 {class} {colleague} 工作需要，本人已同意',
      about: '将某人列入选学名单，截止后也可补录，或恢复已移出的人员',
      next: '先预览，确认后告知本人，列为学员。',
    },
    previewAdmission,
  );
  router.command(
    {
      names: ['移出选学', 'elective-remove'],
      action: 'elective.decide',
      right: 'class',
      ...{ args, missing },
      example: '/移出选学 {class} {trainee} 另有重要任务',
      about: '将某人移出选学名单或候补',
      next: '先预览，确认后告知本人，名额由候补人员递补。',
    },
    previewRemoval,
  );
  const dropped = electiveStaffWords.changeDropped;
  router.preview({ confirm: admitPerson, drop: dropAdmission, shown, dropped }, carryOutAdmission);
  router.preview({ confirm: removePerson, drop: dropRemoval, shown, dropped }, carryOutRemoval);
}

async function previewAdmission(ctx: Context, change: Change): Promise<void> {
  const { trainingClass, person, reason } = change;
  const elective = await openOf(ctx, change);
  // Refuses what the button would be refused.
  admit(elective, chooser(person), actBy(ctx));
  const against = await reasonsAgainst(ctx, { trainingClass, elective }, person);
  const facts = { classId: trainingClass._id, cadreId: person._id, reason };
  const presses = { confirm: admitPerson.with(facts), drop: dropAdmission.with(facts) };
  await ctx.reply(
    electivePeopleWords.personPreview(
      ctx.update.id,
      trainingClass,
      { title: '选学补录', person: person.name, unitName: await unitNameOf(ctx, person), reason, against },
      presses,
    ),
  );
}

async function carryOutAdmission(ctx: Context, { trainingClass, person, reason }: Change): Promise<void> {
  const classId = trainingClass._id;
  await openOf(ctx, { trainingClass, person, reason });
  await ctx.store.electives.act(classId, ctx.update.id, (present) => ({
    choices: admit(present, chooser(person), { ...actBy(ctx), reason }),
  }));
  await followChoice(ctx.store, classId, person._id, ctx.now);
  // A seat that was offered to them needs no answer any more.
  await closeTasks(ctx, classId, electiveWords.offerOver, person._id);
  await ctx.send(person._id, electiveWords.admitted(trainingClass, reason), `elective-admitted:${ctx.update.id}`);
  await ctx.settle(electivePeopleWords.admitted(person.name));
  await ctx.reply(electivePeopleWords.admittedReply(trainingClass, person.name));
}

async function previewRemoval(ctx: Context, change: Change): Promise<void> {
  const { trainingClass, person, reason } = change;
  const choice = choiceOf(await openOf(ctx, change), person._id);
  refuseNobody(choice, person);
  const facts = { classId: trainingClass._id, cadreId: person._id, reason };
  const presses = { confirm: removePerson.with(facts), drop: dropRemoval.with(facts) };
  await ctx.reply(
    electivePeopleWords.personPreview(
      ctx.update.id,
      trainingClass,
      { title: '移出选学', person: person.name, unitName: await unitNameOf(ctx, person), reason, against: [] },
      presses,
    ),
  );
}

async function carryOutRemoval(ctx: Context, { trainingClass, person, reason }: Change): Promise<void> {
  const classId = trainingClass._id;
  await openOf(ctx, { trainingClass, person, reason });
  const withSeatsGiven = await seatsGiver(ctx, trainingClass);
  const row = await ctx.store.electives.act(classId, ctx.update.id, (present) => {
    refuseNobody(choiceOf(present, person._id), person);
    const choices = remove(present, person._id, { ...actBy(ctx), reason });
    return { choices: withSeatsGiven(present, choices) };
  });
  if (row === null) throw new RuleError('elective.not-open', { classId });
  await afterLeaving(ctx, trainingClass, row, person._id);
  await ctx.send(person._id, electiveWords.removed(trainingClass, reason), `elective-removed:${ctx.update.id}`);
  await ctx.settle(electivePeopleWords.removed(person.name));
  await ctx.reply(electivePeopleWords.removedReply(trainingClass, person.name));
}

/** What a preview shows, if this person may decide it. */
async function shown(ctx: Context, facts: { classId: string; cadreId: string; reason: string }): Promise<Change> {
  const trainingClass = await allowedClass(ctx, 'elective.decide', facts.classId);
  const person = await ctx.store.cadres.byId(facts.cadreId);
  if (person === null) throw new RuleError('person.unknown', { name: facts.cadreId });
  await ctx.require('elective.decide', { classId: trainingClass._id, cadreId: person._id });
  return { trainingClass, person, reason: facts.reason };
}

/** @throws RuleError `policy.own-record`, `elective.not-open`, `elective.begun-already` */
async function openOf(ctx: Context, { trainingClass, person }: Change): Promise<ElectiveRow> {
  const classId = trainingClass._id;
  await ctx.require('elective.decide', { classId, cadreId: person._id });
  const elective = await ctx.store.electives.byId(classId);
  if (elective === null) throw new RuleError('elective.not-open', { classId });
  refuseUnlessAhead(ctx, trainingClass);
  return elective;
}

function refuseNobody(choice: Choice | undefined, { name }: CadreRow): void {
  if (choice === undefined || !stands(choice)) throw new RuleError('elective.nobody', { name });
}

function chooser({ _id: cadreId, unitId, name }: CadreRow) {
  return { cadreId, unitId, name };
}

async function unitNameOf(ctx: Context, person: CadreRow): Promise<string> {
  return (await ctx.store.units.byId(person.unitId))?.name ?? '';
}
