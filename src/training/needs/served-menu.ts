import type { PlanItemStore } from '../annual-plan/plan-items.ts';
import type { ClassStore } from '../class/class-store.ts';
import { isHeldHere } from '../class/classes.ts';
import type { FollowUpRules } from '../follow-up/follow-up-rules.ts';
import type { SurveyRules } from '../needs-survey/survey-rules.ts';
import { gatheredNeeds, type NeedsStores } from './gathered-needs.ts';
import { trainingMenu } from './menu.ts';
import { servingOf } from './menu-serving.ts';
import type { NeedsRules } from './needs-rules.ts';
import { menuTopics } from './topics.ts';

interface Stores extends NeedsStores {
  planItems: Pick<PlanItemStore, 'ofYear'>;
  classes: Pick<ClassStore, 'byId' | 'endingFrom'>;
}

/** The menu of a year with what serves each topic. */
export async function servedMenu(
  store: Stores,
  year: string,
  rules: { needs: NeedsRules; survey: Pick<SurveyRules, 'questions'>; followUp: FollowUpRules },
  now: Date,
) {
  const [gathered, items, classes] = await Promise.all([
    gatheredNeeds(store, year, rules, now),
    store.planItems.ofYear(year),
    store.classes.endingFrom(`${year}-01-01`),
  ]);
  const menu = trainingMenu(gathered, rules.needs);
  const known = menuTopics(rules);
  const held = classes.filter((row) => isHeldHere(row) && row.opensOn.startsWith(`${year}-`));
  const all = menu.entries.map((entry) => ({
    entry,
    serving: servingOf(entry.topic, { items, classes: held }, known),
  }));
  return { menu, gathered, all };
}
