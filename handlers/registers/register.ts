import { optional, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { handOver } from '../../src/bot/page-file.ts';
import { findPerson } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { keptRegister, passesChat } from '../../src/chat/kept-from-chat.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { RegisterReader } from '../../src/training/registers/person-register.ts';
import { sendFileSheet, sendRegister, sendRegisterSheet } from '../../src/training/registers/presses.ts';
import { registerPageWords } from '../../src/training/registers/register-page-words.ts';
import { registerWords } from '../../src/training/registers/register-words.ts';
import { fileSheetOf } from './file-sheet.ts';
import { issuedRegister, sendPaper } from './paper-issue.ts';

/** 一人一册: one's own register, or somebody's for the organisation department; every look at another's is noted before it is shown. */
export function register(router: Router): void {
  router.word(['我的学册', '学册', '我的登记册'], (ctx) => show(ctx, {}));
  router.command(
    {
      names: ['学册', 'register'],
      action: 'register.read',
      right: 'found',
      args: [optional(wordArg('whose', '姓名'))],
      example: '/学册',
      about: '查看本人的培训学册（一人一册），领取文件和证书；县委组织部可写姓名，查看某人的学册',
      next: '列出班次、结果和学时，可领取文件。他人的学册不在聊天中显示，发工作台的领取链接，留存记录。',
    },
    show,
  );
  router.press(sendRegister, async (ctx, { cadreId }) => send(ctx, await readable(ctx, cadreId)));
  router.press(sendFileSheet, async (ctx, { cadreId }) => {
    const person = await readable(ctx, cadreId);
    const hand = handOver(ctx, keptRegister(cadreId));
    await hand(registerWords.fileSheetName(person.name), await fileSheetOf(ctx, await readerOf(ctx).read(person)));
  });
  router.sheet(sendRegisterSheet, async (ctx, { cadreId }) => {
    const person = await readable(ctx, cadreId);
    const register = await readerOf(ctx).read(person);
    return {
      ...registerPageWords.sheet(register),
      kept: keptRegister(cadreId),
      about: registerWords.figures(register),
    };
  });
}

/** Reads registers by today's rules and those of each class. */
export function readerOf(ctx: Context): RegisterReader {
  const { hours, exchange } = ctx.rules;
  return new RegisterReader(ctx.store, { ofClass: (each) => ctx.rulesNear(each), hours, exchange }, ctx.now);
}

async function show(ctx: Context, { whose }: { whose?: string | undefined }): Promise<void> {
  const person = await readable(ctx, await meant(ctx, whose));
  const register = await readerOf(ctx).read(person);
  const isShown = passesChat(keptRegister(person._id), ctx.person._id);
  await ctx.reply(isShown ? registerWords.card(register) : registerWords.othersCard(register));
}

/** Whose register is meant: who may read only their own learns nothing of anybody else. @throws RuleError `policy.not-yours` */
async function meant(ctx: Context, typed: string | undefined): Promise<string> {
  const { person } = ctx;
  if (typed === undefined || typedWord(typed) === person.name || typed === person._id) return person._id;
  if (!(await ctx.may('register.read', {}))) await ctx.requireIn('register.read', {});
  return (await findPerson(ctx, typed))._id;
}

/** The person whose register may be read; that it is looked at is noted. @throws RuleError `person.unknown` */
async function readable(ctx: Context, cadreId: string): Promise<CadreRow> {
  await ctx.require('register.read', { cadreId });
  if (cadreId === ctx.person._id) return ctx.person;
  const person = await ctx.store.cadres.byId(cadreId);
  if (person === null) throw new RuleError('person.unknown', { name: cadreId });
  await ctx.store.looks.note({ _id: ctx.update.id, by: ctx.person._id, cadreId, words: '学册', at: ctx.now });
  return person;
}

async function send(ctx: Context, person: CadreRow): Promise<void> {
  const hand = handOver(ctx, keptRegister(person._id));
  const register = await readerOf(ctx).read(person);
  const { paper, pages } = await issuedRegister(ctx, register);
  const name = registerWords.fileName(person.name, register.dateOn);
  await sendPaper(ctx, paper, name, pages, registerWords.notDrawn, hand);
}
