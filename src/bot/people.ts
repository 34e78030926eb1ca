import type { CadreRow } from '../county/cadres.ts';
import { namedAs, namedNearly, peopleMeant, peopleNearly } from '../county/people-meant.ts';
import type { Action } from '../county/policy.ts';
import { RuleError } from '../errors.ts';
import { type ClassRow, isHeldHere } from '../training/class/classes.ts';
import type { Context } from './context.ts';
import { type Choice, NearMiss } from './near-miss.ts';

/**
 * The one person meant by a name or a cadre id.
 * @throws RuleError `person.unknown`, `person.ambiguous` with the choices
 */
export async function findPerson(ctx: Context, nameOrId: string): Promise<CadreRow> {
  return onlyOne(ctx, nameOrId, await peopleMeant(ctx.store.cadres, nameOrId));
}

/** The trainee of this class meant by a name or a cadre id; people outside the class are not looked at. */
export async function findTrainee(ctx: Context, classId: string, nameOrId: string): Promise<CadreRow> {
  const trainees = await ctx.store.enrollments.traineesOf(classId);
  const meant = namedAs(trainees, nameOrId);
  const people = await ctx.store.cadres.many(meant.map((each) => each.cadreId));
  if (people.length === 0) {
    const near = await ctx.store.cadres.many(namedNearly(trainees, nameOrId).map(({ cadreId }) => cadreId));
    throw new NearMiss('trainee.unknown', { name: nameOrId, classId }, await choicesOf(ctx, nameOrId, near));
  }
  return onlyOne(ctx, nameOrId, people);
}

/** What may still be done with a class that was withdrawn: looking at what was kept, and withdrawing it, which says so. */
const withWithdrawn: readonly Action[] = [
  'class.read',
  'class.ask-withdrawal',
  'class.withdraw',
  'call-up.progress',
  'notice.progress',
  'sign-in.progress',
  'score.read-class',
  'satisfaction.read',
  'grade.read-places',
];

/** What is done only with a class that the county holds itself. */
const ofOwnClass =
  /^(class\.curriculum|sign-in\.|room\.|score\.|grade\.|elective\.|arrival\.|work\.|test\.|satisfaction\.)/u;

/** Whether this can be done with a class that others hold. */
export function fitsClass(action: Action, row: Pick<ClassRow, 'organiser'>): boolean {
  return isHeldHere(row) || !ofOwnClass.test(action);
}

/** @throws RuleError `class.held-elsewhere` */
export function refuseUnlessFits(action: Action, row: Pick<ClassRow, 'organiser'>): void {
  if (!fitsClass(action, row)) throw new RuleError('class.held-elsewhere', { organiser: row.organiser ?? '' });
}

/**
 * The class, if the person may do this to it. The right is checked first, so that without it the answer does not depend on whether the class exists.
 * @throws RuleError `policy…`, `class.unknown`, `class.withdrawn`, `class.held-elsewhere`
 */
export async function allowedClass(ctx: Context, action: Action, classId: string): Promise<ClassRow> {
  await ctx.requireIn(action, { classId });
  const found = await (withWithdrawn.includes(action) ? findClass(ctx, classId) : heldClass(ctx, classId));
  refuseUnlessFits(action, found);
  return found;
}

/** The class, where the right was asked of what hangs on it. @throws RuleError `class.unknown`, `class.withdrawn` */
export async function heldClass(ctx: Context, classId: string): Promise<ClassRow> {
  const found = await findClass(ctx, classId);
  if (found.state === 'withdrawn') throw new RuleError('class.withdrawn', { classId });
  return found;
}

/** The class, where the right is asked of what hangs on it: who may do this to no class is not told that there is none. */
export async function knownClass(ctx: Context, action: Action, classId: string): Promise<ClassRow> {
  return (await ctx.store.classes.byId(classId)) ?? allowedClass(ctx, action, classId);
}

/** @throws RuleError `class.unknown` */
export async function findClass(ctx: Context, classId: string): Promise<ClassRow> {
  const found = await ctx.store.classes.byId(classId);
  if (found === null) throw new RuleError('class.unknown', { classId });
  return found;
}

async function onlyOne(ctx: Context, name: string, people: readonly CadreRow[]): Promise<CadreRow> {
  const [first, ...others] = people;
  if (first === undefined) {
    const near = await peopleNearly(ctx.store.cadres, name);
    throw new NearMiss('person.unknown', { name }, await choicesOf(ctx, name, near));
  }
  if (others.length === 0) return first;
  const choices = await choicesOf(ctx, name, people);
  throw new NearMiss('person.ambiguous', { name, choices: choices.map(({ line }) => line).join('\n') }, choices);
}

/** These people as what a typed name may mean; a button says the name where it says enough. */
async function choicesOf(ctx: Context, typed: string, people: readonly CadreRow[]): Promise<Choice[]> {
  const units = new Map(
    (await ctx.store.units.many(people.map((each) => each.unitId))).map((unit) => [unit._id, unit.name]),
  );
  return people.map(({ _id, name, unitId, post }) => ({
    label: people.filter((other) => other.name === name).length > 1 ? `${name} ${_id}` : name,
    line: `${_id}　${name}　${units.get(unitId) ?? ''}　${post}`,
    put: { word: typed, to: _id },
  }));
}
