import type { Context } from '../../src/bot/context.ts';
import { text } from '../../src/chat/message.ts';
import type { MessageKey } from '../../src/outbox/causes.ts';
import { handInWords } from '../../src/training/works/hand-in-words.ts';
import { workMarkingWords } from '../../src/training/works/marking-words.ts';
import { beforeUpdate, type WorkMarking, workMarking } from '../../src/training/works/work-marks.ts';
import type { WorkRow } from '../../src/training/works/works.ts';
import type { Given } from './assignment-named.ts';
import { tellMarkers } from './markers.ts';
import { enterScores } from './work-scores.ts';

/** What follows where this update gave a mark, corrected one or took one back: the entries, the trainee's message, a third marker. */
export async function tellResult(ctx: Context, given: Given, work: WorkRow): Promise<void> {
  const { row, marked } = given;
  const version = work.versions.length;
  const standing = workMarking(marked.part, work.marks, version);
  const before = workMarking(marked.part, beforeUpdate(work.marks, ctx.update.id), version);
  const keyBack = `work-mark-back:${work._id}:${ctx.update.id}` as const;
  await enterScores(ctx, given, work);
  if (standing.resultHundredths !== undefined) {
    const isTakenBack = work.marks.some(({ takenBack }) => takenBack?.byUpdate === ctx.update.id);
    const key = isTakenBack ? keyBack : (`work-marked:${work._id}:${newestOf(standing)}` as const);
    const isTold = isTakenBack && before.resultHundredths === standing.resultHundredths;
    return isTold ? undefined : tellTrainee(ctx, work, resultWords(ctx, given, work, standing, isTakenBack), key);
  }
  if (before.resultHundredths !== undefined)
    await tellTrainee(ctx, work, handInWords.resultOpen(row, work._id, marked.counts !== undefined), keyBack);
  if (standing.apartHundredths === undefined) return;
  if (row.markers.length > marked.part.markers) return tellMarkers(ctx, given);
  const key = `work-third:${work._id}:${version}` as const;
  await ctx.send(row.createdBy, workMarkingWords.thirdWanted(row, work._id, standing), key);
}

async function tellTrainee(ctx: Context, { cadreId }: WorkRow, words: string, key: MessageKey): Promise<void> {
  await ctx.sendAll([{ cadreId, message: text(words), key, urgency: 'low' }]);
}

function resultWords(
  ctx: Context,
  { row, trainingClass, marked }: Given,
  work: WorkRow,
  { counting, resultHundredths = 0 }: WorkMarking,
  isTakenBack: boolean,
): string {
  const counted = new Set(counting.map(({ markerId }) => markerId));
  const given = work.marks.filter(({ version, markerId }) => version === work.versions.length && counted.has(markerId));
  const of = {
    ...{ mostHundredths: marked.part.maxHundredths, counts: marked.counts !== undefined },
    corrected: isTakenBack || given.length > counted.size,
    objectionDays: ctx.rulesOf(trainingClass).grading.objectionWorkingDays,
  };
  const words = counting.flatMap((each) => (each.words === '' ? [] : [each.words]));
  return handInWords.marked(row, work._id, resultHundredths, of, words);
}

/** The update of the last mark that counts. */
function newestOf({ counting }: WorkMarking): string {
  const byTime = [...counting].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.byUpdate < b.byUpdate ? 1 : -1));
  return byTime[0]?.byUpdate ?? '';
}
