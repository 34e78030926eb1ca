import type { Context } from '../../src/bot/context.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { withoutStop } from '../../src/chat/sentence.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { unitConflict } from '../../src/training/call-up/call-up-conflicts.ts';
import { conflictsOfChoosing } from '../../src/training/call-up/choosing.ts';
import { classRoll } from '../../src/training/call-up/class-roll.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { choiceOf, holdsSeat, stands } from '../../src/training/electives/elective.ts';
import { freeLeavingUntil } from '../../src/training/electives/elective-days.ts';
import type { ElectiveRow } from '../../src/training/electives/electives.ts';
import { isMeantFor } from '../../src/training/electives/meant-for.ts';
import type { OwnElective } from '../../src/training/electives/words.ts';

/** A class that somebody may choose or has chosen. */
export interface Visible {
  trainingClass: ClassRow;
  elective: ElectiveRow;
}

/** The classes that whoever speaks may choose or has chosen and that have not begun, those they have chosen first. */
export async function visibleElectives(ctx: Context): Promise<Visible[]> {
  const todayOn = beijingDateOf(ctx.now);
  const classes = (await ctx.store.classes.endingFrom(todayOn)).filter(({ opensOn }) => opensOn > todayOn);
  const electives = await ctx.store.electives.ofClasses(classes.map(({ _id }) => _id));
  const unit = await ctx.store.units.byId(ctx.person.unitId);
  const all = electives.flatMap((elective) => {
    const trainingClass = classes.find(({ _id }) => _id === elective._id);
    return trainingClass === undefined ? [] : [{ trainingClass, elective }];
  });
  const chosen = ({ elective }: Visible) => Number(holdsChoice(elective, ctx.person._id));
  return all
    .filter((each) => isVisible(ctx, each, unit?.headId === ctx.person._id))
    .sort((a, b) => chosen(b) - chosen(a) || (a.trainingClass.opensOn < b.trainingClass.opensOn ? -1 : 1));
}

/** One of them. Whoever may not choose it is told the same of a class that is not there. @throws RuleError `elective.unknown`, `elective.begun` */
export async function visibleElective(ctx: Context, classId: string): Promise<Visible> {
  await ctx.require('elective.choose', { classId, cadreId: ctx.person._id });
  const [trainingClass, elective, unit] = await Promise.all([
    ctx.store.classes.byId(classId),
    ctx.store.electives.byId(classId),
    ctx.store.units.byId(ctx.person.unitId),
  ]);
  if (trainingClass === null || elective === null) throw new RuleError('elective.unknown', { classId });
  const visible = { trainingClass, elective };
  if (!isVisible(ctx, visible, unit?.headId === ctx.person._id)) throw new RuleError('elective.unknown', { classId });
  if (beijingDateOf(ctx.now) >= trainingClass.opensOn)
    throw new RuleError('elective.begun', { name: trainingClass.name });
  return visible;
}

/** How whoever speaks stands to it now. */
export async function ownElective(ctx: Context, { trainingClass, elective }: Visible): Promise<OwnElective> {
  const choice = choiceOf(elective, ctx.person._id);
  const isAsked = choice === undefined || !stands(choice);
  const removal = choice?.state === 'removed' ? choice.moves.at(-1)?.reason : undefined;
  const against = isAsked ? await reasonsAgainst(ctx, { trainingClass, elective }, ctx.person) : [];
  return {
    ...{ trainingClass, elective, choice },
    against: removal === undefined ? against : [`已移出选学名单，理由：${withoutStop(removal)}。`],
    freeUntil: freeLeavingUntil(trainingClass, ctx.rulesOf(trainingClass).electives),
  };
}

/** What keeps a person from a seat in the class, whatever its seats. */
export async function reasonsAgainst(
  ctx: Context,
  { trainingClass, elective }: Visible,
  person: CadreRow,
): Promise<string[]> {
  const { callUp } = ctx.rulesOf(trainingClass);
  const [conflicts, room] = await Promise.all([
    conflictsOfChoosing(ctx.store, trainingClass, person, callUp),
    unitRoom(ctx, trainingClass, person),
  ]);
  if (room.isOnRoll) return ['已在本班名单中，无需报名。'];
  const full = room.fullWith(elective.choices);
  return [...conflicts, ...(full === undefined ? [] : [full])];
}

/** How much room the class has for a person's unit, beside those who are on its roll. */
export async function unitRoom(ctx: Context, trainingClass: ClassRow, { _id, unitId }: CadreRow) {
  const { callUp } = ctx.rulesOf(trainingClass);
  const [unit, roll] = await Promise.all([ctx.store.units.byId(unitId), classRoll(ctx.store, trainingClass._id)]);
  return {
    isOnRoll: roll.some(({ cadreId }) => cadreId === _id),
    /** Why nobody more of the unit may come with these choices; the seat is only given where they are still so. */
    fullWith(choices: ElectiveRow['choices']): string | undefined {
      const kept = choices.filter(holdsSeat).filter(({ cadreId }) => cadreId !== _id);
      const own = [...roll.filter(({ cadreId }) => cadreId !== _id), ...kept].filter((each) => each.unitId === unitId);
      const fromUnit = new Set(own.map(({ cadreId }) => cadreId)).size;
      return unit === null ? undefined : unitConflict({ id: unit._id, ...unit }, fromUnit, callUp);
    },
  };
}

function holdsChoice(elective: ElectiveRow, cadreId: string): boolean {
  const choice = choiceOf(elective, cadreId);
  return choice !== undefined && stands(choice);
}

function isVisible(ctx: Context, { trainingClass, elective }: Visible, headsUnit: boolean): boolean {
  if (trainingClass.state === 'withdrawn') return false;
  if (choiceOf(elective, ctx.person._id) !== undefined) return true;
  const { groups } = ctx.rulesOf(trainingClass);
  return (
    elective.state === 'open' && isMeantFor(elective.audience, ctx.person, headsUnit, trainingClass.opensOn, groups)
  );
}
