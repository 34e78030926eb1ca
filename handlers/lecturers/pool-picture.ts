import { restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { earlyFileMinutes } from '../../src/training/class-messages/early-files.ts';
import { pictureCardId, pictureWords } from '../../src/training/lecturers/picture-words.ts';
import { lecturerPicture, shownBy, sitePicture } from '../../src/training/lecturers/pool-pictures.ts';
import { givePicture, removePicture, undoPicture, useEarlierPicture } from '../../src/training/lecturers/presses.ts';
import { proofTypeOf } from '../../src/training/proofs/proof-type.ts';
import { siteNamed } from '../field-sites/site-change.ts';
import { lecturerNamed } from './lecturer-change.ts';

const changing = {
  kind: undoPicture,
  instead: ({ about }: Pick<Facts<typeof undoPicture>, 'about'>) =>
    shownBy(about)?.pool === 'site' ? '“/教学点图片”' : '“/师资图片”',
};

/** `/师资图片`, `/教学点图片`: the picture sent next is shown with the record; it is replaced by another one, and removed by a button. */
export function poolPicture(router: Router): void {
  router.command(
    {
      names: ['师资图片', 'lecturer-picture'],
      action: 'faculty.change',
      right: 'county',
      args: [restArg('name', '姓名')],
      missing: '请写明姓名。',
      example: '/师资图片 {lecturer}',
      about: '上传、更换或移除师资的图片，查看时随资料显示',
      next: '随后直接发送一张图片，立即保存，可撤销。',
    },
    async (ctx, { name }) => {
      const row = await lecturerNamed(ctx, name);
      await want(ctx, lecturerPicture(row._id), row.name);
    },
  );
  router.command(
    {
      names: ['教学点图片', 'field-site-picture'],
      action: 'faculty.change',
      right: 'county',
      args: [restArg('name', '名称')],
      missing: '请写明教学点名称。',
      example: '/教学点图片 {fieldSite}',
      about: '上传、更换或移除现场教学点的图片，查看时随资料显示',
      next: '随后直接发送一张图片，立即保存，可撤销。',
    },
    async (ctx, { name }) => {
      const row = await siteNamed(ctx, name);
      await want(ctx, sitePicture(row._id), row.name);
    },
  );
  router.press(givePicture, async () => {
    throw new RuleError('pool-picture.wanted', {});
  });
  router.press(useEarlierPicture, useEarlier);
  router.press(removePicture, remove);
  router.file({ action: 'faculty.change', offered: async () => undefined, take });
  registerUndo(router, { ...changing, takeBack });
}

/** Asks for a picture; offers the one that was sent in the last minutes, and to remove the one there is. */
async function want(ctx: Context, about: string, name: string): Promise<void> {
  const early = await ctx.store.earlyFiles.waitingOf(ctx.person._id, ctx.now);
  const shown = await ctx.store.poolPictures.shown(about);
  const card = pictureWords.wanted(about, name, ctx.rules.proofs.mostMegabytes, {
    ...(early?.kind === 'picture' && { useEarlier: useEarlierPicture.with({ about, file: early.byUpdate }) }),
    ...(shown && { remove: removePicture.with({ about }) }),
  });
  await ctx.expect(givePicture.with({ about }));
  await ctx.reply(card);
}

/** The name of the lecturer or the site, for whoever may change it. @throws RuleError `pool-picture.unknown` */
async function nameOf(ctx: Context, about: string): Promise<string> {
  await ctx.requireIn('faculty.change', {});
  const of = shownBy(about);
  const row = of && (await (of.pool === 'lecturer' ? ctx.store.lecturers : ctx.store.fieldSites).byId(of.id));
  if (!row) throw new RuleError('pool-picture.unknown', {});
  return row.name;
}

/** A picture sent while one is asked for; in a second run the one this update sent. */
async function take(ctx: Context, { bytes, sheets }: ReceivedFile): Promise<boolean> {
  if (sheets.length > 0) return false;
  const kept = await ctx.store.poolPictures.byId(ctx.update.id);
  const about = kept?.about ?? (await askedFor(ctx))?.about;
  if (about === undefined) return false;
  const name = await keep(ctx, about, bytes);
  await closeQuestion(ctx, about);
  await settleCopies(ctx, ctx.person._id, pictureCardId(about), pictureWords.taken(name));
  return true;
}

/** What the bot asked this person for a picture of, within the last half hour, if it asked nothing since. */
async function askedFor(ctx: Context): Promise<{ about: string; askedByUpdate: string } | undefined> {
  const open = await ctx.store.expectations.of(ctx.person._id, ctx.now);
  const asked = open?.press.action === givePicture.action ? givePicture.read(open.press) : undefined;
  if (open === null || asked === undefined) return undefined;
  const isLate = ctx.now.getTime() - open.askedAt.getTime() > earlyFileMinutes * 60_000;
  return isLate ? undefined : { about: asked.about, askedByUpdate: open.askedByUpdate };
}

/** A picture sent from now on is not for this any more. */
async function closeQuestion(ctx: Context, about: string): Promise<void> {
  const asked = await askedFor(ctx);
  if (asked?.about === about) await ctx.store.expectations.answered(ctx.person._id, asked.askedByUpdate, ctx.update.id);
}

async function useEarlier(ctx: Context, { about, file }: Facts<typeof useEarlierPicture>): Promise<void> {
  const bytes =
    (await ctx.store.poolPictures.bytesOf(ctx.update.id)) ??
    (await ctx.store.earlyFiles.open(ctx.person._id, file, ctx.now))?.bytes;
  if (bytes === undefined) throw new RuleError('pool-picture.gone', {});
  const name = await keep(ctx, about, bytes);
  await closeQuestion(ctx, about);
  await ctx.settle(pictureWords.taken(name));
}

/** Stores the picture and says so. @returns whose it is @throws RuleError `pool-picture.type`, `proof.too-large` */
async function keep(ctx: Context, about: string, bytes: Buffer): Promise<string> {
  const name = await nameOf(ctx, about);
  const type = proofTypeOf(bytes);
  if (type !== 'jpg' && type !== 'png') throw new RuleError('pool-picture.type', {});
  const { mostMegabytes: megabytes } = ctx.rules.proofs;
  if (bytes.length > megabytes * 1024 * 1024) throw new RuleError('proof.too-large', { megabytes });
  const sent = { _id: ctx.update.id, by: ctx.person._id, sentAt: ctx.now, type, bytes };
  const isReplaced = await ctx.store.poolPictures.put({ about, ...sent });
  await replyWithUndo(ctx, pictureWords.kept(name, isReplaced), changing, { about, update: ctx.update.id });
  return name;
}

async function remove(ctx: Context, { about }: Facts<typeof removePicture>): Promise<void> {
  const name = await nameOf(ctx, about);
  const isRemoved = await ctx.store.poolPictures.remove({ about, byUpdate: ctx.update.id, at: ctx.now });
  await closeQuestion(ctx, about);
  await ctx.settle(isRemoved ? pictureWords.removed(name) : pictureWords.none(name));
  if (isRemoved) await replyWithUndo(ctx, pictureWords.removed(name), changing, { about, update: ctx.update.id });
}

async function takeBack(ctx: Context, { about, update, at }: Facts<typeof undoPicture>): Promise<string> {
  await nameOf(ctx, about);
  const { poolPictures } = ctx.store;
  const isActedOn = await poolPictures.isActedOn({ about, byUpdate: ctx.update.id, at: new Date(at) }, update);
  refuseUndo(ctx, ctx.person._id, isActedOn, changing.instead({ about }));
  await poolPictures.takeBack({ about, byUpdate: ctx.update.id, at: ctx.now }, update);
  return pictureWords.takenBack;
}
