import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf, formatMoment } from '../../src/calendar/beijing-time.ts';
import { sexLabel } from '../../src/county/cadre.ts';
import { RuleError } from '../../src/errors.ts';
import { stillCalled } from '../../src/training/call-up/call-ups.ts';
import { sendCallUpDocument } from '../../src/training/call-up/presses.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { reportingOf } from '../../src/training/class/reporting.ts';
import { callUpFacts } from '../../src/training/documents/call-up-template.ts';
import { filledDocument } from '../../src/training/documents/docx.ts';
import { templateOf } from '../../src/training/documents/kinds.ts';

/** The notice of a class (调训通知) as a document by the county's own template, with everybody who is called up now. */
export function callUpDocument(router: Router): void {
  router.command(
    {
      names: ['调训通知', 'call-up-document'],
      action: 'call-up.document',
      right: 'class',
      args: [classArg()],
      example: '/调训通知 {class}',
      about: '以文档发送调训通知，附学员名单和单位',
      next: '发来文档；名单以发出和后来增补、撤销的为准。',
    },
    (ctx, { trainingClass }) => send(ctx, trainingClass),
  );
  router.press(sendCallUpDocument, async (ctx, { classId }) =>
    send(ctx, await allowedClass(ctx, 'call-up.document', classId)),
  );
}

/** @throws RuleError `call-up.not-issued` */
async function send(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const { callUps, cadres, units, templates, files } = ctx.store;
  const rows = (await callUps.ofClass(trainingClass._id)).filter(stillCalled);
  const [first] = rows;
  if (first?.issuedAt === undefined) throw new RuleError('call-up.not-issued', { classId: trainingClass._id });
  const [people, itsUnits, [teacher]] = await Promise.all([
    cadres.many(rows.map(({ cadreId }) => cadreId)),
    units.many([...new Set(rows.map(({ unitId }) => unitId))]),
    cadres.many([trainingClass.teacherId]),
  ]);
  const byId = new Map(people.map((person) => [person._id, person]));
  const unitNames = new Map(itsUnits.map(({ _id, name }) => [_id, name]));
  const facts = callUpFacts({
    ...{ trainingClass, number: first.listNumber ?? trainingClass._id, issuedOn: beijingDateOf(first.issuedAt) },
    answerBy: first.answerBy === undefined ? '' : formatMoment(first.answerBy),
    reporting: reportingOf(trainingClass, ctx.rulesOf(trainingClass).callUp.reporting, teacher?.name),
    trainees: rows.map(({ cadreId, unitId, name }) => {
      const person = byId.get(cadreId);
      const sex = person === undefined ? '' : sexLabel(person.sex);
      return { name, sex, unit: unitNames.get(unitId) ?? '', post: person?.post ?? '' };
    }),
  });
  const bytes = filledDocument(await templateOf(templates, 'call-up'), facts);
  await ctx.reply(await files.keep('file', `${trainingClass._id}班调训通知.docx`, bytes, ctx.now));
}
