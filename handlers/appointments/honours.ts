import { dateArg, numberedArg, optional, personArg, reasonArg, restArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf, formatDate } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { unitNamesOf } from '../../src/county/unit-names.ts';
import { RuleError } from '../../src/errors.ts';
import { honourWords } from '../../src/training/appointments/honour-words.ts';
import { type HonourFacts, type HonourRow, isHonourMovedBy } from '../../src/training/appointments/honours.ts';
import { sendHonours, undoHonour } from '../../src/training/appointments/presses.ts';
import { readYear } from '../needs/year-arg.ts';

const facts = [
  wordArg('honour', '荣誉名称', { most: 60 }),
  dateArg('givenOn', '授予日期'),
  restArg('givenBy', '授予单位', { limit: { most: 60 } }),
] as const;

/** 评优评先: which honour somebody was given, when and by whom; recorded, corrected, cancelled, listed. */
export function honours(router: Router): void {
  router.command(
    {
      names: ['登记荣誉', 'honour'],
      action: 'honour.record',
      right: 'county',
      args: [personArg('person', '姓名'), ...facts],
      missing: '请写明姓名、荣誉名称、授予日期和授予单位。',
      example: '/登记荣誉 {colleague} 全县优秀党务工作者 {today} 县委',
      about: '登记干部获得的荣誉：名称、授予日期和授予单位',
      next: '即时登记并告知本人，记入学册和考核参考；更改用“/改荣誉”，取消用“/取消荣誉”。',
    },
    record,
  );
  router.command(
    {
      names: ['改荣誉', 'change-honour'],
      action: 'honour.record',
      right: 'county',
      args: [numberedArg('number', '编号'), ...facts],
      missing: '请写明编号、荣誉名称、授予日期和授予单位。',
      example: '/改荣誉 {honour} 全县优秀共产党员 {today} 县委',
      about: '更正一条荣誉登记',
      next: '即时更改并告知本人，原登记留存。',
    },
    async (ctx, { number, ...wanted }) => {
      refuseLater(ctx, wanted.givenOn);
      const row = await act(ctx, number, wanted, '');
      await ctx.send(row.cadreId, honourWords.toPerson(row), `honour:${row._id}:${ctx.update.id}`);
      await ctx.reply(honourWords.changed(row));
    },
  );
  router.command(
    {
      names: ['取消荣誉', 'cancel-honour'],
      action: 'honour.record',
      right: 'county',
      args: [numberedArg('number', '编号'), reasonArg],
      missing: '请写明编号和理由。',
      example: '/取消荣誉 {honour} 登记有误',
      about: '取消一条荣誉登记，写明理由',
      next: '登记和理由保留，告知本人。',
      isFinal: true,
    },
    async (ctx, { number, reason }) => ctx.reply(honourWords.cancelled(await cancel(ctx, number, reason))),
  );
  router.command(
    {
      names: ['荣誉名单', 'honours'],
      action: 'honour.read',
      right: 'county',
      args: [optional(wordArg('year', '年份'))],
      example: '/荣誉名单 {year}',
      about: '查看一个年度登记的荣誉',
      next: '先列合计；可发送表格。',
    },
    async (ctx, { year }) => {
      const wanted = readYear(year ?? '') ?? beijingDateOf(ctx.now).slice(0, 4);
      await ctx.reply(honourWords.list(ctx.update.id, wanted, await ctx.store.honours.ofYear(wanted)));
    },
  );
  registerUndo(router, undo);
  router.sheet(sendHonours, async (ctx, { year }) => {
    await ctx.requireIn('honour.read', {});
    const rows = await ctx.store.honours.ofYear(year);
    const unitOf = await unitNamesOf(
      ctx.store,
      rows.map(({ cadreId }) => cadreId),
    );
    return honourWords.sheet(year, rows, unitOf);
  });
}

const undo = {
  kind: undoHonour,
  instead: ({ honour: number }: Pick<Facts<typeof undoHonour>, 'honour'>) =>
    `“/改荣誉 ${number} 名称 日期 授予单位”或“/取消荣誉 ${number} 理由”`,
  takeBack: async (ctx: Context, { honour: number }: Facts<typeof undoHonour>) => {
    await cancel(ctx, number, '');
    return honourWords.undone;
  },
};

async function record(ctx: Context, { person, ...wanted }: HonourFacts & { person: CadreRow }): Promise<void> {
  const { _id: cadreId, name } = person;
  await ctx.require('honour.record', { cadreId });
  refuseLater(ctx, wanted.givenOn);
  const step = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const row = await ctx.store.honours.record({ cadreId, name, ...wanted }, step);
  await ctx.send(cadreId, honourWords.toPerson(row), `honour:${row._id}`);
  await replyWithUndo(ctx, honourWords.recorded(row), undo, { honour: row._id });
}

/** @throws RuleError `honour.later` */
function refuseLater(ctx: Context, givenOn: string): void {
  if (givenOn > beijingDateOf(ctx.now)) throw new RuleError('honour.later', { date: formatDate(givenOn) });
}

/** @throws RuleError `policy…`, `record.unknown`, `honour.changed` */
async function act(ctx: Context, number: string, wanted: HonourFacts | undefined, reason: string): Promise<HonourRow> {
  const found = await ctx.requireFound(
    'honour.record',
    await ctx.store.honours.byId(number),
    ({ cadreId }) => ({ cadreId }),
    new RuleError('record.unknown', { what: '荣誉登记', number }),
  );
  const step = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now, reason };
  const row = await ctx.store.honours.act(found._id, step, wanted);
  if (!isHonourMovedBy(row, ctx.update.id)) throw new RuleError('honour.changed', { number });
  return row;
}

async function cancel(ctx: Context, number: string, reason: string): Promise<HonourRow> {
  const row = await act(ctx, number, undefined, reason);
  await ctx.send(row.cadreId, honourWords.cancelledTo(row, reason), `honour:${row._id}:${ctx.update.id}`);
  return row;
}
