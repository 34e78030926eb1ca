import type { Context } from '../../src/bot/context.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { hasNames, namesInSheet } from '../../src/training/class-messages/names-sheet.ts';
import { listedPeople } from '../../src/training/class-messages/notice-receivers.ts';
import { awaitsNames } from '../../src/training/class-messages/notices.ts';
import { found } from './find-notice.ts';
import { previewOf } from './notice.ts';
import { draftOnScreen } from './notice-file.ts';
import { classReach, wideReach } from './notice-reach.ts';

/** How many names of a list in which nobody was found are said. */
const mostNames = 8;

/** The sheet of names that a notice `/通知 名单 …` waits for. */
export function noticeNames(router: Router): void {
  router.file({ action: 'notice.send', offered: async () => undefined, take });
}

async function take(ctx: Context, { sheets }: ReceivedFile): Promise<boolean> {
  if (sheets.length === 0) return false;
  const notice = await draftOnScreen(ctx);
  if (notice === undefined) return false;
  const { row, trainingClass } = notice;
  if (!awaitsNames(row) && row.namesByUpdate !== ctx.update.id) return false;
  const named = sheets.filter(hasNames);
  const lines = (named.length > 0 ? named : sheets.slice(0, 1)).flatMap(namesInSheet);
  const reach = trainingClass === undefined ? await wideReach(ctx) : await classReach(ctx, trainingClass._id);
  if (reach === undefined) return false;
  const { people, notFound } = listedPeople(lines, reach.within, reach.facts);
  if (people.length === 0) {
    const names = lines.slice(0, mostNames).map(({ name }) => name);
    throw new RuleError('notice.receiver-unknown', { names: names.join('、') });
  }
  const changed = await ctx.store.notices.set(row._id, {
    receivers: people.map(({ _id }) => _id),
    notFound: notFound.length > 0 ? notFound : undefined,
    namesByUpdate: ctx.update.id,
  });
  if (changed !== null) await ctx.reply(await previewOf(ctx, found(changed, trainingClass)));
  return true;
}
