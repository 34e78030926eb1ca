import type { RatedPart } from '../scoring/scoring-scheme.ts';
import type { Likeness } from './likeness.ts';
import { workMarking } from './work-marks.ts';
import { presentVersion, type WorkRow, type WorkVersion } from './works.ts';

/** Where one trainee stands with an assignment. */
type Standing = 'missing' | 'handedIn' | 'late' | 'returned' | 'marked';

/** One trainee who owes a work, with what they handed in. */
export interface Owed {
  cadreId: string;
  name: string;
  standing: Standing;
  version?: WorkVersion;
  /** Known to staff once the marking is over: until then whoever follows the list may be a marker. */
  number?: string;
  likeness?: Likeness;
  resultHundredths?: number;
}

export interface Figures {
  all: number;
  /** Also those that were sent back, for they were handed in. */
  handedIn: number;
  late: number;
  returned: number;
  missing: number;
  marked: number;
}

/** Every trainee of the class with what they handed in, those who owe it first. */
export function owedBy(
  trainees: readonly { cadreId: string; name: string }[],
  works: readonly WorkRow[],
  part: RatedPart,
): Owed[] {
  const byCadre = new Map(works.map((work) => [work.cadreId, work]));
  const owed = trainees.map(({ cadreId, name }) => ({ cadreId, name, ...standingOf(byCadre.get(cadreId), part) }));
  return owed.sort((a, b) => Number(b.standing === 'missing') - Number(a.standing === 'missing'));
}

function standingOf(work: WorkRow | undefined, part: RatedPart): Omit<Owed, 'cadreId' | 'name'> {
  if (work === undefined || work.state === 'takenBack') return { standing: 'missing' };
  const { number: count, ...version } = presentVersion(work);
  if (work.state === 'returned') return { standing: 'returned', version };
  const { resultHundredths } = workMarking(part, work.marks, count);
  if (resultHundredths === undefined) return { standing: version.lateDays > 0 ? 'late' : 'handedIn', version };
  const { _id: number, likeness } = work;
  return { standing: 'marked', version, number, resultHundredths, ...(likeness && { likeness }) };
}

export function figuresOf(owed: readonly Owed[]): Figures {
  const count = (of: (each: Owed) => boolean) => owed.filter(of).length;
  const missing = count(({ standing }) => standing === 'missing');
  return {
    ...{ all: owed.length, missing, handedIn: owed.length - missing },
    late: count(({ version }) => version !== undefined && version.lateDays > 0),
    returned: count(({ standing }) => standing === 'returned'),
    marked: count(({ standing }) => standing === 'marked'),
  };
}

export function standingLabel(standing: Standing): string {
  return { missing: '未交', handedIn: '已交', late: '已交（迟交）', returned: '退回修改', marked: '评阅完成' }[
    standing
  ];
}
