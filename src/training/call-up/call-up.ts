import { rankLevelLabel } from '../../county/cadre.ts';
import { RuleError } from '../../errors.ts';
import { conflictsOf, unitConflict, wouldOverlap } from './call-up-conflicts.ts';
import { groupsInWords, levelsInWords } from './call-up-criteria.ts';
import { type Need, needBriefly, needDaysOf, needOf, needReasons, orderOf } from './call-up-need.ts';
import type { CallUpGroup, CallUpRules } from './call-up-rules.ts';
import type { CallUpTarget, Candidate } from './call-up-target.ts';

interface Named {
  cadreId: string;
  /** 1 for the person with the greatest need; the reserve is numbered after the named. */
  rank: number;
  /** Why this person, as sentences, the most important first. */
  reasons: readonly string[];
  /** The most important reason, under which a list names them. */
  mainNeed?: CallUpGroup;
  /** All of them in a few words. */
  briefly: string;
  /** Who picked them for their unit, by quota. */
  pickedBy?: string;
}

export interface PassedOver {
  cadreId: string;
  /** `conflict`: needs it but cannot come; `noNeed`: no reason to name them; `notMeant`: the class is not for them; `noSeat`: others need it more. */
  because: 'conflict' | 'noNeed' | 'notMeant' | 'noSeat' | 'alreadyNamed';
  reasons: readonly string[];
  /** They were called elsewhere at the same time, or would be called again too soon or too often. */
  overlaps?: true;
}

export interface CallUpChoice {
  named: readonly Named[];
  reserve: readonly Named[];
  passedOver: readonly PassedOver[];
  /** Seats that nobody could fill. */
  emptySeats: number;
}

/** How many substitutes a list of this many seats has; rounded up. */
export function reserveSeatsFor(seats: number, callUp: CallUpRules): number {
  return Math.ceil((seats * callUp.reserveShare.numerator) / callUp.reserveShare.denominator);
}

/**
 * Chooses who is named for a class. People with a reason of the rule pack and without a conflict are sorted by need: by the pack's
 * groups one after another (newly promoted and untrained, hours short, longest without training, key post …), then by
 * cadre id. Seats and reserve are filled in that order, within the limit of people from one unit.
 *
 * Every person is returned exactly once, with the reasons. The result depends only on the arguments and not on the order of the people,
 * so repeating it names the same ones.
 *
 * @param candidates - looked at one after the other, once
 * @throws RuleError `call-up.bad-seats` when seats are not a whole number of 1 or more or reserves not one of 0 or more;
 * `call-up.bad-days` when the class closes before it opens; `call-up.twice` when a person is listed twice
 * @see docs/rules.md, Named call-up
 */
export function chooseForCallUp(
  candidates: Iterable<Candidate>,
  target: CallUpTarget,
  rules: CallUpRules,
): CallUpChoice {
  checkTarget(target);
  const passedOver: PassedOver[] = [];
  const eligible: Eligible[] = [];
  const days = needDaysOf(target, rules);
  const already = new Set(target.alreadyNamed.map((one) => one.cadreId));
  for (const candidate of candidates) {
    const need = needOf(candidate, days, rules);
    const against = already.has(need.cadreId)
      ? namedAlready(need.cadreId, target)
      : reasonsAgainst(candidate, need, target, rules);
    if (against === undefined) eligible.push({ need, order: orderOf(need, rules), ...keptOf(candidate) });
    else passedOver.push(against);
  }
  const isDeferred = ({ deferredFrom }: Eligible) => Number(deferredFrom !== undefined);
  eligible.sort((a, b) => isDeferred(b) - isDeferred(a) || (a.order < b.order ? -1 : 1));
  const chosen: Named[] = [];
  const perUnit = countByUnit(target.alreadyNamed);
  for (const [place, { need, unit, deferredFrom }] of eligible.entries()) {
    const { cadreId } = need;
    const fromUnit = perUnit.get(unit.id) ?? 0;
    const unitIsFull = unitConflict(unit, fromUnit, rules);
    if (chosen.length === target.seats + target.reserveSeats) {
      passedOver.push({ cadreId, because: 'noSeat', reasons: [noSeatReason(place + 1, target)] });
    } else if (unitIsFull !== undefined) {
      passedOver.push({ cadreId, because: 'conflict', reasons: [unitIsFull] });
    } else {
      perUnit.set(unit.id, fromUnit + 1);
      chosen.push({ cadreId, rank: chosen.length + 1, ...whyNamed(deferredFrom, need, rules) });
    }
  }
  passedOver.sort((a, b) => (a.cadreId < b.cadreId ? -1 : 1));
  checkOnce(chosen, passedOver);
  const named = chosen.slice(0, target.seats);
  return { named, reserve: chosen.slice(target.seats), passedOver, emptySeats: target.seats - named.length };
}

/** What is kept of somebody who could be named: of a whole county no more than the order needs. */
interface Eligible extends Pick<Candidate, 'unit' | 'deferredFrom'> {
  need: Need;
  order: string;
}

function keptOf({ unit, deferredFrom }: Candidate): Pick<Candidate, 'unit' | 'deferredFrom'> {
  return deferredFrom === undefined ? { unit } : { unit, deferredFrom };
}

/** Who was deferred to this class is named for that first, and needs no other reason. */
function whyNamed(deferredFrom: string | undefined, need: Need, rules: CallUpRules): Omit<Named, 'cadreId' | 'rank'> {
  const [mainNeed] = need.groups;
  const brief = needBriefly(need);
  if (deferredFrom === undefined)
    return { reasons: needReasons(need, rules), ...(mainNeed && { mainNeed }), briefly: brief };
  const reason = `经批准由“${deferredFrom}”延期参加本班。`;
  return { reasons: [reason, ...needReasons(need, rules)], briefly: ['延期参加', brief].filter(Boolean).join('、') };
}

/** How one person stands to a class, whatever the seats. */
export interface Standing {
  /** Why they should be named; empty = no reason of the rule pack holds. */
  reasons: readonly string[];
  /** What keeps them from coming. */
  conflicts: readonly string[];
}

/** @see chooseForCallUp, which weighs everybody by the same rules */
export function standingOf(candidate: Candidate, target: CallUpTarget, rules: CallUpRules): Standing {
  const need = needOf(candidate, needDaysOf(target, rules), rules);
  const fromUnit = target.alreadyNamed.filter((one) => one.unitId === candidate.unit.id).length;
  const unitIsFull = unitConflict(candidate.unit, fromUnit, rules);
  const conflicts = conflictsOf(candidate, target, rules);
  return {
    reasons: needReasons(need, rules),
    conflicts: [...conflicts, ...(unitIsFull === undefined ? [] : [unitIsFull])],
  };
}

/** Why somebody who could come is not on the list. */
function noSeatReason(place: number, { seats, reserveSeats }: CallUpTarget): string {
  const reserve = reserveSeats === 0 ? '' : `、递补 ${reserveSeats} 人`;
  return `按培训需求列第 ${place} 位，名额 ${seats} 人${reserve}已满。`;
}

function checkTarget(target: CallUpTarget): void {
  const { seats, reserveSeats, opensOn, closesOn } = target;
  const whole = Number.isInteger(seats) && Number.isInteger(reserveSeats);
  if (!whole || seats < 1 || reserveSeats < 0) throw new RuleError('call-up.bad-seats', { seats, reserveSeats });
  if (closesOn < opensOn) throw new RuleError('call-up.bad-days', { opensOn, closesOn });
}

/** @param passedOver - by cadre id @throws RuleError `call-up.twice` for somebody who came twice */
function checkOnce(chosen: readonly Named[], passedOver: readonly PassedOver[]): void {
  const seen = new Set<string>();
  const twice =
    chosen.find(({ cadreId }) => seen.size === seen.add(cadreId).size) ??
    passedOver.find(({ cadreId }, at) => cadreId === passedOver[at - 1]?.cadreId || seen.has(cadreId));
  if (twice !== undefined) throw new RuleError('call-up.twice', { cadreId: twice.cadreId });
}

export function namedAlready(cadreId: string, { className }: CallUpTarget): PassedOver {
  return { cadreId, because: 'alreadyNamed', reasons: [`已列入“${className}”名单。`] };
}

/** Why the person cannot be chosen at all; absent if they can. */
function reasonsAgainst(
  candidate: Candidate,
  need: Need,
  target: CallUpTarget,
  rules: CallUpRules,
): PassedOver | undefined {
  const cadreId = candidate.cadre.id;
  if (target.proposedBy === cadreId)
    return { cadreId, because: 'notMeant', reasons: ['本人提出的名单不含本人，如需调训，请由其他同志提名。'] };
  if (candidate.deferredFrom !== undefined) return conflictOf(candidate, target, rules);
  if (target.rankLevels.length > 0 && !target.rankLevels.includes(candidate.cadre.rankLevel)) {
    const reasons = [
      `职务层次为${rankLevelLabel(candidate.cadre.rankLevel)}，本次名单面向${levelsInWords(target.rankLevels)}。`,
    ];
    return { cadreId, because: 'notMeant', reasons };
  }
  if (need.groups.length === 0) {
    return { cadreId, because: 'noNeed', reasons: ['已完成本年度学时要求，且不属于本次重点调训对象。'] };
  }
  if (target.groups.length > 0 && !target.groups.some((group) => need.groups.includes(group))) {
    const reasons = [`不属于本次名单的调训对象（${groupsInWords(target.groups)}）。`];
    return { cadreId, because: 'notMeant', reasons };
  }
  return conflictOf(candidate, target, rules);
}

function conflictOf(candidate: Candidate, target: CallUpTarget, rules: CallUpRules): PassedOver | undefined {
  const reasons = conflictsOf(candidate, target, rules);
  if (reasons.length === 0) return undefined;
  const overlaps = wouldOverlap(candidate, target, rules) && { overlaps: true as const };
  return { cadreId: candidate.cadre.id, because: 'conflict', reasons, ...overlaps };
}

export function countByUnit(people: readonly { unitId: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { unitId } of people) counts.set(unitId, (counts.get(unitId) ?? 0) + 1);
  return counts;
}
