import { html } from 'htm/preact';
import type { Context } from '../../bot/context.ts';
import type { DeliveryRow } from '../../outbox/delivery-row.ts';
import { staffPageWords as words } from '../words.ts';
import { updateOf } from './acts.ts';
import { messageView, saidOnCard } from './card-view.ts';
import type { Part } from './layout.ts';
import type { Shown } from './shown.ts';
import type { Visit } from './visit.ts';

const lookSeconds = 2;

/** What the bot answered to a form: its messages and the card it was about, as they stand now. */
export async function answerPage({ ctx, csrf, identity }: Visit, digest: string): Promise<Shown> {
  const id = updateOf(digest);
  const receipt = await ctx.store.receipts.byId(id);
  const from = receipt?.update.from;
  if (receipt === null || from?.platform !== identity.platform || from.userId !== identity.userId) return undefined;
  const title = words.answer;
  if (receipt.state === 'dead') return { title, body: html`<p role="alert">${words.failed}</p>${back}` };
  if (receipt.state !== 'done')
    return { title, refreshSeconds: lookSeconds, body: html`<p role="status">${words.working}</p>` };
  const card = receipt.answer?.kind === 'answer' ? receipt.answer.meaning.deliveryKey : undefined;
  const answers = await answersTo(ctx, id);
  const about = card === undefined ? null : await ctx.store.deliveries.byKey(card);
  const inOrder = [...(about?.cadreId === ctx.person._id ? [about] : []), ...answers];
  return {
    title,
    body: html`
      ${inOrder.length === 0 ? html`<p role="status">${words.quietly}</p>` : inOrder.map((row) => rowView(row, csrf))} ${back}
    `,
  };
}

/** The messages that answer an update, in their order. */
async function answersTo({ store }: Context, updateId: string): Promise<DeliveryRow[]> {
  const rows: DeliveryRow[] = [];
  for (;;) {
    const row = await store.deliveries.byKey(`${updateId}:${rows.length + 1}`);
    if (row === null) return rows;
    rows.push(row);
  }
}

/** A card that waits for the person. */
export async function openCard({ ctx, csrf }: Visit, key: string): Promise<Shown> {
  const row = await ctx.store.deliveries.byKey(key);
  if (row === null || row.cadreId !== ctx.person._id || row.message.kind !== 'card') return undefined;
  return { title: words.waiting, body: html`<p class="hint">${words.actsHint}</p>${rowView(row, csrf)} ${back}` };
}

/** What a press on a page says in chat; `undefined` where the card is not this person's or does not offer it. */
export async function saidOn({ ctx }: Visit, form: URLSearchParams): Promise<string | undefined> {
  const row = await ctx.store.sentCards.cardByCode(ctx.person._id, form.get('card') ?? '');
  if (row?.message.kind !== 'card') return undefined;
  return saidOnCard(row.message, form.get('say'), form.getAll('choice'));
}

function rowView({ message, open, settled }: DeliveryRow, csrf: string): Part {
  const shown = message.kind === 'card' && settled !== undefined ? { ...message, settled } : message;
  return messageView(shown, csrf, open === true);
}

const back: Part = html`<p class="back"><a href="/staff">${words.back}</a></p>`;
