import { html } from 'htm/preact';
import { sendRegisterSheet } from '../../training/registers/presses.ts';
import { listOf } from './chat-list.ts';
import { listView } from './list-view.ts';
import { personPath } from './own-lists.ts';
import { type Shown, showList } from './shown.ts';
import type { Visit } from './visit.ts';

/** Somebody's register; that it is looked at is noted by the conversation that makes the list. */
export async function personPage(visit: Visit, cadreId: string): Promise<Shown> {
  const { ctx, deps } = visit;
  const press = sendRegisterSheet.with({ cadreId });
  const shown = await showList(
    visit,
    () => listOf({ ctx, router: deps.router }, press),
    (list, filters) => html`
      ${(list.about ?? []).map((line) => html`<p>${line}</p>`)}
      ${listView(list, filters, { path: personPath(cadreId), kept: [] })}
    `,
  );
  if (shown === undefined || shown === 'sent') return shown;
  const person = await ctx.store.cadres.byId(cadreId);
  return { title: person?.name ?? '', body: shown.body };
}
