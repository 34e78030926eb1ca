import { classArg, optional, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import { replyWithChart } from '../../src/bot/picture.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { type Kept, passesChat } from '../../src/chat/kept-from-chat.ts';
import type { Button } from '../../src/chat/message.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import {
  changesOf,
  classFollowUp,
  pointsOfMany,
  roundFigures,
  roundsOfPerson,
} from '../../src/training/follow-up/class-follow-up.ts';
import { followUpListWords } from '../../src/training/follow-up/list-words.ts';
import { type PersonFollowUp, personFollowUps } from '../../src/training/follow-up/person-follow-up.ts';
import { changeChart, changeWords } from '../../src/training/follow-up/pictures.ts';
import {
  sendFollowUp,
  sendPersonFollowUp,
  showClassChange,
  showOwnChange,
} from '../../src/training/follow-up/presses.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { showProofs } from '../../src/training/proofs/presses.ts';
import { personWithin } from './follow-up-scope.ts';

/** What there is of a class, and of one person, after the end: first in figures, then as a picture of the change and as a sheet. */
export function followUpList(router: Router): void {
  router.word(['我的跟踪', '跟踪'], (ctx) => showPerson(ctx, ctx.person), { ofTrainees: true });
  router.command(
    {
      names: ['跟踪', 'follow-up'],
      action: 'follow-up.read-class',
      right: 'class',
      args: [classArg()],
      example: '/跟踪 {class}',
      about: '查看一个班次结业后的行动计划、自评、平时考核、专项检查和随机调研情况',
      next: '先列合计；可查看变化图，有权的可发送表格。',
    },
    (ctx, { trainingClass }) => showClass(ctx, trainingClass),
  );
  router.command(
    {
      names: ['跟踪情况', 'follow-up-of'],
      action: 'follow-up.read',
      right: 'found',
      args: [optional(wordArg('whose', '姓名'))],
      example: '/跟踪情况',
      about: '查看结业跟踪情况：不写姓名的为本人，单位主要负责人可查看本单位人员，县委组织部可查看全部',
      next: '列出行动计划、进展、各次评价和一线锻炼，可查看变化图。他人的不在聊天中显示，发工作台的领取链接，留存记录。',
    },
    async (ctx, { whose }) => {
      const isOwn = whose === undefined || typedWord(whose) === ctx.person.name || whose === ctx.person._id;
      await showPerson(ctx, isOwn ? ctx.person : await personWithin(ctx, 'follow-up.read', whose));
    },
  );
  router.press(showClassChange, async (ctx, { classId }) => {
    await classPicture(ctx, await allowedClass(ctx, 'follow-up.read-class', classId));
  });
  router.sheet(sendPersonFollowUp, async (ctx, { cadreId }) => {
    const person = await personFound(ctx, cadreId);
    const { classes, frontLine } = await readPerson(ctx, person);
    return followUpListWords.personSheet(cadreId, person.name, classes, frontLine);
  });
  router.press(showOwnChange, (ctx, { cadreId }) => personPicture(ctx, cadreId));
  router.sheet(sendFollowUp, async (ctx, { classId }) => {
    await ctx.requireIn('follow-up.read-class', { classId });
    await ctx.requireIn('follow-up.read', {});
    const trainingClass = await allowedClass(ctx, 'follow-up.read-class', classId);
    await note(ctx, '', `${classId}班结业跟踪`);
    return sheetOf(ctx, trainingClass);
  });
}

async function showClass(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const all = await classFollowUp(ctx.store, trainingClass._id, beijingDateOf(ctx.now));
  const { smallestGroup } = ctx.rules.needs;
  const [mayRead] = await ctx.allowedIn('follow-up.read', [{}], () => ({}));
  await ctx.reply(followUpListWords.ofClass(trainingClass, all, smallestGroup, mayRead !== undefined));
}

async function showPerson(ctx: Context, person: CadreRow): Promise<void> {
  const isOwn = person._id === ctx.person._id;
  const { classes, frontLine } = await readPerson(ctx, person);
  if (classes.length === 0 && frontLine.length === 0)
    return ctx.reply(followUpListWords.nothing(isOwn ? '' : person.name));
  const proofs = await proofButtons(ctx, classes);
  await ctx.reply(
    isOwn
      ? followUpListWords.own(person._id, classes, frontLine, proofs)
      : followUpListWords.ofOther(person._id, person.name, classes, frontLine, proofs),
  );
}

/** What is known of somebody, if it may be read; a look at another's is noted first. */
async function readPerson(ctx: Context, person: CadreRow) {
  await ctx.require('follow-up.read', { cadreId: person._id, unitId: person.unitId });
  if (person._id !== ctx.person._id) await note(ctx, person._id, '结业跟踪');
  const classes = await personFollowUps(ctx.store, person._id, beijingDateOf(ctx.now));
  const frontLine = (await ctx.store.frontLine.ofCadre(person._id)).filter(({ state }) => state === 'recorded');
  return { classes, frontLine };
}

/** @throws RuleError `person.unknown`, also where it may not be read */
async function personFound(ctx: Context, cadreId: string): Promise<CadreRow> {
  const person = cadreId === ctx.person._id ? ctx.person : await ctx.store.cadres.byId(cadreId);
  const unknown = new RuleError('person.unknown', { name: cadreId });
  const subject = ({ _id, unitId }: CadreRow) => ({ cadreId: _id, unitId });
  return ctx.requireFound('follow-up.read', person, subject, unknown);
}

/** A button for each question of the newest plan to which pictures were sent. */
async function proofButtons(ctx: Context, [newest]: readonly PersonFollowUp[]): Promise<Button[]> {
  if (newest?.plan === undefined) return [];
  const { _id, classId } = newest.plan;
  const trainingClass = await ctx.store.classes.byId(classId);
  if (trainingClass === null) return [];
  const { progressDays } = ctx.rulesNear(trainingClass).followUp.plan;
  const found = await Promise.all(
    progressDays.map(async (day) => {
      const about = proofAbout('actionPlan', `${_id}:${day}`);
      const { count } = await ctx.store.proofs.countOf(about);
      return count === 0 ? [] : [{ label: followUpListWords.proofButton(day), press: showProofs.with({ about }) }];
    }),
  );
  return found.flat();
}

async function classPicture(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const { rounds } = await classFollowUp(ctx.store, trainingClass._id, beijingDateOf(ctx.now));
  const { smallestGroup } = ctx.rules.needs;
  const figures = rounds.map((round) => ({
    ...{ months: round.months, answered: roundFigures(round).answered },
    points: pointsOfMany(round, smallestGroup),
  }));
  const shown = figures.filter(({ answered }) => answered >= smallestGroup);
  if (shown.length === 0) return ctx.reply(changeWords.few(smallestGroup));
  const changes = changesOf(shown, ctx.rulesNear(trainingClass).followUp);
  const people = Math.max(...shown.map(({ answered }) => answered));
  const line = changeWords.people(people);
  const name = changeWords.fileName(`${trainingClass._id}班`);
  await replyWithChart(
    ctx,
    name,
    changeChart(trainingClass.name, line, changes),
    changeWords.inWords(trainingClass.name, line, changes),
  );
}

/** The newest class of somebody of which anything was said. */
async function personPicture(ctx: Context, cadreId: string): Promise<void> {
  const found = await personFound(ctx, cadreId);
  const { classes } = await readPerson(ctx, found);
  const newest = classes.find(({ rows }) => roundsOfPerson(rows).length > 0);
  if (newest === undefined) return ctx.reply(changeWords.none);
  const { trainingClass, rows } = newest;
  const changes = changesOf(roundsOfPerson(rows), ctx.rulesNear(trainingClass).followUp);
  const line = changeWords.ofPerson(trainingClass.name);
  const chart = changeChart(found.name, line, changes);
  const kept: Kept = { matter: 'results', of: cadreId };
  const inWords = passesChat(kept, ctx.person._id)
    ? changeWords.inWords(found.name, line, changes)
    : changeWords.notDrawn;
  await replyWithChart(ctx, changeWords.fileName(found.name), chart, inWords, kept);
}

async function sheetOf(ctx: Context, trainingClass: ClassRow) {
  const all = await classFollowUp(ctx.store, trainingClass._id, beijingDateOf(ctx.now));
  const by = all.rounds.flatMap(({ rows }) => rows.flatMap(({ entries }) => entries.map((each) => each.by)));
  const ids = [...new Set([...all.trainees.map(({ cadreId }) => cadreId), ...by])];
  const [people, units] = await Promise.all([ctx.store.cadres.many(ids), ctx.store.units.all()]);
  const unitNames = new Map(units.map(({ _id, name }) => [_id, name]));
  const byId = new Map(people.map((person) => [person._id, person]));
  const unitOf = (cadreId: string) => unitNames.get(byId.get(cadreId)?.unitId ?? '') ?? '';
  const nameOf = (cadreId: string) => byId.get(cadreId)?.name ?? '';
  return followUpListWords.sheet(trainingClass, all, ctx.rulesNear(trainingClass).followUp, unitOf, nameOf);
}

function note(ctx: Context, cadreId: string, words: string): Promise<void> {
  return ctx.store.looks.note({ _id: ctx.update.id, by: ctx.person._id, cadreId, words, at: ctx.now });
}
