import { formatDelta, formatPoints } from './points.ts';
import { ratedPartOf, type ScoreEvent, settledEvents } from './score-event.ts';
import type { RatedPart, ScoringScheme } from './scoring-scheme.ts';

type Share = Pick<ScoreEvent, 'authorId' | 'deltaHundredths'>;

/** The marks that count for one part, and what is still missing. */
export interface Marking<Mark> {
  /** In the order in which they were entered; as many as the part has markers, or fewer. */
  counting: readonly Mark[];
  /** How many more people have to mark. */
  missing: number;
  /** How far the first two are apart, where that asks for a third marker. */
  apartHundredths?: number;
}

/**
 * Which marks of a part count: the first of each marker, up to the part's number of markers. Where two markers are further apart than the
 * part allows, a third marks as well; then the third's mark counts together with the nearer one, of two equally near ones the higher.
 *
 * @param marks - in the order in which they were entered
 */
export function markingOf<Mark extends Share>(part: RatedPart, marks: readonly Mark[]): Marking<Mark> {
  const all = firstOfEach(marks);
  const [first, second, third] = all;
  const apart = first === undefined || second === undefined ? 0 : Math.abs(markIn(part, first) - markIn(part, second));
  const isFarApart = part.thirdMarkerAboveHundredths !== undefined && apart > part.thirdMarkerAboveHundredths;
  if (first === undefined || second === undefined || !isFarApart) {
    const counting = all.slice(0, part.markers);
    return { counting, missing: part.markers - counting.length };
  }
  if (third === undefined) return { counting: [first, second], missing: 1, apartHundredths: apart };
  const distance = (mark: Mark) => Math.abs(mark.deltaHundredths - third.deltaHundredths);
  const nearer = [first, second].sort(
    (a, b) => distance(a) - distance(b) || b.deltaHundredths - a.deltaHundredths,
  )[0] as Mark;
  return { counting: [nearer, third], missing: 0, apartHundredths: apart };
}

/** The first mark of each marker. */
function firstOfEach<Mark extends Share>(marks: readonly Mark[]): readonly Mark[] {
  if (marks.length < 2) return marks;
  const ofMarker = new Map<string, Mark>();
  for (const mark of marks) if (!ofMarker.has(mark.authorId)) ofMarker.set(mark.authorId, mark);
  return [...ofMarker.values()];
}

/** The mark as it was given: each marker's event holds a share of it. */
function markIn({ markers }: RatedPart, { deltaHundredths }: Pick<Share, 'deltaHundredths'>): number {
  return deltaHundredths * markers;
}

/** What a share of a mark comes from, in brackets; nothing where one person marks. Entries of earlier versions say it in their reason. */
export function sharedMark(part: RatedPart, event: Pick<ScoreEvent, 'deltaHundredths' | 'reason'>): string {
  if (part.markers === 1 || event.reason.includes('人平均）')) return '';
  return `（评${formatPoints(markIn(part, event))}分，取 ${part.markers} 人平均）`;
}

/** Why some of the marks would not count: their author has marked the part of this trainee before, or enough others have. */
export interface UselessMarks<Mark> {
  repeated: readonly Mark[];
  beyond: readonly Mark[];
}

/** Those of the new events that would be marks without effect. @param present - the events of the class, with or without the new ones */
export function uselessMarks<Entered extends ScoreEvent>(
  entered: readonly Entered[],
  present: readonly ScoreEvent[],
  scheme: ScoringScheme,
): UselessMarks<Entered> {
  const own = new Set(entered.map(({ _id }) => _id));
  const standing = settledEvents(present.filter(({ _id }) => !own.has(_id))).standing;
  const before = new Map<string, ScoreEvent[]>();
  const keyOf = ({ cadreId, item, step }: ScoreEvent) => [cadreId, item, step].join(' ');
  for (const event of standing) before.set(keyOf(event), [...(before.get(keyOf(event)) ?? []), event]);
  const repeated: Entered[] = [];
  const beyond: Entered[] = [];
  for (const event of entered) {
    const part = partOf(event, scheme);
    if (part === undefined) continue;
    const marks = before.get(keyOf(event)) ?? [];
    if (marks.some(({ authorId }) => authorId === event.authorId)) repeated.push(event);
    else if (markingOf(part, marks).missing === 0) beyond.push(event);
    before.set(keyOf(event), [...marks, event]);
  }
  return { repeated, beyond };
}

/**
 * How many points an event gives, in words: `加1分`; of a mark `评8分`; where several mark, `评阅人 1/2：12分，还需另一人评阅`.
 * @param present - the trainee's other events, with or without this one
 */
export function pointsInWords(event: ScoreEvent, present: readonly ScoreEvent[], scheme: ScoringScheme): string {
  const part = partOf(event, scheme);
  if (part === undefined) return formatDelta(event.deltaHundredths);
  const mark = `${formatPoints(markIn(part, event))}分`;
  if (part.markers === 1) return `评${mark}`;
  const isSame = ({ cadreId, item, step }: ScoreEvent) =>
    cadreId === event.cadreId && item === event.item && step === event.step;
  const before = settledEvents(present.filter(({ _id }) => _id !== event._id)).standing;
  const marks = [...before.filter(isSame).filter((other) => other.at <= event.at), event];
  const { missing, apartHundredths } = markingOf(part, marks);
  const place = new Set(marks.map(({ authorId }) => authorId)).size;
  const more =
    missing === 0
      ? ''
      : apartHundredths === undefined
        ? `，还需另${missing === 1 ? '一' : ` ${missing} `}人评阅`
        : `，两人相差${formatPoints(apartHundredths)}分，还需第三人评阅`;
  return `评阅人 ${place}/${Math.max(place, part.markers)}：${mark}${more}`;
}

/** What is said of a part that still waits for marks. */
export function waitingPart(part: RatedPart, { missing, apartHundredths }: Marking<unknown>): string {
  if (apartHundredths !== undefined)
    return `${part.name}（两位评阅人相差${formatPoints(apartHundredths)}分，待第三人评阅）`;
  return missing < part.markers ? `${part.name}（还需 ${missing} 人评阅）` : part.name;
}

function partOf({ item, step }: Pick<ScoreEvent, 'item' | 'step'>, scheme: ScoringScheme): RatedPart | undefined {
  const indicator = scheme.indicators.find(({ id }) => id === item);
  return indicator === undefined ? undefined : ratedPartOf(indicator, step);
}
