import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import { type Router, UsageFault } from '../../src/bot/router.ts';
import { usageWords } from '../../src/bot/usage-words.ts';
import type { Command } from '../../src/chat/command.ts';
import { readAddress } from '../../src/chat/link.ts';
import { RuleError } from '../../src/errors.ts';
import { materialWords } from '../../src/training/class-messages/material-words.ts';
import { type MaterialRow, materialKey } from '../../src/training/class-messages/materials.ts';
import { sayToClass } from './class-group.ts';

const mostTitleLetters = 30;
const mostLetters = 300;
const address = /^[a-z]+:\/\//i;

/** Study material for a class: a page on the web, with a picture and a few words, as a card for each trainee. */
export function material(router: Router): void {
  router.command(
    {
      names: ['资料', 'material', '学习资料'],
      action: 'material.send',
      usage: '/资料 <班号> <标题> <网址> [图片网址] [说明]',
      example: '/资料 2026-01 乡村振兴案例 https://www.example.cn/anli.html 课前请阅读',
      about: '向全班学员发送学习资料链接',
    },
    draft,
  );
  router.press('material.send', send);
  router.press('material.drop', async (ctx) => {
    const row = await findMaterial(ctx);
    await ctx.store.materials.drop(row._id);
    await ctx.settle(materialWords.dropped);
  });
}

async function draft(ctx: Context, command: Command): Promise<void> {
  const [classId] = command.args;
  const typed = readTyped(command);
  if (classId === undefined) throw new UsageFault(usageWords.material);
  const trainingClass = await findClass(ctx, classId);
  await ctx.require('material.send', { classId });
  const trainees = await ctx.store.enrollments.traineesOf(classId);
  if (trainees.length === 0) return ctx.reply(materialWords.nobody);
  const by = { createdBy: ctx.person._id, byUpdate: ctx.update.id };
  const row = await ctx.store.materials.create({ classId, ...typed, ...by });
  const groups = await ctx.store.classGroups.ofClass(classId);
  await ctx.reply(materialWords.preview(trainingClass, row, trainees.length, groups.length));
}

/**
 * What stands behind the class: a title, the page, perhaps a picture and words, also on the lines below.
 * @throws UsageFault
 */
function readTyped({ args, body }: Command): Pick<MaterialRow, 'title' | 'url' | 'pictureUrl' | 'words'> {
  const at = args.findIndex((word) => address.test(word));
  const title = args.slice(1, Math.max(at, 1)).join(' ');
  if (at < 0 || title === '') throw new UsageFault(usageWords.material);
  if ([...title].length > mostTitleLetters) throw new UsageFault(usageWords.materialTitleTooLong(mostTitleLetters));
  const [page = '', ...rest] = args.slice(at);
  const picture = rest[0] !== undefined && address.test(rest[0]) ? rest[0] : undefined;
  const words = [rest.slice(picture === undefined ? 0 : 1).join(' '), body.trim()]
    .filter((part) => part !== '')
    .join('\n');
  if ([...words].length > mostLetters) throw new UsageFault(usageWords.materialTooLong(mostLetters));
  return {
    title,
    url: knownAddress(page),
    ...(picture === undefined ? {} : { pictureUrl: knownAddress(picture) }),
    ...(words === '' ? {} : { words }),
  };
}

function knownAddress(typed: string): string {
  const read = readAddress(typed);
  if (read === undefined) throw new UsageFault(usageWords.address);
  return read;
}

async function send(ctx: Context): Promise<void> {
  const row = await findMaterial(ctx);
  const trainingClass = await findClass(ctx, row.classId);
  const trainees = await ctx.store.enrollments.traineesOf(row.classId);
  const receivers = await ctx.store.materials.send(
    row._id,
    trainees.map(({ cadreId }) => cadreId),
  );
  if (receivers === undefined) throw new RuleError('material.dropped', {});
  const message = materialWords.card(trainingClass, row);
  await ctx.sendAll(receivers.map((cadreId) => ({ cadreId, message, key: materialKey(row._id, cadreId) })));
  if (ctx.pressed?.press.data.group === 'yes') await sayToClass(ctx, row.classId, message, `material:${row._id}`);
  await ctx.settle(materialWords.sent(receivers.length));
  await ctx.reply(materialWords.sentReply(row, receivers.length, ctx.isQuietTime()));
}

/** What the pressed preview shows, if whoever pressed may send it. */
async function findMaterial(ctx: Context): Promise<MaterialRow> {
  const row = await ctx.store.materials.byId(ctx.fact('material'));
  if (row === null) throw new RuleError('material.dropped', {});
  await ctx.require('material.send', { classId: row.classId });
  return row;
}
