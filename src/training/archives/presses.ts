import { fact, press } from '../../chat/press.ts';

/** Archives a class as it is now, or sends the archive of exactly that once more. */
export const archiveNow = press('archive.make', 'own', { classId: fact.text });
