import { classArg, personArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { type CallUpListRow, passedOverOn } from '../../src/training/call-up/call-up-lists.ts';
import type { CallUpRow } from '../../src/training/call-up/call-ups.ts';
import { standingFor } from '../../src/training/call-up/candidates.ts';
import { quotaWords } from '../../src/training/call-up/quota-words.ts';
import { sendingWords } from '../../src/training/call-up/sending-words.ts';
import { callUpWhyWords } from '../../src/training/call-up/why-words.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';

/** Why somebody is, or is not, on the list of a class: what was decided then, and what people decided since. */
export function callUpWhy(router: Router): void {
  router.command(
    {
      names: ['为什么', 'why'],
      action: 'call-up.propose',
      right: 'class',
      args: [classArg(), personArg('person', '姓名')],
      missing: '请写明姓名。',
      example: '/为什么 {class} {colleague}',
      about: '查看某人列入或未列入名单的理由',
      next: '列出理由，不作改动。',
    },
    why,
  );
}

async function why(
  ctx: Context,
  { trainingClass, person }: { trainingClass: ClassRow; person: CadreRow },
): Promise<void> {
  const { callUps, callUpLists } = ctx.store;
  const list = await callUpLists.ofClass(trainingClass._id);
  const row = await callUps.byId(trainingClass._id, person._id);
  if (row !== null) {
    const before = passedOverOn(list, person._id);
    return ctx.reply(callUpWhyWords.listed(row, { list, before, ...(await namesIn(ctx, row)) }));
  }
  if (list !== null) {
    const against = passedOverOn(list, person._id);
    const because = against.length > 0 ? against : byHandOnly(trainingClass, list);
    return ctx.reply(callUpWhyWords.notListed(person.name, list, because));
  }
  const standing = await standingFor(ctx.store, trainingClass, person._id, ctx.rulesOf(trainingClass));
  await ctx.reply(callUpWhyWords.noList(trainingClass, person.name, standing));
}

/** Why nobody else is on a list whose people were named one by one. */
function byHandOnly(trainingClass: ClassRow, { quotaCall }: CallUpListRow): string[] {
  if (quotaCall !== undefined) return [quotaWords.notPicked];
  return isHeldHere(trainingClass) ? [] : [sendingWords.notNamed];
}

/** Who decided about the call-up, and whose seat it is. */
async function namesIn({ store }: Context, { changes = [], substituteFor }: CallUpRow) {
  const ids = [...new Set([...changes.map(({ by }) => by), ...(substituteFor === undefined ? [] : [substituteFor])])];
  const names = new Map((await store.cadres.many(ids)).map(({ _id, name }) => [_id, name]));
  return { names, seatOf: substituteFor === undefined ? undefined : names.get(substituteFor) };
}
