import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import { type ReceivedFile, received } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { dropRoster, importRoster, sendRosterPlan, undoRoster } from '../../src/county/presses.ts';
import { planRoster } from '../../src/county/roster/plan-roster.ts';
import { applyRosterPlan, isRosterFile } from '../../src/county/roster/roster.ts';
import { rosterFileWords, type SentRoster } from '../../src/county/roster/roster-file-words.ts';
import type { RosterPlan } from '../../src/county/roster/roster-plan.ts';
import { RuleError } from '../../src/errors.ts';
import { takeRecordsBack } from './record-back.ts';

/** How an import is taken back. */
const importing = { kind: undoRoster, instead: () => '更正后的名册，或“/改人员”“/改单位”' };

/** A roster of people or units, or a vendor's contact export, sent in the conversation: shown as the command line shows it, stored by the button alone. */
export function rosterFile(router: Router): void {
  router.file({ action: 'roster.import', offered: async () => rosterFileWords.offer, take });
  router.preview(
    { confirm: importRoster, drop: dropRoster, shown: nothingKept, dropped: rosterFileWords.dropped },
    (ctx, _, sent) => apply(ctx, sent),
  );
  registerUndo(router, { ...importing, takeBack: (ctx, facts) => takeRecordsBack(ctx, facts, importing.instead()) });
  router.sheet(sendRosterPlan, async (ctx, sent) => {
    await ctx.requireIn('roster.import', {});
    return rosterFileWords.plan(await shownPlan(ctx, sent));
  });
}

async function take(ctx: Context, file: ReceivedFile): Promise<boolean> {
  if (!isRosterFile(file.sheets)) return false;
  await ctx.requireIn('roster.import', {});
  const plan = await planOf(ctx, file);
  if (plan.problems.length > 0) {
    await ctx.reply(rosterFileWords.bad(plan));
    await sendList(ctx, rosterFileWords.problems(plan));
  } else if (isEmpty(plan)) await ctx.reply(rosterFileWords.nothing(plan));
  else {
    await requireOthers(ctx, plan);
    const { sha256 } = await ctx.store.files.keep('file', file.name, file.bytes, ctx.now);
    // Short, because it travels in the buttons; its extension says how it is read.
    const name = `名册.${file.name.split('.').at(-1) ?? 'xlsx'}`;
    const sent = { file: sha256, name, importId: plan.changes.importId };
    await ctx.reply(rosterFileWords.preview(plan, sent));
  }
  return true;
}

/** Nobody changes their own record. */
async function requireOthers(ctx: Context, { changes: { addCadres, change } }: RosterPlan): Promise<void> {
  const cadreIds = new Set<string>();
  for (const { id } of addCadres) cadreIds.add(id);
  for (const { id, record } of change) if (record === 'cadre') cadreIds.add(id);
  await ctx.require('roster.import', { cadreIds: [...cadreIds] });
}

function planOf(ctx: Context, { sheets }: Pick<ReceivedFile, 'sheets'>): Promise<RosterPlan> {
  return planRoster(sheets, ctx.store.roster, beijingDateOf(ctx.now));
}

/** What the file that was shown would change now. @throws RuleError `roster.gone` when the file is not kept any more */
async function shownPlan(ctx: Context, { file, name }: SentRoster): Promise<RosterPlan> {
  const bytes = await ctx.store.files.load(file);
  if (bytes === null) throw new RuleError('roster.gone', {});
  return planOf(ctx, await received({ what: 'file', name }, bytes));
}

/** Imports what was shown. A run that was broken off is finished first, so that the plan has nothing left to do. */
async function apply(ctx: Context, sent: SentRoster): Promise<void> {
  await ctx.requireIn('roster.import', {});
  await ctx.store.roster.finish(sent.importId);
  const plan = await shownPlan(ctx, sent);
  if (!isEmpty(plan)) {
    if (plan.changes.importId !== sent.importId) throw new RuleError('roster.changed', {});
    await requireOthers(ctx, plan);
    await applyRosterPlan(ctx.store.roster, plan, { by: ctx.person._id, at: ctx.now });
  }
  await ctx.settle(rosterFileWords.imported);
  await replyWithUndo(ctx, `${rosterFileWords.imported}。`, importing, { importId: sent.importId });
}

function isEmpty({ changes: { addUnits, addCadres, change } }: RosterPlan): boolean {
  return addUnits.length + addCadres.length + change.length === 0;
}
