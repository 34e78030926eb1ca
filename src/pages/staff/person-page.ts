import { html } from 'htm/preact';
import { sendRegisterSheet } from '../../training/registers/presses.ts';
import { listOf } from './chat-list.ts';
import { listView } from './list-view.ts';
import { personPath } from './own-lists.ts';
import { hoursOfPerson } from './person-hours.ts';
import { type Shown, showList } from './shown.ts';
import type { Visit } from './visit.ts';

/** Somebody's register; that it is looked at is noted by the conversation that makes the list. Heads and liaisons see the hours of their people. */
export async function personPage(visit: Visit, cadreId: string): Promise<Shown> {
  const { ctx, deps } = visit;
  const mayRead = await ctx.may('register.read', { cadreId });
  const shown = await showList(
    visit,
    () =>
      mayRead ? listOf({ ctx, router: deps.router }, sendRegisterSheet.with({ cadreId })) : hoursOfPerson(ctx, cadreId),
    (list, filters) => html`
      ${(list.about ?? []).map((line) => html`<p>${line}</p>`)}
      ${listView(list, filters, { path: personPath(cadreId), kept: [] })}
    `,
  );
  if (shown === undefined || shown === 'sent') return shown;
  const person = await ctx.store.cadres.byId(cadreId);
  return { title: person?.name ?? '', body: shown.body };
}
