import { linkOf } from '../../chat/link.ts';
import { type Button, type Card, plainText } from '../../chat/message.ts';
import { oncePer } from '../../once-per.ts';
import { cardLimits, isBlank } from './card-parts.ts';
import { canPress, drawButtons, drawClosed } from './draw-buttons.ts';
import { drawNotice } from './draw-notice.ts';
import { canSelect, drawSelect } from './draw-select.ts';
import { canVote, drawVote } from './draw-vote.ts';
import { literalText } from './literal.ts';
import type { DrawnCard, TemplateCard } from './template-card.ts';

const nothingToDo = '无需操作';

/** The card as text, for where WeCom has no card for it and for what does not fit on one. */
export function cardAsText(card: Card): string {
  return literalText(plainText(card));
}

/** The card as the text that stands above it: what its buttons say is read there, where each has room for its label. */
export function textAbove(card: Card): string {
  const areSeen = card.form === undefined && card.selection === undefined && card.buttons.every(hasRoom);
  return cardAsText(areSeen ? { ...card, buttons: [] } : card);
}

function hasRoom({ label }: Button): boolean {
  return label.length <= cardLimits.button;
}

/**
 * The card in WeCom's form: buttons, or drop-downs in their place; a vote for a form, whose own buttons become a line that tells what to
 * type; a notice, with or without a picture, where there is nothing but a link.
 * @returns `undefined` when it has nothing to press or open, or more than a WeCom card can carry: send `cardAsText` instead
 */
export function drawCard(card: Card): DrawnCard | undefined {
  return drawnOnce(card).drawn;
}

/** Whoever sends asks several times what a card looks like: how many it may go to, whether a repeat is known, what it says. */
const drawnOnce = oncePer((card: Card) => ({ drawn: drawn(card) }));

function drawn(card: Card): DrawnCard | undefined {
  if (card.settled !== undefined || isBlank(card.title)) return undefined;
  if (card.form !== undefined) return canVote(card.form) ? drawVote(card, card.form) : undefined;
  if (card.selection !== undefined && canSelect(card.selection)) return drawSelect(card, card.selection);
  if (card.buttons.length > 0) return canPress(card.buttons) ? drawButtons(card) : undefined;
  const link = linkOf(card);
  return link === undefined ? undefined : drawNotice(card, link, cardLimits);
}

/**
 * The card as it replaces one on the screen: settled cards keep their text, and a grey line stands where one could press.
 * @param isTextAbove - whether its whole text stands in the message before, so that its beginning is enough
 * @returns `undefined` when it asks for something and does not fit as a whole: send it as a new card
 */
export function drawRevision(card: Card, isTextAbove = false): TemplateCard | undefined {
  if (isBlank(card.title)) return undefined;
  if (card.settled !== undefined) return drawClosed(card, card.settled);
  const drawn = drawCard(card);
  if (drawn?.isWhole || isTextAbove) return drawn?.card;
  return asksNothing(card) ? drawClosed(card, nothingToDo) : undefined;
}

function asksNothing({ form, selection, buttons }: Card): boolean {
  return form === undefined && selection === undefined && buttons.length === 0;
}
