import { beijingTime, formatDate } from '../../calendar/beijing-time.ts';
import type { PlanItemStore } from '../annual-plan/plan-items.ts';
import type { CallUpListStore } from '../call-up/call-up-lists.ts';
import { servedMenu } from '../needs/served-menu.ts';
import { OVERALL } from '../satisfaction/lesson-rating.ts';
import type { SatisfactionFormStore } from '../satisfaction/satisfaction-forms.ts';
import { meanOfAll } from '../satisfaction/satisfaction-tally.ts';
import type { CountedClass } from './class-figures.ts';
import { type Figure, percent } from './figure.ts';
import { figureWords } from './figure-words.ts';
import { isWithinPeriod, type Period, yearsOf } from './period.ts';

/** How many were not called up because they would have been called by several at once or again, by class. */
export async function overlapsFigure(
  { callUpLists }: { callUpLists: Pick<CallUpListStore, 'ofClass'> },
  classes: readonly CountedClass[],
): Promise<Figure> {
  const avoided = await Promise.all(
    classes.map(async ({ row }) => {
      const list = await callUpLists.ofClass(row._id);
      const alike = list?.passedOver.filter(({ overlaps }) => overlaps === true) ?? [];
      return { row, people: alike.reduce((sum, { cadreIds }) => sum + cadreIds.length, 0) };
    }),
  );
  const found = avoided.filter(({ people }) => people > 0);
  return {
    ...{ key: 'overlaps', ...figureWords.overlaps, value: found.reduce((sum, { people }) => sum + people, 0) },
    rows: {
      columns: [
        { header: '班号', width: 12 },
        { header: '班次', width: 36 },
        { header: '避免人次', width: 10 },
      ],
      rows: found.map(({ row, people }) => [row._id, row.name, people]),
      namesPeople: false,
    },
  };
}

/** Items of annual plans that became part of another. */
export async function mergedFigure(
  { planItems }: { planItems: Pick<PlanItemStore, 'ofYear'> },
  period: Period,
): Promise<Figure> {
  const years = await Promise.all(yearsOf(period).map((year) => planItems.ofYear(year)));
  const merged = years.flat().filter(({ state }) => state === 'merged');
  return {
    ...{ key: 'mergedItems', ...figureWords.mergedItems, value: merged.length },
    rows: {
      columns: [
        { header: '编号', width: 12 },
        { header: '申报班次', width: 36 },
        { header: '并入', width: 12 },
      ],
      rows: merged.map(({ _id, theme, mergedInto }) => [_id, theme, mergedInto ?? '']),
      namesPeople: false,
    },
  };
}

/** What lessons of the period were rated, by lecturer, the best first; nobody's answer can be told from it. */
export async function satisfactionFigure(
  { satisfactionForms }: { satisfactionForms: Pick<SatisfactionFormStore, 'closedSince'> },
  period: Period,
): Promise<Figure> {
  const forms = (await satisfactionForms.closedSince(beijingTime(period.fromOn, '00:00'))).filter(
    ({ kind, heldOn }) => kind === 'lesson' && isWithinPeriod(heldOn, period),
  );
  const rated = forms.flatMap(({ lecturer, results = [] }) =>
    results.filter(({ question }) => question === OVERALL).map((mean) => ({ lecturer, mean })),
  );
  const lecturers = [...new Set(rated.map(({ lecturer }) => lecturer))].map((lecturer) => {
    const own = rated.filter((each) => each.lecturer === lecturer).map(({ mean }) => mean);
    return { lecturer, lessons: own.length, ...meanOfAll(own) };
  });
  const inOrder = lecturers.sort((a, b) => b.hundredths - a.hundredths || (a.lecturer < b.lecturer ? -1 : 1));
  const all = meanOfAll(rated.map(({ mean }) => mean));
  return {
    ...{ key: 'satisfaction', ...figureWords.satisfaction },
    ...(all.answered > 0 && { value: all.hundredths / 100 }),
    rows: {
      columns: [
        { header: '授课人', width: 30 },
        { header: '课程节数', width: 10 },
        { header: '评价份数', width: 10 },
        { header: '平均分', width: 10 },
      ],
      rows: inOrder.map(({ lecturer, lessons, answered, hundredths }) => [
        ...[lecturer, lessons, answered, hundredths / 100],
      ]),
      namesPeople: false,
    },
  };
}

/** Which topics of the last year's menu a plan or a class serves. */
export async function needsFigure(
  store: Parameters<typeof servedMenu>[0],
  { toYear, toOn }: Period,
  rules: Parameters<typeof servedMenu>[2],
  now: Date,
): Promise<Figure> {
  const { all } = await servedMenu(store, toYear, rules, now);
  const isServed = ({ serving }: (typeof all)[number]) => serving.items.length + serving.classes.length > 0;
  const value = percent(all.filter(isServed).length, all.length);
  return {
    ...{ key: 'needsServed', ...figureWords.needsServed },
    ...(value !== undefined && { value }),
    rows: {
      columns: [
        { header: '主题', width: 24 },
        { header: '位次', width: 8 },
        { header: '是否承接', width: 10 },
        { header: '计划项目和班次', width: 40 },
        { header: '截至', width: 16 },
      ],
      rows: all.map((each) => [
        ...[each.entry.topic, each.entry.place, isServed(each) ? '是' : '否'],
        [...each.serving.items, ...each.serving.classes].map(({ _id }) => _id).join('、'),
        formatDate(toOn),
      ]),
      namesPeople: false,
    },
  };
}
