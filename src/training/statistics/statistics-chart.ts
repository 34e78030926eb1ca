import type { Bar, Chart } from '../../drawing/chart.ts';
import type { Figure } from './figure.ts';
import type { FigureKey } from './figure-words.ts';
import type { CountyFigures } from './figures.ts';
import type { Period } from './period.ts';
import { statisticsPictureWords as words } from './picture-words.ts';

const CLASSES: readonly FigureKey[] = ['topicClasses', 'mainClasses', 'forums', 'bookSessions', 'discussions'];
const PEOPLE: readonly FigureKey[] = ['trainees', 'upperPeople', 'shadowing', 'promoted'];
/** The main classes that a picture shows, those with most promoted. */
const mostClasses = 8;

/** The figures as bars, each part by a scale of its own; nobody is named. */
export function statisticsChart(period: Period, { figures, uses, levels }: CountyFigures): Chart {
  const promoted = uses
    .filter((use) => use.promoted.length > 0)
    .sort((a, b) => b.promoted.length - a.promoted.length || (a.classId < b.classId ? -1 : 1))
    .slice(0, mostClasses);
  const parts = [
    { heading: words.classes, bars: barsOf(figures, CLASSES) },
    { heading: words.people, bars: barsOf(figures, PEOPLE) },
    {
      heading: words.hours(period.toYear),
      bars: levels.map(({ label, people, met }) => ({ label, text: words.met(met, people), share: met / people })),
    },
    {
      heading: words.promoted,
      bars: promoted.map(({ classId, promoted: some, cadreIds }) => ({
        ...{ label: words.ofClass(classId), text: words.ofTrainees(some.length, cadreIds.length) },
        share: some.length / cadreIds.length,
      })),
    },
  ].filter(({ bars }) => bars.length > 0);
  return { title: words.title(period), lines: [], parts, notes: [] };
}

/** Figures of one kind, each beside the largest of them. */
function barsOf(figures: readonly Figure[], keys: readonly FigureKey[]): Bar[] {
  const own = figures.filter(({ key }) => keys.includes(key));
  const most = Math.max(1, ...own.map(({ value = 0 }) => value));
  return own.map(({ label, value = 0, unit }) => ({ label, text: `${value} ${unit}`, share: value / most }));
}
