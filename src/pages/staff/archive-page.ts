import { sentenceOf } from '../../bot/refusals.ts';
import { RuleError } from '../../errors.ts';
import { archiveFile } from '../../training/archives/archive-file.ts';
import { presentArchive } from '../../training/archives/class-archive.ts';
import { archiveWords } from '../../training/archives/words.ts';
import { sendFile } from './answers.ts';
import type { Shown } from './shown.ts';
import type { Visit } from './visit.ts';

/** The archive of a class as a file, as it was archived in chat; the look is noted. */
export async function archivePage({ ctx, request }: Visit, classId: string): Promise<Shown> {
  const { store, update, person, now } = ctx;
  if (!(await ctx.may('class.archive', { classId }))) return undefined;
  const trainingClass = await store.classes.byId(classId);
  if (trainingClass === null) return undefined;
  try {
    const present = await presentArchive(store, trainingClass, (row) => ctx.rulesOf(row), now);
    const archive = await store.archives.byRecords(classId, present.records);
    if (archive === null) return { title: trainingClass.name, body: archiveWords.notAsArchived(classId) };
    await store.looks.note({ _id: update.id, by: person._id, cadreId: '', words: `${classId}班档案`, at: now });
    sendFile(request, archiveWords.fileName(archive), await archiveFile(archive, present.trainingClass, present.parts));
    return 'sent';
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return { title: trainingClass.name, body: sentenceOf(error) };
  }
}
