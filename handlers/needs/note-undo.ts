import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo } from '../../src/bot/undo.ts';
import type { Facts } from '../../src/chat/press.ts';
import { noteWords } from '../../src/training/needs/note-words.ts';
import { undoNote } from '../../src/training/needs/presses.ts';
import { isNoteMovedBy } from '../../src/training/needs/research-notes.ts';
import { noteNumbered } from './note-access.ts';

/** Taking back what was just done to a note. */
export const makingNote = {
  kind: undoNote,
  instead: ({ note }: { note: string }) => `“/改调研 ${note}”或“/撤调研 ${note}”`,
};

/** A note is as it was before, as long as nobody has done anything to it since; one that was just made is withdrawn. */
export function noteUndo(router: Router): void {
  registerUndo(router, { ...makingNote, takeBack });
}

async function takeBack(ctx: Context, { note, update }: Facts<typeof undoNote>): Promise<string> {
  const row = await noteNumbered(ctx, note);
  const doneBy = row.history.find(({ byUpdate }) => byUpdate === update)?.by ?? '';
  const isActedOn = !isNoteMovedBy(row, ctx.update.id) && row.history.at(-1)?.byUpdate !== update;
  refuseUndo(ctx, doneBy, isActedOn, makingNote.instead({ note }));
  await ctx.store.researchNotes.takeBack(row._id, update, {
    ...{ by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now },
  });
  return noteWords.undoneSettled;
}
