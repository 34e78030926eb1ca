import type { Bar, Chart } from '../../drawing/chart.ts';
import { scorePictureWords as words } from './picture-words.ts';
import { type Score, unratedOfBoard } from './scoring.ts';
import { spreadOf } from './spread.ts';

/** The width of a step of the totals, and from where they are told one by one. */
const stepPoints = 5;
const lowestPoints = 60;
const highestPoints = 100;

/**
 * A trainee's four boards beside what can be reached, and where the middle half of the class lies.
 * @param others - the scores of the whole class, nobody named
 * @param leastPeople - for fewer nothing is shown of the class, nor of a board that is not marked for all of them
 */
export function ownBoardsChart(
  { className, trainee }: { className: string; trainee: string },
  score: Score,
  others: readonly Score[],
  leastPeople: number,
): Chart {
  const bars = score.boards.map(({ board, name, pointsHundredths, maxHundredths }): Bar => {
    const isMarked = others.every((other) => unratedOfBoard(other, board).length === 0);
    const spread = isMarked
      ? spreadOf(
          others.map((other) => shareOf(other, board)),
          leastPeople,
        )
      : undefined;
    return {
      label: name,
      text: words.points(pointsHundredths, maxHundredths, unratedOfBoard(score, board).length > 0),
      share: maxHundredths === 0 ? 0 : pointsHundredths / maxHundredths,
      ...(spread && { middleHalf: spread }),
    };
  });
  const showsClass = bars.some(({ middleHalf }) => middleHalf !== undefined);
  return {
    title: className,
    lines: [trainee, words.own(score)],
    parts: [{ bars }],
    notes: showsClass ? [words.middleHalf(others.length)] : [],
  };
}

/** A class as a whole, without names: how many reach which total, and where its middle half lies on each board. */
export function classChart(
  { name: className, isGraded }: { name: string; isGraded: boolean },
  scores: readonly Score[],
  leastPeople: number,
): Chart {
  const [first] = scores;
  const steps = stepsOf(scores.map(({ totalHundredths }) => totalHundredths));
  const most = Math.max(1, ...steps.map(({ people }) => people));
  const boards = (first?.boards ?? []).flatMap(({ board, name, maxHundredths }): Bar[] => {
    const marked = scores.filter((score) => unratedOfBoard(score, board).length === 0);
    const spread = spreadOf(
      marked.map((score) => shareOf(score, board)),
      leastPeople,
    );
    if (spread === undefined) return [];
    return [{ label: name, text: words.middle(spread, maxHundredths), share: spread.middle, middleHalf: spread }];
  });
  return {
    title: className,
    lines: [words.people(scores, isGraded)],
    parts: [
      {
        heading: words.byTotal,
        bars: steps.map(({ label, people }) => ({ label, text: words.count(people), share: people / most })),
      },
      ...(boards.length === 0 ? [] : [{ heading: words.byBoard, bars: boards }]),
    ],
    notes: boards.length === 0 ? [] : [words.middleHalfOfClass],
  };
}

function shareOf({ boards }: Score, id: string): number {
  const found = boards.find(({ board }) => board === id);
  return found === undefined || found.maxHundredths === 0 ? 0 : found.pointsHundredths / found.maxHundredths;
}

/** From the highest step that anybody reaches down to the lowest, those between them too. */
function stepsOf(totals: readonly number[]): { label: string; people: number }[] {
  const lows = [highestPoints];
  for (let low = highestPoints - stepPoints; low >= lowestPoints; low -= stepPoints) lows.push(low);
  const steps = [...lows, Number.NEGATIVE_INFINITY].map((low, index) => {
    const above = index === 0 ? Number.POSITIVE_INFINITY : (lows[index - 1] ?? 0);
    const people = totals.filter((total) => total >= low * 100 && total < above * 100).length;
    return { label: words.step(low, above, lowestPoints), people };
  });
  const reached = steps.flatMap(({ people }, index) => (people > 0 ? [index] : []));
  return steps.slice(reached[0] ?? 0, (reached.at(-1) ?? 0) + 1);
}
