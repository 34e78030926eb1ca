import type { Context } from '../../src/bot/context.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { withoutStop } from '../../src/chat/sentence.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { conflictsOfChoosing } from '../../src/training/call-up/choosing.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { type Choice, choiceOf, stands } from '../../src/training/electives/elective.ts';
import { freeLeavingUntil } from '../../src/training/electives/elective-days.ts';
import type { ElectiveRow } from '../../src/training/electives/electives.ts';
import { isMeantFor } from '../../src/training/electives/meant-for.ts';
import { type UnitRoom, unitRoom } from '../../src/training/electives/unit-room.ts';
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
  const against = isAsked
    ? await reasonsAgainst(ctx, { trainingClass, elective }, ctx.person)
    : await passedOverFor(ctx, { trainingClass, elective }, choice);
  return {
    ...{ trainingClass, elective, choice },
    against: removal === undefined ? against : [`已移出选学名单，理由：${withoutStop(removal)}。`],
    freeUntil: freeLeavingUntil(trainingClass, ctx.rulesOf(trainingClass).electives),
  };
}

/** Why a seat that becomes free now would go to somebody behind them; nothing for whoever does not wait. */
async function passedOverFor(ctx: Context, { trainingClass, elective }: Visible, choice: Choice): Promise<string[]> {
  if (choice.state !== 'waiting') return [];
  const full = (await roomOf(ctx, trainingClass)).fullWith(elective.choices, choice);
  return full === undefined ? [] : [full];
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
    roomOf(ctx, trainingClass),
  ]);
  if (room.isOnRoll(person._id)) return ['已在本班名单中，无需报名。'];
  const full = room.fullWith(elective.choices, { cadreId: person._id, unitId: person.unitId });
  return [...conflicts, ...(full === undefined ? [] : [full])];
}

/** How much room the class has for people of each unit. */
export function roomOf(ctx: Context, trainingClass: ClassRow): Promise<UnitRoom> {
  return unitRoom(ctx.store, trainingClass._id, ctx.rulesOf(trainingClass).callUp);
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
