import { numberedArg, optional, restArg, wordArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { formatDay } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { readMark } from '../../src/training/scoring/points.ts';
import { markingCardId, readCardId, workMarkingWords } from '../../src/training/works/marking-words.ts';
import { giveMark } from '../../src/training/works/presses.ts';
import { standingMarks, waitsFor, workMarking } from '../../src/training/works/work-marks.ts';
import type { WorkRow } from '../../src/training/works/works.ts';
import { endOf } from '../needs-survey/survey-deadline.ts';
import { refuseCancelled } from './assignment-named.ts';
import { waitingFor, waitingWorks, workToMark } from './marking.ts';
import { tellResult } from './work-result.ts';

/** `/评阅`: one marker's mark of one work, which they may correct until the class is graded. */
export function workMark(router: Router): void {
  router.command(
    {
      names: ['评阅', 'mark-work'],
      action: 'work.mark',
      right: 'found',
      args: [workArg, wordArg('mark', '分数'), optional(restArg('words', '评语'))],
      missing: '请写明作品编号和分数。',
      example: '/评阅 {work} 13.5 选题准，建议可行',
      about: '为一份作品评分，可写评语；再评即更正',
      next: '评阅人评满后计入得分，并告知本人。',
    },
    (ctx, { number, mark: typed, words = '' }) => mark(ctx, number, typed, words),
  );
  router.press(
    giveMark,
    (ctx, { work }) => {
      const [, typed = '', words = ''] = /^\s*(\S+)\s*(.*)$/su.exec(ctx.words ?? '') ?? [];
      return mark(ctx, work, typed, words);
    },
    { readsNumbers: true },
  );
}

/** Without a number the answer says what waits for this marker. */
const workArg: Argument<'number', string> = {
  ...numberedArg('number', '作品编号'),
  missing: async (ctx) => workMarkingWords.whichWork(await waitingWorks(ctx)),
};

async function mark(ctx: Context, number: string, typed: string, words: string): Promise<void> {
  const { work: before, given } = await workToMark(ctx, number);
  const { row, trainingClass, marked } = given;
  refuseCancelled(row);
  refuseWhenGraded(trainingClass);
  const markHundredths = readMark(typed, marked.part);
  const { _id: markerId } = ctx.person;
  const hasMarked = before.marks.some((each) => each.markerId === markerId);
  // Until then its author may replace it.
  if (!hasMarked && ctx.now < endOf(row.closesOn))
    throw new RuleError('work.not-yet', { day: formatDay(row.closesOn) });
  const work = await ctx.store.works.act(before._id, ctx.update.id, ({ state, marks, versions }) => {
    const version = versions.length;
    const isCorrection = standingMarks(marks, version).some((each) => each.markerId === markerId);
    const isWanted = isCorrection || waitsFor(marked.part, marks, version, row.markers, markerId);
    if (state !== 'handedIn' || !isWanted) return undefined;
    return { mark: { markerId, markHundredths, words: words.trim(), version, at: ctx.now, byUpdate: ctx.update.id } };
  });
  if (work === null || !work.updates.includes(ctx.update.id)) throw refusalOf(before);
  const { version = 1 } = work.marks.find(({ byUpdate }) => byUpdate === ctx.update.id) ?? {};
  const standing = workMarking(marked.part, work.marks, version);
  await settleCopies(ctx, markerId, readCardId(work), workMarkingWords.markedSettled(markHundredths));
  // Sent back meanwhile, it has no result.
  if (work.state === 'handedIn' && version === work.versions.length) await tellResult(ctx, given, work);
  const left = await waitingFor(ctx, given);
  if (left.length === 0) await settleCopies(ctx, markerId, markingCardId(row._id), workMarkingWords.allMarked);
  const place = placeOf(work, version, markerId);
  await ctx.reply(workMarkingWords.marked(work, markHundredths, marked.part, place, standing, left.length));
}

function refusalOf({ state, _id: work }: WorkRow): RuleError {
  return new RuleError(state === 'handedIn' ? 'work.marked-enough' : 'work.not-there', { work });
}

/** Which of the markers of a version this one is, from 1. */
function placeOf({ marks }: WorkRow, version: number, markerId: string): number {
  const markers = [...new Set(standingMarks(marks, version).map((each) => each.markerId))];
  return markers.indexOf(markerId) + 1;
}
