import type { Context } from '../../src/bot/context.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { verifyArchive } from '../../src/training/archives/verify-archive.ts';
import { archiveWords } from '../../src/training/archives/words.ts';

/** `/核验档案`: whether a file is the archive that was made, file by file. */
export function archiveCheck(router: Router): void {
  router.command(
    {
      names: ['核验档案', 'verify-archive'],
      action: 'class.archive',
      right: 'county',
      example: '/核验档案',
      about: '核验归档的压缩文件是否为原件、有无改动',
      next: '把文件发来，逐个文件核验，不作改动。',
    },
    (ctx) => ctx.reply(archiveWords.askFile),
  );
  router.file({ action: 'class.archive', offered: async () => archiveWords.offered, take: check });
}

/** @throws RuleError `archive.damaged` for a file that has the name of an archive and cannot be opened */
async function check(ctx: Context, { what, name, bytes }: ReceivedFile): Promise<boolean> {
  if (what !== 'file' || !/\.zip$/iu.test(name)) return false;
  const found = await verifyArchive(bytes);
  if (found === undefined) {
    if (name.includes('档案')) throw new RuleError('archive.damaged', {});
    return false;
  }
  await ctx.requireIn('class.archive', {});
  const { class: of, records } = found.manifest;
  const archive = await ctx.store.archives.byRecords(of.id, records);
  await ctx.reply(archiveWords.checked(found, archive ?? undefined));
  return true;
}
