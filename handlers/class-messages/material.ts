import { classArg } from '../../src/bot/arguments.ts';
import { type Argument, type TypedWords, UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { readAddress } from '../../src/chat/link.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { classRoll } from '../../src/training/call-up/class-roll.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { materialWords } from '../../src/training/class-messages/material-words.ts';
import { type MaterialRow, materialKey } from '../../src/training/class-messages/materials.ts';
import { dropMaterial, sendMaterial } from '../../src/training/class-messages/presses.ts';
import { groupsInUse, sayToClass } from './class-group.ts';
import { sending } from './recall.ts';
import { receiversOf } from './receivers.ts';

const mostTitleLetters = 30;
const mostLetters = 300;
const address = /^[a-z]+:\/\//i;

/** Study material for a class: a page on the web, with a picture and a few words, as a card for each trainee. */
export function material(router: Router): void {
  router.command(
    {
      names: ['资料', 'material', '学习资料'],
      action: 'material.send',
      right: 'class',
      args: [classArg(), pageArg],
      missing: '请写明标题和网址。',
      example: '/资料 {class} 乡村振兴案例 https://www.example.cn/anli.html 课前请阅读',
      about: '向全班学员发送学习资料链接',
      next: '先预览，确认后发给全班，后来入班的学员补发。',
    },
    draft,
  );
  router.preview(
    {
      confirm: sendMaterial,
      drop: dropMaterial,
      shown: (ctx, { material }) => findMaterial(ctx, material),
      forget: (ctx, row) => ctx.store.materials.drop(row._id),
      dropped: materialWords.dropped,
    },
    send,
  );
}

async function draft(ctx: Context, { trainingClass, page }: { trainingClass: ClassRow; page: Page }): Promise<void> {
  const classId = trainingClass._id;
  const receivers = await receiversOf(ctx, classId);
  if (receivers.all === 0) return ctx.reply(materialWords.nobody);
  const by = { createdBy: ctx.person._id, byUpdate: ctx.update.id };
  const row = await ctx.store.materials.create({ classId, ...page, ...by });
  const groups = await groupsInUse(ctx, trainingClass);
  await ctx.reply(materialWords.preview(trainingClass, row, receivers, groups.length));
}

type Page = Pick<MaterialRow, 'title' | 'url' | 'pictureUrl' | 'words'>;

/** A title, the page, and optionally a picture and a text, which may continue on further lines. */
const pageArg: Argument<'page', Page> = {
  key: 'page',
  usage: '<标题> <网址> [图片网址] [说明]',
  take(words) {
    const page = readPage(words);
    return page && (() => page);
  },
};

/** @throws UsageFault */
function readPage(typed: TypedWords): Page | undefined {
  const args = typed.rest();
  const at = args.findIndex((word) => address.test(word));
  const title = args.slice(0, Math.max(at, 0)).join(' ');
  if (title === '') return undefined;
  if ([...title].length > mostTitleLetters) throw new UsageFault(`标题请控制在 ${mostTitleLetters} 字以内。`);
  const [page = '', ...rest] = args.slice(at);
  const picture = rest[0] !== undefined && address.test(rest[0]) ? rest[0] : undefined;
  const words = [rest.slice(picture === undefined ? 0 : 1).join(' '), typed.body.trim()]
    .filter((part) => part !== '')
    .join('\n');
  if ([...words].length > mostLetters) throw new UsageFault(`说明请控制在 ${mostLetters} 字以内。`);
  return {
    title,
    url: knownAddress(page),
    ...(picture === undefined ? {} : { pictureUrl: knownAddress(picture) }),
    ...(words === '' ? {} : { words }),
  };
}

function knownAddress(typed: string): string {
  const read = readAddress(typed);
  if (read === undefined) throw new UsageFault('网址须以 https:// 开头，写明网站域名，不含账号密码、空格和特殊字符。');
  return read;
}

async function send(ctx: Context, row: MaterialRow, { group }: Facts<typeof sendMaterial>): Promise<void> {
  const trainingClass = await allowedClass(ctx, 'material.send', row.classId);
  const roll = await classRoll(ctx.store, row.classId);
  const cadreIds = roll.map(({ cadreId }) => cadreId);
  const receivers = await ctx.store.materials.send(row._id, cadreIds, ctx.now);
  if (receivers === undefined) throw new RuleError('material.dropped', {});
  const message = materialWords.card(trainingClass.name, row);
  await ctx.sendAll(receivers.map((cadreId) => ({ cadreId, message, key: materialKey(row._id, cadreId) })));
  if (group !== undefined) await sayToClass(ctx, trainingClass, message, `material:${row._id}`);
  await ctx.settle(materialWords.sent);
  const answer = materialWords.sentReply(row, receivers.length, ctx.isQuietTime());
  await replyWithUndo(ctx, answer, sending, { number: row._id });
}

/** The draft in the pressed preview, if the person who pressed may send it. */
async function findMaterial(ctx: Context, materialId: string): Promise<MaterialRow> {
  return ctx.requireFound(
    'material.send',
    await ctx.store.materials.byId(materialId),
    ({ classId }) => ({ classId }),
    new RuleError('material.dropped', {}),
  );
}
