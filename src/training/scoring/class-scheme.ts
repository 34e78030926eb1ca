import type { SchemePoints } from '../class/scheme-versions.ts';
import { type Indicator, isKept, type RatedPart, type ScoringScheme, schemeFaults } from './scoring-scheme.ts';

/** Marks have one decimal. */
const tenth = 10;
const halfPoint = 50;

/** A scheme that held for what happened before an instant. */
export interface EarlierScheme {
  untilAt: Date;
  scoring: ScoringScheme;
}

/** The scheme that held when something happened: what happened before a change keeps its points. */
export function schemeAt(
  { scoring, earlierSchemes = [] }: { scoring: ScoringScheme; earlierSchemes?: readonly EarlierScheme[] },
  at: Date,
): ScoringScheme {
  return earlierSchemes.find(({ untilAt }) => at < untilAt)?.scoring ?? scoring;
}

/**
 * The table of a class: that of the rule pack with the points that the class has of its own. Boards, indicators, steps and vetoes stay as they
 * are. Where the maximum of a rated indicator changes and nothing is said of its parts, they and their levels change in proportion; an
 * indicator the class does not have keeps nothing but its vetoes.
 */
export function schemeWith(base: ScoringScheme, points: readonly SchemePoints[]): ScoringScheme {
  if (points.length === 0) return base;
  return { ...base, indicators: base.indicators.map((indicator) => indicatorWith(indicator, points)) };
}

function indicatorWith(base: Indicator, all: readonly SchemePoints[]): Indicator {
  const own = all.filter(({ item }) => item === base.id);
  if (own.length === 0) return base;
  const given = (step?: string) => own.find((each) => each.step === step)?.hundredths;
  const maxHundredths = given() ?? base.maxHundredths;
  const steps = base.steps
    .filter(({ veto }) => maxHundredths > 0 || veto !== undefined)
    .map((step) => ({ ...step, deltaHundredths: given(step.id) ?? step.deltaHundredths }));
  if (base.mode !== 'rate') return { ...base, maxHundredths, steps };
  const isSaid = base.parts.some(({ id }) => given(id) !== undefined);
  const said = base.parts.map((part) => given(part.id) ?? part.maxHundredths);
  const most = base.parts.map((part) => part.maxHundredths);
  const maxima = isSaid ? said : inProportion(most, maxHundredths, tenth);
  const parts = maxHundredths > 0 ? base.parts.map((part, index) => partWith(part, maxima[index] ?? 0)) : [];
  return { ...base, maxHundredths, steps, parts };
}

function partWith(part: RatedPart, maxHundredths: number): RatedPart {
  if (maxHundredths === part.maxHundredths) return part;
  const scaled = (hundredths: number) => Math.floor((hundredths * maxHundredths) / part.maxHundredths / tenth) * tenth;
  const levels = part.levels.map((level) => ({
    ...level,
    fromHundredths: scaled(level.fromHundredths),
    toHundredths: scaled(level.toHundredths),
  }));
  return { ...part, maxHundredths, levels };
}

/** Whole units of a sum in proportion to some weights; what is left over goes to the heaviest, one unit each. */
function inProportion(weights: readonly number[], sum: number, unit: number): number[] {
  const total = weights.reduce((all, weight) => all + weight, 0);
  const shares = weights.map((weight) => Math.floor((weight * sum) / total / unit) * unit);
  const heaviestFirst = weights.map((_, index) => index).sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0));
  let left = sum - shares.reduce((all, share) => all + share, 0);
  for (const index of heaviestFirst) {
    const more = Math.min(left, unit);
    shares[index] = (shares[index] ?? 0) + more;
    left -= more;
  }
  return shares;
}

/**
 * What was entered anew, put on what the class had. Where an indicator's maximum is entered, what was said of its parts before does not hold any more.
 */
export function onTopOf(before: readonly SchemePoints[], entered: readonly SchemePoints[]): SchemePoints[] {
  const isOverridden = (old: SchemePoints) =>
    entered.some(
      ({ item, step }) => item === old.item && (step === old.step || (step === undefined && old.step !== undefined)),
    );
  return [...before.filter((old) => !isOverridden(old)), ...entered];
}

/**
 * The points of indicators that the class gives up, spread over the other indicators of their boards in proportion, in half points. Nothing is
 * added where something else was entered that makes up the 100 points, or fails to.
 */
export function spreadGivenUp(
  base: ScoringScheme,
  before: readonly SchemePoints[],
  entered: readonly SchemePoints[],
): SchemePoints[] {
  const present = schemeWith(base, before).indicators;
  const next = schemeWith(base, onTopOf(before, entered)).indicators;
  const givenUp = present.filter(
    (each) => isKept(each) && next.some(({ id, maxHundredths }) => id === each.id && maxHundredths === 0),
  );
  const freed = givenUp.reduce((sum, { maxHundredths }) => sum + maxHundredths, 0);
  if (freed === 0 || totalOf(next) + freed !== totalOf(present)) return [];
  return base.boards.flatMap(({ id: board }) => {
    const sum = givenUp
      .filter((each) => each.board === board)
      .reduce((all, { maxHundredths }) => all + maxHundredths, 0);
    const heirs = next.filter((each) => each.board === board && isKept(each));
    if (sum === 0 || heirs.length === 0) return [];
    const unit = sum % halfPoint === 0 ? halfPoint : tenth;
    const more = inProportion(
      heirs.map(({ maxHundredths }) => maxHundredths),
      sum,
      unit,
    );
    return heirs.map(({ id, maxHundredths }, index) => ({ item: id, hundredths: maxHundredths + (more[index] ?? 0) }));
  });
}

function totalOf(indicators: readonly Indicator[]): number {
  return indicators.reduce((sum, { maxHundredths }) => sum + maxHundredths, 0);
}

/** Only what differs from the table of the rule pack. */
export function ownPoints(base: ScoringScheme, points: readonly SchemePoints[]): SchemePoints[] {
  return points.filter(({ item, step, hundredths }) => {
    const indicator = base.indicators.find(({ id }) => id === item);
    if (indicator === undefined) return false;
    if (step === undefined) return indicator.maxHundredths !== hundredths;
    const part = indicator.mode === 'rate' ? indicator.parts.find(({ id }) => id === step) : undefined;
    // A part may have to be said although it is as in the pack, because the others are not.
    if (part !== undefined) return true;
    return indicator.steps.find(({ id }) => id === step)?.deltaHundredths !== hundredths;
  });
}

/** What is wrong with the points of a class, as sentences; empty if they can be used. */
export function classSchemeFaults(base: ScoringScheme, points: readonly SchemePoints[]): string[] {
  const scheme = schemeWith(base, points);
  const uneven = scheme.indicators.filter(({ mode, maxHundredths }) => mode === 'rate' && maxHundredths % tenth !== 0);
  const empty = scheme.boards.filter(({ id }) => !scheme.indicators.some((each) => each.board === id && isKept(each)));
  return [
    ...schemeFaults(scheme),
    ...uneven.map(({ name }) => `“${name}”按评分计，满分最多一位小数。`),
    ...empty.map(({ name }) => `板块“${name}”的指标不能全部不设。`),
  ];
}

/** One difference between two schemes of the same table: the maximum of an indicator, the points of a step, the maximum of a part. */
export interface SchemeChange {
  item: string;
  step?: string;
  /** As people know it: 出勤情况, 出勤情况·迟到. */
  name: string;
  /** `most`: what can be reached; `points`: what one entry gives or takes. */
  of: 'most' | 'points';
  fromHundredths: number;
  toHundredths: number;
}

/** What differs, in the order of the table; of an indicator that is given up or taken up nothing but that. */
export function changesBetween(from: ScoringScheme, to: ScoringScheme): SchemeChange[] {
  return from.indicators.flatMap((before) => {
    const after = to.indicators.find(({ id }) => id === before.id);
    if (after === undefined) return [];
    const own =
      before.maxHundredths === after.maxHundredths ? [] : [changeOf(before.id, mostOf(before), mostOf(after))];
    if (!isKept(before) || !isKept(after)) return own;
    const later = stepsOf(after);
    return [
      ...own,
      ...stepsOf(before).flatMap((step) => {
        const now = later.find(({ id }) => id === step.id);
        return now === undefined || now.hundredths === step.hundredths ? [] : [changeOf(before.id, step, now)];
      }),
    ];
  });
}

/** A number of the table. */
interface Valued {
  /** Of a step or part; absent for the indicator itself. */
  id?: string;
  name: string;
  of: SchemeChange['of'];
  hundredths: number;
}

function changeOf(item: string, { id, name, of, hundredths }: Valued, to: Valued): SchemeChange {
  const step = id === undefined ? {} : { step: id };
  return { item, ...step, name, of, fromHundredths: hundredths, toHundredths: to.hundredths };
}

function mostOf({ name, maxHundredths }: Indicator): Valued {
  return { name, of: 'most', hundredths: maxHundredths };
}

/** The parts and steps of an indicator; a single part is the indicator itself. */
function stepsOf(indicator: Indicator): Valued[] {
  const parts = indicator.mode === 'rate' && indicator.parts.length > 1 ? indicator.parts : [];
  return [
    ...parts.map(({ id, name, maxHundredths }) => ({
      ...{ id, name: `${indicator.name}·${name}` },
      ...{ of: 'most' as const, hundredths: maxHundredths },
    })),
    ...indicator.steps.map(({ id, name, deltaHundredths }) => ({
      ...{ id, name: `${indicator.name}·${name}` },
      ...{ of: 'points' as const, hundredths: deltaHundredths },
    })),
  ];
}
