import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo } from '../../src/bot/undo.ts';
import { undoArrival } from '../../src/training/arrival/presses.ts';
import { arrivalWords } from '../../src/training/arrival/words.ts';
import { noteArrival } from './note-arrival.ts';

/** Taking back that people were just marked as arrived. */
export const marking = {
  kind: undoArrival,
  instead: ({ classId }: { classId: string }) => `“/报到登记 ${classId} 姓名 未报到”`,
};

export function arrivalUndo(router: Router): void {
  registerUndo(router, { ...marking, takeBack });
}

async function takeBack(ctx: Context, facts: { classId: string; update: string }): Promise<string> {
  const { classId, update } = facts;
  await allowedClass(ctx, 'arrival.mark', classId);
  const rows = (await ctx.store.arrivals.ofClass(classId)).filter(({ changes }) =>
    changes.some(({ byUpdate }) => byUpdate === update),
  );
  await ctx.require('arrival.mark', { classId, cadreIds: rows.map(({ cadreId }) => cadreId) });
  const isActedOn = rows.some(({ changes }) => ![update, ctx.update.id].includes(changes.at(-1)?.byUpdate ?? ''));
  const doneBy = rows[0]?.changes.find(({ byUpdate }) => byUpdate === update)?.by;
  refuseUndo(ctx, doneBy ?? ctx.person._id, isActedOn, marking.instead(facts));
  for (const { cadreId } of rows) await noteArrival(ctx, { classId, cadreId }, false, ctx.update.id);
  return arrivalWords.undone;
}
