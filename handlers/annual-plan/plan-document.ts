import type { Router } from '../../src/bot/router.ts';
import { sendPlanDocument } from '../../src/training/annual-plan/presses.ts';
import { filledDocument } from '../../src/training/documents/docx.ts';
import { templateOf } from '../../src/training/documents/kinds.ts';
import { planFacts } from '../../src/training/documents/plan-template.ts';
import { unitNames } from './plan-access.ts';

/** The plan of a year as a document, by the county's own template: what is confirmed, or else what is approved so far. */
export function planDocument(router: Router): void {
  router.press(sendPlanDocument, async (ctx, { year }) => {
    await ctx.requireIn('plan.read', {});
    const { planItems, annualPlans, templates, files } = ctx.store;
    const plan = await annualPlans.standing(year);
    const items = plan === undefined ? await planItems.ofYear(year) : await planItems.many(plan.itemIds);
    const shown = items.filter(({ state }) => state === 'approved');
    const names = await unitNames(ctx, shown);
    const template = await templateOf(templates, 'plan');
    const bytes = filledDocument(
      template,
      planFacts(year, shown, plan, (unitId) => names.get(unitId) ?? ''),
    );
    const draft = plan === undefined ? '（未确认）' : '';
    await ctx.reply(await files.keep('file', `${year}年度培训计划${draft}.docx`, bytes, ctx.now));
  });
}
