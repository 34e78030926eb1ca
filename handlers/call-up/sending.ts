import { dateArg, peopleArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { addMonths, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { CallUpChoice } from '../../src/training/call-up/call-up.ts';
import { deadlinesFor } from '../../src/training/call-up/call-up-deadlines.ts';
import { isLetOff } from '../../src/training/call-up/call-up-state.ts';
import { candidatesFor, targetOf } from '../../src/training/call-up/candidates.ts';
import { sendSentOut } from '../../src/training/call-up/presses.ts';
import { chooseNamed } from '../../src/training/call-up/sending.ts';
import { resultOf, type SentClass, sendingWords } from '../../src/training/call-up/sending-words.ts';
import { classKindOf } from '../../src/training/class/class-kind.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';
import { proposeList } from './propose-list.ts';

const mostNameLetters = 40;
const listedMonths = 12;
const upperClass = 'upperClass';

interface Sending {
  name: string;
  opensOn: string;
  closesOn: string;
  organiser: string;
  people: readonly CadreRow[];
}

/** People sent to a class that others hold: one line makes the class known and puts them on a list, which goes the way of every list. */
export function sending(router: Router): void {
  router.command(
    {
      names: ['选派', 'send-out', '上级调训'],
      action: 'call-up.propose',
      right: 'county',
      args: [
        wordArg('name', '班次', { most: mostNameLetters, called: '班名' }),
        dateArg('opensOn', '开班日期', { ofRange: true }),
        dateArg('closesOn', '结束日期'),
        wordArg('organiser', '主办单位', { most: mostNameLetters }),
        peopleArg('people'),
      ],
      missing: '请写全班次、日期、主办单位和姓名。',
      example: '/选派 {newSending} {colleague}',
      about: '选派干部参加上级或外单位举办的班次，先核对再发通知',
      next: '先核对有无冲突，确认或审定后通知本人和所在单位；结束后用“/选派结果”登记。',
    },
    send,
  );
  router.command(
    {
      names: ['选派情况', 'sent-out'],
      action: 'call-up.propose',
      right: 'county',
      example: '/选派情况',
      about: '查看近一年选派的班次、人员和结果，可发送表格',
      next: '先列总数，再列班次；登记结果用“/选派结果”。',
    },
    async (ctx) => ctx.reply(sendingWords.list(await sentClasses(ctx))),
  );
  router.sheet(sendSentOut, async (ctx) => {
    await ctx.requireIn('call-up.propose', {});
    return sendingWords.sheet(await sentClasses(ctx), beijingDateOf(ctx.now));
  });
}

async function send(ctx: Context, wanted: Sending): Promise<void> {
  const { name, opensOn, closesOn, organiser, people } = wanted;
  if (closesOn < opensOn) throw new RuleError('class.bad-days', {});
  if (opensOn <= beijingDateOf(ctx.now)) throw new RuleError('sending.opened', {});
  const rules = ctx.rulesOf(wanted);
  deadlinesFor(ctx.now, wanted, rules.callUp);
  const { classKinds } = rules.curriculum;
  const facts = {
    ...{ name, opensOn, closesOn, organiser, topicTag: name, teacherId: ctx.person._id },
    kind: classKinds[upperClass] === undefined ? classKindOf(name, rules.curriculum) : upperClass,
    ...{ createdBy: ctx.person._id, byUpdate: ctx.update.id },
  };
  const known = await knownSending(ctx, wanted);
  const choice = await choose(ctx, known ?? { ...facts, _id: '', state: 'draft' }, people);
  await sayLeftOut(ctx, choice, people);
  if (choice.named.length === 0) return ctx.reply(sendingWords.nobody);
  const row = known ?? (await ctx.store.classes.create(opensOn.slice(0, 4), facts));
  const seats = choice.named.length;
  await proposeList(ctx, row, { seats, reserveSeats: 0, rankLevels: [], groups: [] }, async () => choice);
}

/** The same class, if it is known already: typed once more, the line draws its list anew. */
async function knownSending(ctx: Context, { name, opensOn, closesOn, organiser }: Sending) {
  const rows = await ctx.store.classes.endingFrom(closesOn);
  return rows.find(
    (row) =>
      row.state !== 'withdrawn' &&
      row.organiser === organiser &&
      row.name === name &&
      row.opensOn === opensOn &&
      row.closesOn === closesOn,
  );
}

async function choose(ctx: Context, row: ClassRow, people: readonly CadreRow[]): Promise<CallUpChoice> {
  const rules = ctx.rulesOf(row);
  const { candidates, topics } = await candidatesFor(ctx.store, row, rules);
  const target = { ...targetOf(row, topics), proposedBy: ctx.person._id };
  const ids = people.map(({ _id }) => _id);
  return chooseNamed(candidates, ids, target, rules.callUp);
}

async function sayLeftOut(ctx: Context, { passedOver }: CallUpChoice, people: readonly CadreRow[]): Promise<void> {
  if (passedOver.length === 0) return;
  const nameOf = (id: string) => people.find(({ _id }) => _id === id)?.name ?? '';
  await ctx.reply(sendingWords.leftOut(passedOver.map((each) => ({ ...each, name: nameOf(each.cadreId) }))));
}

/** The classes of the last year that others hold, the latest first, with those sent to them. */
async function sentClasses({ store, now }: Context): Promise<SentClass[]> {
  const rows = (await store.classes.endingFrom(addMonths(beijingDateOf(now), -listedMonths))).filter(
    (row) => !isHeldHere(row) && row.state !== 'withdrawn',
  );
  const names = new Map((await store.units.all()).map(({ _id, name }) => [_id, name]));
  const classes = await Promise.all(
    rows.map(async (row) => {
      const [callUps, trainees] = await Promise.all([
        store.callUps.ofClass(row._id),
        store.enrollments.traineesOf(row._id),
      ]);
      const sent = callUps.filter(({ issuedAt, state }) => issuedAt !== undefined && !isLetOff(state));
      const people = sent.map(({ cadreId, name, unitId }) => {
        const trainee = trainees.find((each) => each.cadreId === cadreId);
        return { cadreId, name, unit: names.get(unitId) ?? '', result: trainee && resultOf(trainee) };
      });
      return { row, people };
    }),
  );
  return classes.reverse();
}
