import type { Context } from '../../src/bot/context.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { giveAnswerLine, sendSurveyFiles } from '../../src/training/needs-survey/presses.ts';
import type { Question } from '../../src/training/needs-survey/question.ts';
import { surveyQuestionWords } from '../../src/training/needs-survey/question-words.ts';
import { surveyResultWords } from '../../src/training/needs-survey/results-words.ts';
import { nextQuestion } from '../../src/training/needs-survey/survey.ts';
import type { SurveyAnswerRow } from '../../src/training/needs-survey/survey-answers.ts';
import { type SurveyRow, takesAnswers } from '../../src/training/needs-survey/surveys.ts';
import { type ProofMatter, proofAbout, readAbout } from '../../src/training/proofs/matter.ts';
import { forgetProofOn } from '../../src/training/proofs/proof-rules.ts';
import { proofTypeName, proofTypeOf } from '../../src/training/proofs/proof-type.ts';
import { sheetsToShow, surveyFor } from './survey-results.ts';
import { type Filling, goOn, openSheet, wayOf } from './survey-sheet.ts';

/** How many are sent at once. */
const filesAtOnce = 9;
/** One that did not get there is not sent hours later. */
const sendHours = 1;

/** A question of a survey that is answered by a picture or a file: taken when it is sent, kept encrypted, counted without names. */
export function surveyFile(router: Router): void {
  router.file({ action: 'survey.answer', offered: async () => undefined, take });
  router.proof({
    subject: 'survey',
    // It is taken by the question itself; what is sent otherwise is never for it.
    waiting: async () => [],
    own: async (ctx, id) => matterOf(ctx, await sheetOf(ctx, id), questionOf(id)),
    seen: async (ctx, id) => matterOf(ctx, await sheetOf(ctx, id), questionOf(id)),
    changed: async (ctx, id) => {
      const sheet = await sheetOf(ctx, id);
      await ctx.store.surveyAnswers.takeBack(sheet._id, [questionOf(id)], ctx.update.id);
    },
  });
  router.press(sendSurveyFiles, send);
}

async function take(ctx: Context, { bytes, sheets }: ReceivedFile): Promise<boolean> {
  const asked = await askedForFile(ctx);
  if (asked === undefined || sheets.length > 0) return false;
  const { filling, question, shown } = asked;
  const type = proofTypeOf(bytes);
  if (type === undefined) throw new RuleError('proof.type', {});
  const { mostMegabytes: megabytes } = ctx.rules.proofs;
  if (bytes.length > megabytes * 1024 * 1024) throw new RuleError('proof.too-large', { megabytes });
  const { survey, sheet } = filling;
  const sent = { update: ctx.update.id, cadreId: ctx.person._id, type, bytes, sentAt: ctx.now };
  await ctx.store.proofs.show(sent);
  const about = proofAbout('survey', `${sheet._id}:${question.id}`);
  const until = forgetProofOn(survey.closesOn, ctx.rules.proofs);
  await ctx.store.proofs.keep(ctx.update.id, `${ctx.update.id}:kept`, { about, classId: '' }, until);
  const answer = { questionId: question.id, choices: [], text: proofTypeName(type) };
  await ctx.store.surveyAnswers.answer(sheet._id, { ...answer, byUpdate: ctx.update.id });
  const said = surveyQuestionWords.fileTaken(question, proofTypeName(type));
  if (shown === 'card') await ctx.reply(said);
  await goOn(ctx, filling, shown, said);
  return true;
}

interface Asked {
  filling: Filling;
  question: Question;
  shown: 'card' | 'text';
}

/** The question that the bot asked this person last, if it is one for a picture or a file; in a second run the one this update answered. */
async function askedForFile(ctx: Context): Promise<Asked | undefined> {
  const about = (await answeredByThis(ctx)) ?? (await askedLast(ctx));
  const survey = about && (await ctx.store.surveys.byId(about.survey));
  const question = survey?.questions.find(({ id }) => id === about?.question);
  if (about === undefined || question?.kind !== 'file') return undefined;
  const filling = await openSheet(ctx, about);
  if (filling === undefined) return undefined;
  const others = filling.sheet.answers.filter(({ byUpdate }) => byUpdate !== ctx.update.id);
  const isPresent = nextQuestion(wayOf(filling, others), others)?.id === question.id;
  return isPresent ? { filling, question, shown: about.shown ?? 'card' } : undefined;
}

async function askedLast(ctx: Context): Promise<Facts<typeof giveAnswerLine> | undefined> {
  const open = await ctx.store.expectations.of(ctx.person._id, ctx.now);
  return open === null ? undefined : giveAnswerLine.read(open.press);
}

async function answeredByThis(ctx: Context): Promise<Facts<typeof giveAnswerLine> | undefined> {
  const read = readAbout((await ctx.store.proofs.byId(ctx.update.id))?.about ?? '');
  if (read?.subject !== 'survey') return undefined;
  return { survey: read.id.slice(0, read.id.indexOf(':')), question: questionOf(read.id) };
}

const questionOf = (id: string) => id.slice(id.lastIndexOf(':') + 1);

/** @throws RuleError `survey.not-asked` for a sheet that is not this person's */
async function sheetOf(ctx: Context, id: string): Promise<SurveyAnswerRow> {
  const surveyId = id.slice(0, id.indexOf(':'));
  const sheet = await ctx.store.surveyAnswers.byId(surveyId, ctx.person._id);
  if (sheet === null || id !== `${sheet._id}:${questionOf(id)}`) throw new RuleError('survey.not-asked', {});
  await ctx.require('survey.answer', { cadreId: sheet.cadreId });
  return sheet;
}

async function matterOf(ctx: Context, sheet: SurveyAnswerRow, questionId: string): Promise<ProofMatter> {
  const survey = await ctx.store.surveys.byId(sheet.surveyId);
  const question = survey?.questions.find(({ id }) => id === questionId);
  if (survey === null || question === undefined) throw new RuleError('survey.not-asked', {});
  const isOpen = takesAnswers(survey, ctx.now) && sheet.state === 'waiting';
  const of = { cadreId: sheet.cadreId, classId: '', closesOn: survey.closesOn, isOpen };
  return {
    about: proofAbout('survey', `${sheet._id}:${questionId}`),
    name: `${survey.name}：${question.title}`,
    ...of,
  };
}

/** Sends some of what was handed in, in an order that says nothing of the people; every look is noted. */
async function send(ctx: Context, { survey: number, fromFile: from }: Facts<typeof sendSurveyFiles>): Promise<void> {
  await ctx.require('survey.read-files', {});
  const survey = await surveyFor(ctx, 'survey.results', number);
  if ((await sheetsToShow(ctx, survey)) === undefined) return;
  const all = (await handedIn(ctx, survey)).sort((a, b) => (a.digest < b.digest ? -1 : 1));
  if (all.length === 0) return ctx.reply(surveyResultWords.noFiles(survey));
  const some = all.slice(from - 1, from - 1 + filesAtOnce);
  const readable = some.filter(({ opens }) => opens);
  for (const { _id, about = '', cadreId } of readable)
    await ctx.store.proofLooks.note({
      ...{ _id: `${ctx.update.id}:${_id}`, about, cadreId, by: ctx.person._id, at: ctx.now },
    });
  const until = new Date(ctx.now.getTime() + sendHours * 3600_000);
  for (const each of readable)
    await ctx.reply(ctx.store.proofs.message(each, surveyResultWords.fileName(survey, all.indexOf(each) + 1)), until);
  const unreadable = some.length - readable.length;
  await ctx.reply(surveyResultWords.files(survey, all.length, from, from - 1 + some.length, unreadable));
}

/** What was handed in with sheets that are done. */
async function handedIn(ctx: Context, survey: SurveyRow) {
  const ids = await ctx.store.surveyAnswers.filesIn(survey);
  return (await Promise.all(ids.map((id) => ctx.store.proofs.of(proofAbout('survey', id))))).flat();
}
