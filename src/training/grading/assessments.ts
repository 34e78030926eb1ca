import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, among } from '../../store/filter.ts';
import { date, type FieldsOf, number, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';
import type { Assessment } from './grading.ts';

const assessmentFields = {
  cadreId: text,
  name: text,
  outcome: oneOf<Assessment['outcome']>(),
  computedGrade: optional(oneOf<NonNullable<Assessment['computedGrade']>>()),
  finalGrade: optional(oneOf<NonNullable<Assessment['finalGrade']>>()),
  rank: optional(number),
  tiedCount: number,
  excellentTrainee: oneOf<Assessment['excellentTrainee']>(),
  reasons: texts,
} satisfies FieldsOf<Assessment>;

const assessments = rows(
  'assessments',
  {
    ...assessmentFields,
    classId: text,
    unitId: text,
    /** Position in the ranked list of the class, from 0; trainees with a veto and withdrawn ones come last. */
    order: number,
    regularHundredths: number,
    bonusHundredths: number,
    totalHundredths: number,
    /** The reasons for the grade only, without rank and title. */
    gradeReasons: texts,
    /** The strong and weak boards, for the unit head. */
    strong: texts,
    weak: texts,
    /** How the grade follows from the events, line by line, for the trainee. */
    explanation: texts,
    /** When the trainee pressed 知悉. */
    readAt: optional(date),
  },
  [{ keys: { classId: 1, order: 1 }, usedBy: 'ofClass, resultsOf' }],
);

/**
 * One trainee's result as two members of the evaluation team confirmed it, with everything it is based on; the id is `<class>:<cadre>`.
 * It stays as confirmed, whatever is recorded later; only whether the trainee has read it is added.
 */
export type AssessmentRow = RowOf<typeof assessments>;

/** A result before it is stored, without the lines that only its trainee reads. */
export type AssessedRow = Omit<AssessmentRow, 'explanation'>;

/** Most of a row are the lines that only its trainee reads. */
const withoutExplanation = (Object.keys(assessments.fields) as (keyof AssessmentRow)[]).filter(
  (name): name is Exclude<keyof AssessedRow, '_id'> => name !== 'explanation',
);

export class AssessmentStore {
  readonly #assessments: Collection<AssessmentRow>;
  readonly #presentNames: PresentNames;

  constructor(database: Database, presentNames: PresentNames) {
    this.#assessments = database.of(assessments, { asRead: presentNames });
    this.#presentNames = presentNames;
  }

  byId(classId: string, cadreId: string) {
    return this.#assessments.byId(`${classId}:${cadreId}`);
  }

  /** The ranked list of a class. */
  ofClass(classId: string) {
    return this.#assessments.find({ classId }, { sort: { classId: 1, order: 1 } });
  }

  /** The same without explanations. */
  async resultsOf(classId: string): Promise<AssessedRow[]> {
    const order = { sort: { classId: 1, order: 1 } } as const;
    return this.#presentNames(await this.#assessments.findFields({ classId }, withoutExplanation, order));
  }

  many(ids: readonly string[]) {
    return this.#assessments.find({ _id: among(ids) });
  }

  /** Stores the results of a class in place of earlier ones; repeating it changes nothing. */
  async put(list: readonly AssessmentRow[]): Promise<void> {
    const there = await this.#assessments.insertMissing(list);
    const earlier = list.filter((_, position) => there.has(position));
    if (earlier.length === 0) return;
    const readAt = new Map((await this.many(earlier.map(({ _id }) => _id))).map((row) => [row._id, row]));
    // Whoever has read a result that stays what it was is not asked again.
    await this.#assessments.putAll(
      earlier.map((row) => {
        const before = readAt.get(row._id);
        return before?.readAt === undefined || isCorrected(before, row) ? row : { ...row, readAt: before.readAt };
      }),
    );
  }

  /** Marks a result as read; only the first time counts. */
  async read(classId: string, cadreId: string, readAt: Date): Promise<void> {
    await this.#assessments.updateOne({ _id: `${classId}:${cadreId}`, readAt: absent() }, { $set: { readAt } });
  }
}

/** Whether a trainee is to be told that their result is another one: grade, points or title. A place that others took or left is not told. */
export function isCorrected(before: AssessedRow, after: AssessedRow): boolean {
  const points = ['totalHundredths', 'regularHundredths', 'bonusHundredths'] as const;
  return isGradeCorrected(before, after) || points.some((field) => before[field] !== after[field]);
}

/** The same for the head of their unit, who is told of no points. */
export function isGradeCorrected(before: AssessedRow, after: AssessedRow): boolean {
  return (
    before.outcome !== after.outcome || before.finalGrade !== after.finalGrade || isTitled(before) !== isTitled(after)
  );
}

function isTitled({ excellentTrainee }: AssessedRow): boolean {
  return excellentTrainee === 'candidate';
}
