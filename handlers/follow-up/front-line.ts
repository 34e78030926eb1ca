import { dateArg, numberedArg, personArg, reasonArg, restArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { refuseBackwards } from '../../src/calendar/typed-date.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { type FrontLineRow, isFrontLineMovedBy } from '../../src/training/follow-up/front-line-tasks.ts';
import { frontLineWords } from '../../src/training/follow-up/front-line-words.ts';
import { undoFrontLine } from '../../src/training/follow-up/presses.ts';

/** 一线锻炼: who was sent where, from when to when; recorded, changed, cancelled. */
export function frontLine(router: Router): void {
  router.command(
    {
      names: ['一线锻炼', 'front-line'],
      action: 'front-line.record',
      right: 'county',
      args: [
        personArg('person', '姓名'),
        wordArg('place', '地点', { most: 50 }),
        dateArg('fromOn', '开始', { ofRange: true }),
        dateArg('toOn', '结束'),
        restArg('task', '任务', { limit: { most: 100 } }),
      ],
      missing: '请写明姓名、地点、开始日期、结束日期和任务。',
      example: '/一线锻炼 {colleague} 青山镇 {today} {inHalfAYear} 乡村振兴专班',
      about: '登记选派学员到一线锻炼：到哪里、起止日期和任务',
      next: '即时登记并告知本人，记入学册；更改用“/改一线”，取消用“/取消一线”。',
    },
    record,
  );
  router.command(
    {
      names: ['改一线', 'change-front-line'],
      action: 'front-line.record',
      right: 'county',
      args: [numberedArg('number', '编号'), dateArg('fromOn', '开始', { ofRange: true }), dateArg('toOn', '结束')],
      missing: '请写明编号、开始日期和结束日期。',
      example: '/改一线 {frontLine} {today} {today}',
      about: '更改一线锻炼的起止日期',
      next: '即时更改并告知本人。',
    },
    async (ctx, { number, fromOn, toOn }) => {
      refuseBackwards(fromOn, toOn);
      const row = await act(ctx, number, { fromOn, toOn }, '');
      await ctx.send(row.cadreId, frontLineWords.toPerson(row), `front-line:${row._id}:${ctx.update.id}`);
      await ctx.reply(frontLineWords.changed(row));
    },
  );
  router.command(
    {
      names: ['取消一线', 'cancel-front-line'],
      action: 'front-line.record',
      right: 'county',
      args: [numberedArg('number', '编号'), reasonArg],
      missing: '请写明编号和理由。',
      example: '/取消一线 {frontLine} 另有任用',
      about: '取消一条一线锻炼的登记，写明理由',
      next: '登记和理由保留，告知本人。',
      isFinal: true,
    },
    async (ctx, { number, reason }) => ctx.reply(frontLineWords.cancelled(await cancel(ctx, number, reason))),
  );
  registerUndo(router, undo);
}

const undo = {
  kind: undoFrontLine,
  instead: ({ frontLine: number }: Pick<Facts<typeof undoFrontLine>, 'frontLine'>) =>
    `“/改一线 ${number} 开始 结束”或“/取消一线 ${number} 理由”`,
  takeBack: async (ctx: Context, { frontLine: number }: Facts<typeof undoFrontLine>) => {
    await cancel(ctx, number, '');
    return frontLineWords.undone;
  },
};

interface Wanted {
  person: CadreRow;
  place: string;
  fromOn: string;
  toOn: string;
  task: string;
}

async function record(ctx: Context, { person, place, fromOn, toOn, task }: Wanted): Promise<void> {
  await ctx.require('front-line.record', { cadreId: person._id });
  refuseBackwards(fromOn, toOn);
  const { _id: cadreId, name } = person;
  const step = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const row = await ctx.store.frontLine.record({ cadreId, name, place, task, fromOn, toOn }, step);
  await ctx.send(cadreId, frontLineWords.toPerson(row), `front-line:${row._id}`);
  await replyWithUndo(ctx, frontLineWords.recorded(row), undo, { frontLine: row._id });
}

/** @throws RuleError `policy…`, `record.unknown`, `front-line.changed` */
async function act(
  ctx: Context,
  number: string,
  days: Pick<FrontLineRow, 'fromOn' | 'toOn'> | undefined,
  reason: string,
): Promise<FrontLineRow> {
  const found = await ctx.requireFound(
    'front-line.record',
    await ctx.store.frontLine.byId(number),
    ({ cadreId }) => ({ cadreId }),
    new RuleError('record.unknown', { what: '一线锻炼', number }),
  );
  const step = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now, reason };
  const row = await ctx.store.frontLine.act(found._id, step, days);
  if (!isFrontLineMovedBy(row, ctx.update.id)) throw new RuleError('front-line.changed', { number });
  return row;
}

async function cancel(ctx: Context, number: string, reason: string): Promise<FrontLineRow> {
  const row = await act(ctx, number, undefined, reason);
  await ctx.send(row.cadreId, frontLineWords.cancelledTo(row, reason), `front-line:${row._id}:${ctx.update.id}`);
  return row;
}
