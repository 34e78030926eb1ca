import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { forgetProofOn } from '../../src/training/proofs/proof-rules.ts';
import { isMovedBy } from '../../src/training/proofs/proofs.ts';
import { handInAt } from '../../src/training/works/hand-in.ts';
import { handInWords, workCardId } from '../../src/training/works/hand-in-words.ts';
import { comparedText, fingerprintOf, mostLike } from '../../src/training/works/likeness.ts';
import type { WorkType } from '../../src/training/works/work-file.ts';
import { textOfWork } from '../../src/training/works/work-text.ts';
import { type AiUse, presentVersion, versionAbout, type WorkRow } from '../../src/training/works/works.ts';
import { markedIn } from './assignment-named.ts';
import { tellOfVersion } from './markers.ts';
import { refusalOf, shownFile } from './own-file.ts';
import { myWork, type OwnWork } from './own-works.ts';

/** What is handed in with which statement. */
interface HandedIn {
  file: string;
  assignment: string;
  aiUse: AiUse;
}

/** Keeps a file as the present version of a work, compares it with the archive, and gives the receipt. */
export async function keepVersion(ctx: Context, handedIn: HandedIn): Promise<void> {
  const { file } = handedIn;
  const proof = await shownFile(ctx, file);
  const before = await ownAssignment(ctx, handedIn.assignment);
  const isBegun = before.work?.updates.includes(ctx.update.id) === true || isMovedBy(proof, ctx.update.id);
  if (!isBegun && (proof.state !== 'shown' || proof.asWork === undefined)) return sayAgain(ctx, before, file);
  if (!isBegun && !before.takesFiles) throw refusalOf(ctx, before);
  const work = await entered(ctx, handedIn, before, proof.type as WorkType);
  await sealVersion(ctx, work, before, file);
  const { row, trainingClass } = before;
  await tellOfVersion(ctx, { row, trainingClass, marked: markedIn(ctx, trainingClass, row) }, work);
  await ctx.settle(handInWords.handedIn);
  await settleCopies(ctx, ctx.person._id, workCardId(work.assignmentId), handInWords.handedIn);
  for (const { version } of work.returns)
    await settleCopies(ctx, ctx.person._id, `work-back:${work._id}:${version}`, handInWords.handedIn);
  await settleCopies(ctx, ctx.person._id, `work-receipt:${work._id}`, handInWords.replaced);
  await ctx.reply(handInWords.receipt(before.row, work));
}

/** One's own assignment, with what was handed in also where it was taken back. @throws RuleError `work.gone` */
async function ownAssignment(ctx: Context, assignmentId: string): Promise<OwnWork> {
  const row = await ctx.store.assignments.byId(assignmentId);
  const enrolled = row && (await ctx.store.enrollments.byId(row.classId, ctx.person._id));
  const trainingClass = row && (await ctx.store.classes.byId(row.classId));
  if (row?.state !== 'open' || enrolled === null || enrolled.state === 'withdrawn' || trainingClass === null)
    throw new RuleError('work.gone', {});
  const work = await ctx.store.works.by(assignmentId, ctx.person._id);
  return { ...myWork(ctx, row, trainingClass, work ?? undefined), ...(work === null ? {} : { work }) };
}

/** A file that was handed in or dropped before. */
async function sayAgain(ctx: Context, { row, work }: OwnWork, file: string): Promise<void> {
  if (work?.versions.at(-1)?.file !== file || work.state !== 'handedIn') throw new RuleError('work.gone', {});
  await ctx.settle(handInWords.handedIn);
  await ctx.reply(handInWords.receipt(row, work));
}

/** The work with this version as its last one. */
async function entered(ctx: Context, handedIn: HandedIn, before: OwnWork, type: WorkType): Promise<WorkRow> {
  const { row, trainingClass, closesOn } = before;
  const { lateDays: daysNow } = { lateDays: 0, ...handInAt(ctx.now, closesOn, ctx.rulesOf(trainingClass).works) };
  // A revision in time does not make up for a work that was late.
  const lateDays = daysNow + (before.work?.state === 'returned' ? presentVersion(before.work).lateDays : 0);
  const characters = await charactersOf(ctx, handedIn.file, type);
  const version = {
    ...{ file: handedIn.file, type, at: ctx.now, lateDays, aiUse: handedIn.aiUse, byUpdate: ctx.update.id },
    ...(characters === undefined ? {} : { characters }),
  };
  if (before.work === undefined) {
    const { _id: assignmentId, classId } = row;
    return ctx.store.works.create({ assignmentId, classId, cadreId: ctx.person._id, byUpdate: ctx.update.id }, version);
  }
  const isRead = ({ state, marks, versions }: WorkRow) =>
    state === 'handedIn' && marks.some((mark) => mark.version === versions.length);
  const work = await ctx.store.works.act(before.work._id, ctx.update.id, (present) =>
    isRead(present) ? undefined : { state: 'handedIn', version, unlike: true },
  );
  if (work === null || !work.updates.includes(ctx.update.id))
    throw new RuleError('work.being-read', { title: row.title });
  return work;
}

async function charactersOf(ctx: Context, file: string, type: WorkType): Promise<number | undefined> {
  const shown = await ctx.store.proofs.openShown(file);
  const text = shown && (await textOfWork(type, shown.bytes));
  return text === undefined ? undefined : [...text.replace(/\s/gu, '')].length;
}

/** Seals the file as belonging to the version, removes the one before it, and compares its text with the archive. */
async function sealVersion(ctx: Context, work: WorkRow, { trainingClass }: OwnWork, file: string): Promise<void> {
  const rules = ctx.rulesOf(trainingClass).works;
  const number = work.versions.findIndex(({ byUpdate }) => byUpdate === ctx.update.id) + 1;
  const about = versionAbout(work._id, number);
  const forgetOn = forgetProofOn(trainingClass.closesOn, rules);
  await ctx.store.proofs.keep(file, ctx.update.id, { about, classId: work.classId }, forgetOn);
  for (let former = 1; former < number; former += 1)
    await ctx.store.proofs.takeBack(versionAbout(work._id, former), ctx.update.id);
  const { type = 'txt' } = work.versions[number - 1] ?? {};
  const bytes = await ctx.store.proofs.bytesOf(file);
  const text = bytes && (await textOfWork(type, bytes));
  if (text === undefined || comparedText(text).length < rules.likeness.leastCharacters) return;
  const print = fingerprintOf(text);
  const archive = await ctx.store.workPrints.others(work._id);
  const like = mostLike(print, archive, rules.likeness.hintPercent);
  if (like !== undefined) await ctx.store.works.noteLikeness(work._id, ctx.update.id, like);
  const goesAt = beijingTime(addDays(beijingDateOf(ctx.now), rules.archiveYears * 365), '00:00');
  await ctx.store.workPrints.keep(work._id, print, ctx.now, goesAt);
}
