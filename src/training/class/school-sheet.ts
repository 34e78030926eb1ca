import { formatDay } from '../../calendar/beijing-time.ts';
import { type Half, halfLabel } from '../../calendar/half-day.ts';
import { comparable } from '../../chat/plain-text.ts';
import type { CellValue, Sheet, SheetRow } from '../../sheets/sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import type { CurriculumRules } from './curriculum-rules.ts';
import { lessonKey, lessonTerms, TIMETABLE_LABELS, type TimetableField } from './lesson-terms.ts';
import { courseTypeLabel, methodLabel } from './session.ts';
import { proposedMethod, proposedType } from './session-proposal.ts';
import { type SheetField, sheetFieldLabel } from './sheet-column.ts';
import { laidInWeek } from './sheet-grid.ts';
import { type LaidLesson, type LaidSheet, laidInRows, type SheetColumn } from './sheet-layout.ts';
import { type ClassDays, type Moment, readMoment } from './sheet-moment.ts';

/** A school's own timetable put into the form that is read row by row, and what was made of it. */
export interface ArrangedSheet {
  sheet: Sheet;
  problems: readonly Problem[];
  /** How it was read, for whoever confirms it. */
  reading: readonly string[];
  /** Lessons whose type or method no cell says, by `lessonKey`. */
  proposedTypes: ReadonlySet<string>;
  proposedMethods: ReadonlySet<string>;
  /** Columns whose headers do not tell what they hold, as long as something is missing. */
  unknown: readonly SheetColumn[];
  /** What they may hold. */
  missing: readonly SheetField[];
}

type ArrangeRules = Pick<CurriculumRules, 'notCountedMethods' | 'halfDays'>;

/** What a lesson should have; a column nobody knows may hold it. */
const wanted: readonly SheetField[] = ['moment', 'title', 'lecturer', 'place', 'type', 'method'];

/**
 * Puts a timetable of whatever make into the form `readCurriculum` takes: one lesson a row or a week as a grid, days without a year, half-days
 * without times, merged cells, types nobody wrote. Whatever is not said by a cell is told, so that somebody can confirm it.
 *
 * @param answers - what somebody said of columns whose headers do not tell, by column number
 * @returns `undefined` when the sheet is no timetable
 */
export function arrangedSheet(
  sheet: Sheet,
  days: ClassDays,
  rules: ArrangeRules,
  answers: ReadonlyMap<number, SheetField>,
): ArrangedSheet | undefined {
  const laid = laidInRows(sheet, answers) ?? laidInWeek(sheet);
  if (laid === undefined) return undefined;
  const arranging = new Arranging(laid, days, rules);
  const fields = laid.columns.flatMap(({ field }) => field ?? []);
  const missing = laid.columns.length === 0 ? [] : wanted.filter((field) => !fields.includes(field));
  const unknown = laid.columns.filter(({ field, samples }) => field === undefined && samples.length > 0);
  return { ...arranging.result(sheet), unknown: missing.length === 0 ? [] : unknown, missing };
}

class Arranging {
  readonly #laid: LaidSheet;
  readonly #days: ClassDays;
  readonly #rules: ArrangeRules;
  readonly #problems: Problem[];
  readonly #rows: SheetRow[] = [];
  readonly #proposedTypes = new Set<string>();
  readonly #proposedMethods = new Set<string>();
  readonly #completed = new Set<string>();
  readonly #halves = new Set<Half>();
  #inherited = 0;
  #day: { dateOn?: string; half?: Half } = {};

  constructor(laid: LaidSheet, days: ClassDays, rules: ArrangeRules) {
    this.#laid = laid;
    this.#days = days;
    this.#rules = rules;
    this.#problems = [...laid.problems];
    for (const lesson of laid.lessons) this.#add(lesson);
    this.#refuseSharedHalves();
  }

  result(sheet: Sheet): Omit<ArrangedSheet, 'unknown' | 'missing'> {
    const header = { rowNumber: this.#laid.headerRow, cells: cellsOf(TIMETABLE_LABELS) };
    return {
      sheet: { sheetName: sheet.sheetName, format: 'form', rows: [header, ...this.#rows] },
      problems: this.#problems,
      reading: this.#reading(),
      proposedTypes: this.#proposedTypes,
      proposedMethods: this.#proposedMethods,
    };
  }

  #add(lesson: LaidLesson): void {
    const when = this.#when(lesson);
    if (when === undefined) return;
    const { texts } = lesson;
    const title = (texts.title ?? []).join('：');
    const method = this.#method(lesson, title);
    const key = lessonKey(when);
    const type = this.#type(lesson, title, method.text);
    if (method.isProposed) this.#proposedMethods.add(key);
    if (type.isProposed) this.#proposedTypes.add(key);
    const fields: Record<TimetableField, string> = {
      ...{ dateOn: when.dateOn, start: when.start, end: when.end, title, type: type.text, method: method.text },
      ...{ lecturer: lecturerOf(texts), place: (texts.place ?? []).join('、'), hours: (texts.hours ?? [])[0] ?? '' },
    };
    this.#rows.push({ rowNumber: lesson.rowNumber, cells: cellsOf(fields) });
  }

  #when(lesson: LaidLesson): { dateOn: string; start: string; end: string } | undefined {
    const { texts, rowNumber } = lesson;
    const moment = readMoment([...(texts.moment ?? []), ...(texts.start ?? []), ...(texts.end ?? [])], this.#days);
    const wrong = (message: string) => {
      this.#problems.push({ row: rowNumber, column: '', header: '时间', message, value: '' });
      return undefined;
    };
    if ('message' in moment) return wrong(moment.message);
    const dateOn = moment.dateOn ?? this.#day.dateOn;
    if (dateOn === undefined) return wrong('没有写明日期');
    if (moment.dateOn === undefined) this.#inherited += 1;
    else if (moment.isCompleted) this.#completed.add(dateOn);
    const half = moment.half ?? (moment.dateOn === undefined ? this.#day.half : undefined);
    this.#day = { dateOn, ...(half === undefined ? {} : { half }) };
    const clocks = this.#clocks(moment, half);
    return 'message' in clocks ? wrong(clocks.message) : { dateOn, ...clocks };
  }

  #clocks(
    { clocks, isWholeDay }: Moment,
    half: Half | undefined,
  ): { start: string; end: string } | { message: string } {
    const [start, end, ...more] = clocks;
    if (more.length > 0) return { message: '一行写了几段时间，请分行填写' };
    if (start !== undefined) return end === undefined ? { message: '请写明起止时间，如 08:30-11:30' } : { start, end };
    if (isWholeDay) return { message: '全天的课请分上午、下午两行填写' };
    if (half === undefined) return { message: '没有写明起止时间' };
    this.#halves.add(half);
    const { from, to } = this.#rules.halfDays[half];
    return { start: from, end: to };
  }

  #method({ texts }: LaidLesson, title: string): { text: string; isProposed: boolean } {
    const written = (texts.method ?? [])[0] ?? '';
    if (lessonTerms.method(written) !== undefined) return { text: written, isProposed: false };
    if (written !== '') {
      const meant = proposedMethod([written]);
      return meant === undefined
        ? { text: written, isProposed: false }
        : { text: methodLabel(meant), isProposed: true };
    }
    return { text: methodLabel(proposedMethod([title]) ?? 'lecture'), isProposed: true };
  }

  #type(lesson: LaidLesson, title: string, method: string): { text: string; isProposed: boolean } {
    const written = (lesson.texts.type ?? [])[0] ?? '';
    if (lessonTerms.isType(written)) return { text: written, isProposed: false };
    const isUnit = written === '' || /模块|单元|板块/.test(lesson.typeHeader);
    if (!isUnit) return { text: written, isProposed: false };
    const known = lessonTerms.method(method);
    if (written === '' && known !== undefined && this.#rules.notCountedMethods.includes(known))
      return { text: '', isProposed: false };
    const place = lesson.texts.place ?? [];
    return { text: courseTypeLabel(proposedType([title, written, ...place])), isProposed: true };
  }

  /** Two lessons in one half-day cannot both take all of it. */
  #refuseSharedHalves(): void {
    const starts = new Map<string, number>();
    for (const { cells, rowNumber } of this.#rows) {
      const key = [1, 2].map((at) => cells.get(at)?.text).join(' ');
      const first = starts.get(key);
      if (first !== undefined && this.#halves.size > 0)
        this.#problems.push({
          ...{ row: rowNumber, column: '', header: '时间', value: '' },
          message: `与第 ${first} 行在同一时间，请写明各自的起止时间`,
        });
      starts.set(key, first ?? rowNumber);
    }
  }

  #reading(): string[] {
    const { columns, leftOut } = this.#laid;
    const used = columns.filter(({ field }) => field !== undefined && field !== 'unused');
    const unused = columns.filter(
      ({ field, samples }) => (field === undefined || field === 'unused') && samples.length > 0,
    );
    const completed = [...this.#completed].sort();
    const halves = [...this.#halves].map((half) => {
      const { from, to } = this.#rules.halfDays[half];
      return `${halfLabel(half)} ${from}—${to}`;
    });
    return [
      ...(columns.length === 0
        ? ['按周课程表读取：每格首行读作课程，其余读作授课人和地点。']
        : [`各列读作：${used.map(({ header, field }) => columnRead(header, field)).join('，')}。`]),
      ...(unused.length === 0 ? [] : [`未导入的列：${unused.map(({ header }) => header).join('、')}。`]),
      ...(completed.length === 0 ? [] : [`未写全的日期读作：${shortList(completed.map(formatDay))}。`]),
      ...(this.#inherited === 0 ? [] : [`日期空白的 ${this.#inherited} 行沿用上一行的日期。`]),
      ...(halves.length === 0 ? [] : [`未写时间的课按${halves.join('、')}安排。`]),
      ...(leftOut.length === 0
        ? []
        : [`未导入 ${leftOut.length} 行：${shortList(leftOut.map((text) => text.slice(0, 20)))}。`]),
    ];
  }
}

function columnRead(header: string, field: SheetField | undefined): string {
  const label = field === undefined ? '' : sheetFieldLabel(field);
  return comparable(header) === comparable(label) ? header : `${header}→${label}`;
}

const mostNamed = 5;

function shortList(texts: readonly string[]): string {
  return texts.length <= mostNamed ? texts.join('、') : `${texts.slice(0, mostNamed).join('、')}等`;
}

function lecturerOf({ lecturer = [], lecturerPost = [] }: LaidLesson['texts']): string {
  const [name, post] = [lecturer.join('、'), lecturerPost.join('')];
  if (name === '' || post === '') return name === '' ? post : name;
  return `${name}（${post}）`;
}

function cellsOf(fields: Readonly<Record<TimetableField, string>>): Map<number, CellValue> {
  const texts = Object.keys(TIMETABLE_LABELS).map((field) => fields[field as TimetableField]);
  const cells = texts.map((text, index): [number, CellValue] => [index + 1, { kind: 'text', text }]);
  return new Map(cells.filter(([, { text }]) => text !== ''));
}
