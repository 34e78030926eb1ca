import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { consultationCardId, consultationWords } from '../../src/training/call-up/consultation-words.ts';
import type { ShownList } from '../../src/training/call-up/preview-words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';

/** The card on which a unit answers about its people on the list. */
export async function unitCard(ctx: Context, trainingClass: ClassRow, shown: ShownList, unitId: string) {
  const { list, unitNames } = shown;
  const rows = shown.rows.filter((row) => row.unitId === unitId && row.listed !== 'struck');
  const posts = new Map((await ctx.store.cadres.many(rows.map((row) => row.cadreId))).map((each) => [each._id, each]));
  return consultationWords.card(trainingClass, {
    ...{ proposal: list._id, unitId, unitName: unitNames.get(unitId) ?? '', consultBy: list.consultBy ?? ctx.now },
    people: rows.map(({ cadreId, name, listed }) => ({
      ...{ cadreId, name, post: posts.get(cadreId)?.post ?? '', isReserve: listed === 'reserve' },
    })),
  });
}

/** Closes what waits on the screens of the units that were asked. */
export async function closeConsultation(ctx: Context, shown: ShownList | undefined): Promise<void> {
  if (shown?.list.consultBy === undefined) return;
  for (const { unitId, cadreId } of shown.consultation.asked)
    await settleCopies(ctx, cadreId, consultationCardId(shown.list._id, unitId), consultationWords.over);
}
