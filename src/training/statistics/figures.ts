import type { CadreStore } from '../../county/cadres.ts';
import type { HoursRules } from '../../county/hours-rules.ts';
import type { UnitStore } from '../../county/units.ts';
import type { ClassUse } from '../appointments/training-to-use.ts';
import type { CurriculumRules } from '../class/curriculum-rules.ts';
import { type Coverage, hoursCoverage } from '../hours/coverage.ts';
import type { HourEntryStore } from '../hours/hour-entries.ts';
import { type ActivityFigureStores, activityFigures, shadowingFigure } from './activity-figures.ts';
import { burdenFigures, type MessagesSent } from './burden-figures.ts';
import { type ClassFigureStores, classFigures, countedClasses, promotedFigure } from './class-figures.ts';
import { type Figure, percent } from './figure.ts';
import { figureWords } from './figure-words.ts';
import type { Period } from './period.ts';
import { mergedFigure, needsFigure, overlapsFigure, satisfactionFigure } from './quality-figures.ts';

type Needs = Parameters<typeof needsFigure>;

/** Where what is counted lies. */
export type FigureStores = ClassFigureStores &
  ActivityFigureStores &
  Parameters<typeof overlapsFigure>[0] &
  Parameters<typeof mergedFigure>[0] &
  Parameters<typeof satisfactionFigure>[0] &
  Needs[0] & { cadres: CadreStore; units: UnitStore; hourEntries: HourEntryStore; deliveries: MessagesSent };

export type FigureRules = Needs[2] & { curriculum: CurriculumRules; hours: HoursRules };

/** The figures of a county for some years. */
export interface CountyFigures {
  /** In the order in which a county reports them. */
  figures: readonly Figure[];
  /** Of which main class how many were promoted in the period. */
  uses: readonly ClassUse[];
  /** Hours of the last year by level; a level of few people is left out, because it would tell of each. */
  levels: readonly Coverage[];
}

/**
 * Counts everything a county reports of its training (培训统计) from the records as they are now; nothing is stored. Who asks sees every figure;
 * the lists behind those whose rows name people need `statistics.read-names`.
 */
export async function countyFigures(
  store: FigureStores,
  period: Period,
  rules: FigureRules,
  now: Date,
): Promise<CountyFigures> {
  const classes = await countedClasses(store, period, rules.curriculum);
  const [counted, activities, shadowing, use, hours, ...rest] = await Promise.all([
    classFigures(store, classes, period),
    activityFigures(store, period),
    shadowingFigure(store, period),
    promotedFigure(store, period, rules.curriculum),
    hoursCoverage(store, period.toYear, rules.hours),
    overlapsFigure(store, classes),
    mergedFigure(store, period),
    satisfactionFigure(store, period),
    needsFigure(store, period, rules, now),
  ]);
  const burden = await burdenFigures(store, classes, period);
  const figures = [...counted, ...activities, shadowing, ...use.figures, hoursFigure(hours), ...rest, ...burden];
  const levels = hours.levels.filter(({ people }) => people >= rules.needs.smallestGroup);
  return { figures, uses: use.uses, levels };
}

/** Who has met every threshold of the last year, and what the others are short of, by level and by unit. */
function hoursFigure({ levels, units }: { levels: readonly Coverage[]; units: readonly Coverage[] }): Figure {
  const sum = (of: (level: Coverage) => number) => levels.reduce((total, level) => total + of(level), 0);
  const value = percent(
    sum(({ met }) => met),
    sum(({ people }) => people),
  );
  const row = (kind: string) => (each: Coverage) => [
    ...[kind, each.label, each.people, each.met, `${percent(each.met, each.people) ?? 0}%`],
    Math.round(each.shortMinutes / 60),
  ];
  return {
    ...{ key: 'hoursMet', ...figureWords.hoursMet },
    ...(value !== undefined && { value }),
    rows: {
      columns: [
        { header: '分类', width: 8 },
        { header: '层级或单位', width: 30 },
        { header: '人数', width: 10 },
        { header: '达标人数', width: 10 },
        { header: '达标率', width: 10 },
        { header: '尚缺学时合计', width: 14 },
      ],
      rows: [...levels.map(row('层级')), ...units.map(row('单位'))],
      // A unit or level of one tells of that person, whose hours are for the department alone (`hours.read-county`).
      namesPeople: true,
    },
  };
}
