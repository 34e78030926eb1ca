import { RuleError } from '../../errors.ts';

/** The state of one person's choice of a class. */
export type ChoiceState = 'seated' | 'waiting' | 'offered' | 'left' | 'declined' | 'lapsed' | 'removed' | 'cancelled';

/** What happened to a choice, oldest first; kept so that it can be explained later. */
interface ChoiceMove {
  what:
    | 'chose'
    | 'admitted'
    | 'offered'
    | 'passedOver'
    | 'accepted'
    | 'declined'
    | 'lapsed'
    | 'left'
    | 'askedToLeave'
    | 'stayed'
    | 'leavingRefused'
    | 'removed'
    | 'droppedOut'
    | 'restored'
    | 'cancelled';
  /** The state after it. */
  to: ChoiceState;
  at: Date;
  /** Who did it; absent for what time does. */
  by?: string;
  byUpdate: string;
  /** In the words of whoever did it. */
  reason?: string;
}

/** A request to give the seat back that waits for its decision. */
interface Leaving {
  reason: string;
  askedAt: Date;
  byUpdate: string;
}

/** One person's choice of a class. */
export interface Choice {
  cadreId: string;
  unitId: string;
  name: string;
  state: ChoiceState;
  /** Of a seat that became free. */
  offeredAt?: Date;
  offerBy?: Date;
  leaving?: Leaving;
  moves: readonly ChoiceMove[];
}

/** A class that people choose themselves. The choices stand in the order in which they were made; whoever chooses anew stands last. */
export interface Elective {
  seats: number;
  closesAt: Date;
  state: 'open' | 'cancelled';
  choices: readonly Choice[];
}

/** Who acts, when, and by which update. */
export interface By {
  at: Date;
  by?: string;
  byUpdate: string;
  reason?: string;
}

export type Chooser = Pick<Choice, 'cadreId' | 'unitId' | 'name'>;

/** Why nobody more of a person's unit may have a seat beside those of these choices; absent as long as they may. */
export type FullWith = (choices: readonly Choice[], person: Pick<Choice, 'cadreId' | 'unitId'>) => string | undefined;

/** Whether a seat is theirs or kept for them. */
export function holdsSeat({ state }: Pick<Choice, 'state'>): boolean {
  return state === 'seated' || state === 'offered';
}

/** Whether somebody had a seat of their own at a moment. */
export function hadSeatAt({ moves }: Pick<Choice, 'moves'>, at: Date): boolean {
  return moves.findLast((move) => move.at <= at)?.to === 'seated';
}

/** Whether the choice stands: with a seat, or waiting for one. */
export function stands(choice: Pick<Choice, 'state'>): boolean {
  return holdsSeat(choice) || choice.state === 'waiting';
}

export function isClosed({ state, closesAt }: Pick<Elective, 'state' | 'closesAt'>, now: Date): boolean {
  return state === 'cancelled' || now >= closesAt;
}

/** Seats that are neither taken nor offered; never below 0. */
export function freeSeats({ seats, choices }: Pick<Elective, 'seats' | 'choices'>): number {
  return Math.max(0, seats - choices.filter(holdsSeat).length);
}

/** The place of somebody who waits, 1 for the next; nothing for everybody else. */
export function placeOf(choices: readonly Choice[], cadreId: string): number | undefined {
  const place = choices.filter(({ state }) => state === 'waiting').findIndex((each) => each.cadreId === cadreId);
  return place < 0 ? undefined : place + 1;
}

export function choiceOf({ choices }: Pick<Elective, 'choices'>, cadreId: string): Choice | undefined {
  return choices.find((each) => each.cadreId === cadreId);
}

/**
 * Somebody chooses the class: they get a seat as long as one is free and nobody waits who may take it, and a place at the end of the waiting
 * list otherwise.
 * @throws RuleError `elective.closed`, `elective.chosen-already`, `elective.removed`
 */
export function choose(elective: Elective, person: Chooser, by: By, fullWith: FullWith): Choice[] {
  if (isClosed(elective, by.at)) throw new RuleError('elective.closed', {});
  const former = choiceOf(elective, person.cadreId);
  if (former !== undefined && stands(former)) throw new RuleError('elective.chosen-already', {});
  if (former?.state === 'removed') throw new RuleError('elective.removed', {});
  const { choices } = elective;
  const nobodyWaits = !choices.some((one) => one.state === 'waiting' && fullWith(choices, one) === undefined);
  const state = nobodyWaits && freeSeats(elective) > 0 ? 'seated' : 'waiting';
  return [...without(elective, person.cadreId), begun(person, former, state, 'chose', by)];
}

/**
 * Staff enter somebody, also one they removed, one who waits, and after the deadline.
 * @throws RuleError `elective.cancelled`, `elective.full`, `elective.seated-already`
 */
export function admit(elective: Elective, person: Chooser, by: By): Choice[] {
  if (elective.state === 'cancelled') throw new RuleError('elective.cancelled', {});
  const former = choiceOf(elective, person.cadreId);
  if (former?.state === 'seated') throw new RuleError('elective.seated-already', { name: person.name });
  if (former?.state !== 'offered' && freeSeats(elective) === 0)
    throw new RuleError('elective.full', { seats: elective.seats });
  return [...without(elective, person.cadreId), begun(person, former, 'seated', 'admitted', by)];
}

/** Takes a seat that is kept for them. @throws RuleError `elective.no-offer` */
export function accept(elective: Elective, cadreId: string, by: By): Choice[] {
  const choice = choiceOf(elective, cadreId);
  const isKept = choice?.state === 'offered' && choice.offerBy !== undefined && by.at < choice.offerBy;
  if (!isKept) throw new RuleError('elective.no-offer', {});
  return changed(elective, cadreId, 'seated', 'accepted', by);
}

/** Gives back a seat, an offered one, or a place on the waiting list. @throws RuleError `elective.not-chosen` */
export function leave(elective: Elective, cadreId: string, by: By): Choice[] {
  const choice = standing(elective, cadreId);
  const isOffered = choice.state === 'offered';
  return changed(elective, cadreId, isOffered ? 'declined' : 'left', isOffered ? 'declined' : 'left', by);
}

/** Asks to give the seat back; until it is decided the seat stays theirs. @throws RuleError `elective.not-chosen`, `elective.leaving-asked` */
export function askToLeave(elective: Elective, cadreId: string, by: By & { reason: string }): Choice[] {
  const choice = standing(elective, cadreId);
  if (choice.state !== 'seated') throw new RuleError('elective.not-chosen', {});
  if (choice.leaving !== undefined) throw new RuleError('elective.leaving-asked', {});
  const leaving: Leaving = { reason: by.reason, askedAt: by.at, byUpdate: by.byUpdate };
  return each(elective, cadreId, (one) => ({
    ...one,
    leaving,
    moves: [...one.moves, moveOf('askedToLeave', one.state, by)],
  }));
}

/** The request is taken back by whoever made it, or refused. @throws RuleError `elective.leaving-decided` */
export function stay(elective: Elective, cadreId: string, what: 'stayed' | 'leavingRefused', by: By): Choice[] {
  if (choiceOf(elective, cadreId)?.leaving === undefined) throw new RuleError('elective.leaving-decided', {});
  return changed(elective, cadreId, 'seated', what, by);
}

/** Staff take somebody out. @throws RuleError `elective.not-chosen` */
export function remove(elective: Elective, cadreId: string, by: By): Choice[] {
  standing(elective, cadreId);
  return changed(elective, cadreId, 'removed', 'removed', by);
}

/** Whoever leaves the class by a decision (退学) gives the seat back, or the place on the waiting list; nothing for whoever has neither. */
export function dropOut(elective: Elective, cadreId: string, by: By): Choice[] | undefined {
  const choice = choiceOf(elective, cadreId);
  return choice === undefined || !stands(choice) ? undefined : changed(elective, cadreId, 'removed', 'droppedOut', by);
}

/** Whoever is back by a decision has a seat again, also where it was given to another meanwhile; nothing for whoever did not leave so. */
export function restore(elective: Elective, cadreId: string, by: By): Choice[] | undefined {
  const last = choiceOf(elective, cadreId)?.moves.at(-1);
  return last?.what === 'droppedOut' ? changed(elective, cadreId, 'seated', 'restored', by) : undefined;
}

/** The class is not chosen any more: every choice that stands ends. */
export function cancel(elective: Elective, by: By): Choice[] {
  return elective.choices.map((choice) => (stands(choice) ? moved(choice, 'cancelled', 'cancelled', by) : choice));
}

/**
 * Ends offers whose time is over, and offers each free seat to whoever waits longest and may take it; those who were passed over keep their
 * place, with the reason.
 * @param until - how long an offer made now is kept; without it none is made any more
 */
export function giveSeats(elective: Elective, by: By, until: Date | undefined, fullWith: FullWith): Choice[] {
  const isOver = ({ state, offerBy }: Choice) => state === 'offered' && offerBy !== undefined && offerBy <= by.at;
  const choices = elective.choices.map((one) => (isOver(one) ? moved(one, 'lapsed', 'lapsed', by) : one));
  let left = until === undefined || elective.state === 'cancelled' ? 0 : freeSeats({ ...elective, choices });
  const given = [...choices];
  const passed = new Map<number, string>();
  for (const [at, choice] of choices.entries()) {
    if (choice.state !== 'waiting' || left === 0 || until === undefined) continue;
    const full = fullWith(given, choice);
    if (full !== undefined) passed.set(at, full);
    else {
      left -= 1;
      given[at] = { ...moved(choice, 'offered', 'offered', by), offeredAt: by.at, offerBy: until };
      for (const [before, reason] of passed)
        given[before] = moved(choices[before] ?? choice, 'waiting', 'passedOver', { ...by, reason });
      passed.clear();
    }
  }
  return given;
}

/** @throws RuleError `elective.bad-seats`, `elective.seats-taken` */
export function checkSeats(elective: Pick<Elective, 'choices'>, seats: number): void {
  if (!Number.isInteger(seats) || seats < 1) throw new RuleError('elective.bad-seats', {});
  const taken = elective.choices.filter(holdsSeat).length;
  if (seats < taken) throw new RuleError('elective.seats-taken', { taken });
}

function standing(elective: Elective, cadreId: string): Choice {
  const choice = choiceOf(elective, cadreId);
  if (choice === undefined || !stands(choice)) throw new RuleError('elective.not-chosen', {});
  return choice;
}

function without({ choices }: Elective, cadreId: string): Choice[] {
  return choices.filter((choice) => choice.cadreId !== cadreId);
}

function each({ choices }: Elective, cadreId: string, change: (choice: Choice) => Choice): Choice[] {
  return choices.map((choice) => (choice.cadreId === cadreId ? change(choice) : choice));
}

function begun(
  { cadreId, unitId, name }: Chooser,
  former: Choice | undefined,
  state: ChoiceState,
  what: ChoiceMove['what'],
  by: By,
): Choice {
  return { cadreId, unitId, name, state, moves: [...(former?.moves ?? []), moveOf(what, state, by)] };
}

function changed(elective: Elective, cadreId: string, state: ChoiceState, what: ChoiceMove['what'], by: By): Choice[] {
  return each(elective, cadreId, (choice) => moved(choice, state, what, by));
}

/** An offer and a request to leave end with the state they belong to. */
function moved(
  { offeredAt: _, offerBy: __, leaving: ___, ...choice }: Choice,
  state: ChoiceState,
  what: ChoiceMove['what'],
  by: By,
): Choice {
  return { ...choice, state, moves: [...choice.moves, moveOf(what, state, by)] };
}

function moveOf(what: ChoiceMove['what'], to: ChoiceState, { at, by, byUpdate, reason }: By): ChoiceMove {
  return { what, to, at, byUpdate, ...(by !== undefined && { by }), ...(reason !== undefined && { reason }) };
}
