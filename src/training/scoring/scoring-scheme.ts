import { z } from 'zod';

const id = z.string().regex(/^[A-Za-z][A-Za-z0-9]{1,39}$/);
const label = z.string().min(1).max(60);
/** Points in hundredths: 100 = one point. */
const hundredths = z.int().min(-10_000).max(10_000);
const positiveHundredths = z.int().positive().max(10_000);

/** One step of an indicator, e.g. 迟到 −1. `voids` sets the whole indicator to 0; `veto` excludes every grade above 不合格. */
const step = z.strictObject({
  id,
  name: label,
  deltaHundredths: hundredths,
  voids: z.literal(true).optional(),
  veto: id.optional(),
});

/**
 * One part of a rated indicator. Marks run from 0 to `maxHundredths`; `markers` different people mark it and their mean counts
 * (1, 2 or 5 of them, so that the mean of marks with one decimal is whole in hundredths).
 * With `levels` a letter means a mark or a range of marks.
 */
export const ratedPartShape = z.strictObject({
  id,
  name: label,
  maxHundredths: positiveHundredths,
  markers: z.literal([1, 2, 5]),
  /** With two markers: if they are further apart than this, a third one marks as well. */
  thirdMarkerAboveHundredths: positiveHundredths.optional(),
  levels: z.array(z.strictObject({ name: label, fromHundredths: hundredths, toHundredths: hundredths })),
});

const indicatorCommon = {
  id,
  board: id,
  name: label,
  maxHundredths: positiveHundredths,
  evidence: z.string().min(1).max(200),
  /** Inspectors (督查员) enter it too, with time, place and facts. */
  inspected: z.literal(true).optional(),
};

/** Starts at the maximum and goes down by its steps to 0 at least. */
const deductIndicator = z.strictObject({ ...indicatorCommon, mode: z.literal('deduct'), steps: z.array(step).min(1) });
/** Starts at 0 and goes up by its steps to the maximum at most; one session gives at most `sessionCapHundredths`. */
const earnIndicator = z.strictObject({
  ...indicatorCommon,
  mode: z.literal('earn'),
  steps: z.array(step).min(1),
  sessionCapHundredths: positiveHundredths.optional(),
});
/** Empty until every part is marked; steps may deduct from the marks. */
const rateIndicator = z.strictObject({
  ...indicatorCommon,
  mode: z.literal('rate'),
  parts: z.array(ratedPartShape).min(1),
  steps: z.array(step),
});
const indicator = z.discriminatedUnion('mode', [deductIndicator, earnIndicator, rateIndicator]);

const bonusItem = z.strictObject({
  id,
  name: label,
  deltaHundredths: positiveHundredths,
  /** Items of one family are levels of one achievement, e.g. a report adopted by town, county or city. */
  family: id.optional(),
  /** Somebody has it once in a class, e.g. an office. */
  once: z.literal(true).optional(),
});

/** 干部培训综合测评量化指标一览表: four boards, ten indicators, 100 points, and in addition the bonus board. */
export const scoringSchemeShape = z.strictObject({
  boards: z.array(z.strictObject({ id, name: label })),
  indicators: z.array(indicator),
  bonusItems: z.array(bonusItem),
  vetoes: z.array(z.strictObject({ id, name: label })),
});

/** Points of an indicator, a step or a part that differ from the table, e.g. for a kind of class. */
export const schemePointsShape = z
  .strictObject({ item: id, step: id.optional(), hundredths })
  .transform(({ item, step, hundredths: points }) => ({
    item,
    hundredths: points,
    ...(step === undefined ? {} : { step }),
  }));

export type ScoringScheme = z.infer<typeof scoringSchemeShape>;
export type Indicator = z.infer<typeof indicator>;
export type RatedPart = z.infer<typeof ratedPartShape>;
export type ScoreStep = z.infer<typeof step>;
export type BonusItem = z.infer<typeof bonusItem>;

/** The indicator for sign-ins and leave, and the steps it needs. */
export const ATTENDANCE_ITEM = 'attendanceRecord';
const ATTENDANCE_STEPS = ['late', 'earlyLeave', 'personalLeave', 'sickLeave', 'officialLeave', 'absent'];

const BOARDS = 4;
const INDICATORS = 10;
const TOTAL_HUNDREDTHS = 10_000;

/**
 * What is wrong with a scheme for one class (一班一策), as sentences; empty if it can be used. The "4+1" structure is fixed: exactly four
 * boards, ten indicators, 100 points; names, maxima and steps may differ.
 */
export function schemeFaults(scheme: ScoringScheme): string[] {
  const total = scheme.indicators.reduce((sum, item) => sum + item.maxHundredths, 0);
  const faults: string[] = [];
  if (scheme.boards.length !== BOARDS) faults.push(`考核板块应为 ${BOARDS} 个，现有 ${scheme.boards.length} 个。`);
  if (scheme.indicators.length !== INDICATORS) {
    faults.push(`考核指标应为 ${INDICATORS} 项，现有 ${scheme.indicators.length} 项。`);
  }
  if (total !== TOTAL_HUNDREDTHS) faults.push(`常规项总分应为100分，现为${total / 100}分。`);
  const itemIds = [...scheme.indicators, ...scheme.bonusItems].map((item) => item.id);
  faults.push(...repeated(itemIds).map((twice) => `指标或加分项“${twice}”重复。`));
  faults.push(...repeated(scheme.boards.map((board) => board.id)).map((twice) => `考核板块“${twice}”重复。`));
  for (const board of scheme.boards) {
    if (!scheme.indicators.some((item) => item.board === board.id)) faults.push(`板块“${board.name}”没有指标。`);
  }
  const attendance = scheme.indicators.find((item) => item.id === ATTENDANCE_ITEM);
  const missing = ATTENDANCE_STEPS.filter((step) => !attendance?.steps.some((one) => one.id === step));
  if (missing.length > 0) faults.push(`出勤指标“${ATTENDANCE_ITEM}”缺少记分档：${missing.join('、')}。`);
  return [...faults, ...scheme.indicators.flatMap((item) => indicatorFaults(item, scheme))];
}

function indicatorFaults(item: Indicator, scheme: ScoringScheme): string[] {
  const faults: string[] = [];
  if (!scheme.boards.some((board) => board.id === item.board)) faults.push(`指标“${item.name}”所属板块不存在。`);
  const names = [
    ...item.steps.map((one) => one.id),
    ...(item.mode === 'rate' ? item.parts.map((part) => part.id) : []),
  ];
  faults.push(...repeated(names).map((twice) => `指标“${item.name}”的记分档“${twice}”重复。`));
  for (const one of item.steps) {
    const wrongWay = item.mode === 'earn' ? one.deltaHundredths < 0 : one.deltaHundredths > 0;
    if (wrongWay) faults.push(`指标“${item.name}”的记分档“${one.name}”加减方向有误。`);
    if (one.veto !== undefined && !scheme.vetoes.some((veto) => veto.id === one.veto)) {
      faults.push(`记分档“${one.name}”引用的一票否决项不存在。`);
    }
  }
  if (item.mode !== 'rate') return faults;
  const sum = item.parts.reduce((total, part) => total + part.maxHundredths, 0);
  if (sum !== item.maxHundredths) faults.push(`指标“${item.name}”各评分部分之和应为${item.maxHundredths / 100}分。`);
  for (const part of item.parts) {
    if (part.thirdMarkerAboveHundredths !== undefined && part.markers !== 2)
      faults.push(`指标“${item.name}”的“${part.name}”由两人评阅时才能规定第三人评阅。`);
    const bad = part.levels.some(
      (level) =>
        level.fromHundredths < 0 ||
        level.fromHundredths > level.toHundredths ||
        level.toHundredths > part.maxHundredths,
    );
    if (bad) faults.push(`指标“${item.name}”的“${part.name}”评分档超出范围。`);
  }
  return faults;
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((one, index) => ids.indexOf(one) !== index))];
}

/** Whether the class has the indicator: a class without one has given its points to others. */
export function isKept({ maxHundredths }: Pick<Indicator, 'maxHundredths'>): boolean {
  return maxHundredths > 0;
}

/** The name of an indicator or a bonus item. */
export function itemName({ indicators, bonusItems }: ScoringScheme, id: string): string {
  return [...indicators, ...bonusItems].find((each) => each.id === id)?.name ?? id;
}
