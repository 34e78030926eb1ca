import { formatDate, formatDays, formatKnownDate } from '../../calendar/beijing-time.ts';
import { rankLevelLabel } from '../../county/cadre.ts';
import type { CadreStore } from '../../county/cadres.ts';
import type { UnitStore } from '../../county/units.ts';
import { type ClassUse, promotedPeople, trainingToUse } from '../appointments/training-to-use.ts';
import type { ClassStore } from '../class/class-store.ts';
import { type ClassRow, isHeldHere } from '../class/classes.ts';
import type { CurriculumRules } from '../class/curriculum-rules.ts';
import type { EnrollmentRow, EnrollmentStore } from '../class/enrollments.ts';
import { type Counted, countFigure, type Figure, medianOf, percent } from './figure.ts';
import { figureWords } from './figure-words.ts';
import { isWithinPeriod, type Period } from './period.ts';

export interface ClassFigureStores {
  classes: Pick<ClassStore, 'endingFrom'>;
  enrollments: Pick<EnrollmentStore, 'traineesOf'>;
  cadres: Pick<CadreStore, 'many'>;
  units: Pick<UnitStore, 'all'>;
}

/** A class of the period with who takes part. */
export interface CountedClass {
  row: ClassRow;
  trainees: readonly EnrollmentRow[];
  /** Absent where others hold it. */
  reportedAs?: CurriculumRules['classKinds'][string]['reportedAs'];
}

/** Who was in a main class long enough ago to have been promoted since in the period: classes of earlier years count too. */
const yearsBefore = 2;

/** The classes that opened in the period and were not withdrawn: those held here with a timetable, and those to which people were sent. */
export async function countedClasses(
  store: ClassFigureStores,
  period: Period,
  { classKinds }: CurriculumRules,
): Promise<CountedClass[]> {
  const rows = (await store.classes.endingFrom(period.fromOn)).filter(
    (row) => isWithinPeriod(row.opensOn, period) && isCounted(row),
  );
  return Promise.all(
    rows.map(async (row) => ({
      row,
      trainees: await store.enrollments.traineesOf(row._id),
      ...(isHeldHere(row) && { reportedAs: classKinds[row.kind]?.reportedAs ?? 'main' }),
    })),
  );
}

function isCounted(row: ClassRow): boolean {
  return row.state !== 'withdrawn' && (row.state !== 'draft' || !isHeldHere(row));
}

/** 专题班、主体班、业务班, their person-times, and person-times sent to classes of a higher level. */
export async function classFigures(
  store: ClassFigureStores,
  classes: readonly CountedClass[],
  period: Period,
): Promise<Figure[]> {
  const unitNames = new Map((await store.units.all()).map(({ _id, name }) => [_id, name]));
  const here = classes.filter(({ reportedAs }) => reportedAs !== undefined);
  const upper = classes.filter(({ reportedAs }) => reportedAs === undefined);
  const ofKind = (kind: CountedClass['reportedAs']) =>
    here.filter(({ reportedAs }) => reportedAs === kind).map(classRow);
  const people = (list: readonly CountedClass[]) =>
    list.flatMap(({ row, trainees }) => trainees.map((trainee) => traineeRow(row, trainee, unitNames)));
  return [
    countFigure('topicClasses', ofKind('topic'), period, { columns: CLASS_COLUMNS }),
    countFigure('mainClasses', ofKind('main'), period, { columns: CLASS_COLUMNS }),
    countFigure('otherClasses', ofKind('other'), period, { columns: CLASS_COLUMNS }),
    countFigure('trainees', people(here), period, { columns: PERSON_COLUMNS, namesPeople: true }),
    countFigure('upperPeople', people(upper), period, { columns: PERSON_COLUMNS, namesPeople: true }),
  ];
}

/** 训用结合: who was promoted in the period after a main class, each once, and of which class how many. */
export async function promotedFigure(
  store: ClassFigureStores,
  period: Period,
  { classKinds }: CurriculumRules,
): Promise<{ figures: Figure[]; uses: readonly ClassUse[] }> {
  const { uses, nameOf } = await classUses(store, period, { classKinds });
  const counted = promotedPeople(uses).map(({ cadreId, promotion, monthsSince, use }): Counted => {
    const place = `${promotion.unitName ?? nameOf.unit(promotion.unitId ?? '')}${promotion.post}`;
    return {
      ...{ on: promotion.on, cadreId },
      row: [
        ...[nameOf.person(cadreId), use.classId, use.name, formatDate(use.closesOn), formatKnownDate(promotion.on)],
        ...[rankLevelLabel(promotion.to), place, monthsSince],
      ],
    };
  });
  const figure = countFigure('promoted', counted, period, { columns: PROMOTED_COLUMNS, namesPeople: true });
  return { figures: [figure, byClassFigure(uses, period)], uses };
}

/** Of the main classes that ended in the period: so many of so many promoted, and how long after. */
function byClassFigure(uses: readonly ClassUse[], period: Period): Figure {
  const ended = uses.filter(({ closesOn, cadreIds }) => isWithinPeriod(closesOn, period) && cadreIds.length > 0);
  const sum = (of: (use: ClassUse) => number) => ended.reduce((total, use) => total + of(use), 0);
  const value = percent(
    sum(({ promoted }) => promoted.length),
    sum(({ cadreIds }) => cadreIds.length),
  );
  return {
    ...{ key: 'promotedByClass', ...figureWords.promotedByClass },
    ...(value !== undefined && { value }),
    rows: {
      columns: USE_COLUMNS,
      namesPeople: false,
      rows: ended.map(({ classId, name, closesOn, cadreIds, promoted }) => [
        ...[classId, name, formatDate(closesOn), cadreIds.length, promoted.length],
        medianOf(promoted.map(({ monthsSince }) => monthsSince)) ?? '',
      ]),
    },
  };
}

/** Of each main class that ended in the period, or not long before it, who was promoted in the period. */
async function classUses(
  store: ClassFigureStores,
  period: Period,
  { classKinds }: Pick<CurriculumRules, 'classKinds'>,
) {
  const since = `${Number(period.fromYear) - yearsBefore}-01-01`;
  const rows = (await store.classes.endingFrom(since)).filter(
    (row) =>
      isHeldHere(row) &&
      isCounted(row) &&
      row.closesOn <= period.toOn &&
      (classKinds[row.kind]?.reportedAs ?? 'main') === 'main',
  );
  const trained = await Promise.all(
    rows.map(async ({ _id, name, closesOn }) => ({
      ...{ classId: _id, name, closesOn },
      cadreIds: (await store.enrollments.traineesOf(_id)).map(({ cadreId }) => cadreId),
    })),
  );
  const [people, units] = await Promise.all([
    store.cadres.many([...new Set(trained.flatMap(({ cadreIds }) => cadreIds))]),
    store.units.all(),
  ]);
  const names = new Map([...people, ...units].map(({ _id, name }) => [_id, name]));
  const called = (id: string) => names.get(id) ?? '';
  return { uses: trainingToUse(trained, people, period), nameOf: { person: called, unit: called } };
}

const CLASS_COLUMNS = [
  { header: '班号', width: 12 },
  { header: '班次', width: 36 },
  { header: '时间', width: 24 },
  { header: '学员人数', width: 10 },
];
const PERSON_COLUMNS = [
  { header: '姓名', width: 12 },
  { header: '单位', width: 26 },
  { header: '班号', width: 12 },
  { header: '班次', width: 36 },
  { header: '主办单位', width: 20 },
  { header: '时间', width: 24 },
];
const USE_COLUMNS = [
  { header: '班号', width: 12 },
  { header: '主体班', width: 36 },
  { header: '结业日期', width: 16 },
  { header: '学员人数', width: 10 },
  { header: '提拔人数', width: 10 },
  { header: '结业后月数中位数', width: 16 },
];
const PROMOTED_COLUMNS = [
  { header: '姓名', width: 12 },
  { header: '班号', width: 12 },
  { header: '主体班', width: 36 },
  { header: '结业日期', width: 16 },
  { header: '提拔时间', width: 16 },
  { header: '任职层级', width: 14 },
  { header: '任职', width: 32 },
  { header: '结业后月数', width: 12 },
];

function classRow({ row: { _id, name, opensOn, closesOn }, trainees }: CountedClass): Counted {
  return { on: opensOn, row: [_id, name, `${opensOn.slice(0, 4)}年${formatDays(opensOn, closesOn)}`, trainees.length] };
}

function traineeRow(
  { _id, name, opensOn, closesOn, organiser }: ClassRow,
  trainee: EnrollmentRow,
  unitNames: ReadonlyMap<string, string>,
): Counted {
  const days = `${opensOn.slice(0, 4)}年${formatDays(opensOn, closesOn)}`;
  return {
    ...{ on: opensOn, cadreId: trainee.cadreId },
    row: [trainee.name, unitNames.get(trainee.unitId) ?? '', _id, name, organiser ?? '本县', days],
  };
}
