import { type Chart, mostBars } from '../../drawing/chart.ts';
import { resultPictureWords as words } from './picture-words.ts';
import type { QuestionTally } from './survey-tally.ts';
import type { SurveyRow } from './surveys.ts';

/** The options of one question that a picture shows, the most chosen. */
const mostOptions = 12;

/**
 * The results of a survey by topic as a picture: of each question with options its most chosen ones. What does not fit, and what too few
 * answered, is named below it.
 * @param count - who was asked, and who has answered
 */
export function surveyChart(
  survey: Pick<SurveyRow, 'name' | 'smallestGroup'>,
  count: { done: number; all: number },
  tallies: readonly QuestionTally[],
): Chart {
  const parts: Chart['parts'][number][] = [];
  const left: string[] = [];
  let bars = 0;
  for (const tally of tallies.filter(({ options }) => options.length > 0)) {
    const options = tally.options.filter(({ people }) => people > 0).slice(0, mostOptions);
    const isTold = tally.answered >= survey.smallestGroup;
    if (!isTold || options.length === 0 || bars + options.length > mostBars) {
      left.push(tally.title);
      continue;
    }
    bars += options.length;
    parts.push({
      heading: words.question(tally),
      bars: options.map(({ label, people }) => ({
        label,
        text: words.option(people, tally.answered),
        share: people / tally.answered,
      })),
    });
  }
  return {
    title: survey.name,
    lines: [words.answered(count)],
    parts,
    notes: left.length === 0 ? [] : [words.left(left)],
  };
}
