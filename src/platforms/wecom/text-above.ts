import { createHash } from 'node:crypto';
import type { Card, Message } from '../../chat/message.ts';
import type { Handle } from '../../chat/platform.ts';
import { drawCard } from './render.ts';

/** Kept with a card that was sent as an excerpt: which text stands whole in the message before it. */
export function textAboveOf(message: Message): Handle {
  if (message.kind !== 'card' || drawCard(message)?.isWhole !== false) return {};
  return { textAbove: markOf(message) };
}

/** Whether the whole text of a card that replaces another one stands in the message before it already. */
export function isTextAbove(card: Card, { textAbove }: Handle): boolean {
  return textAbove !== undefined && textAbove === markOf(card);
}

function markOf({ lines }: Card): string {
  return createHash('sha256').update(lines.join('\n')).digest('base64url').slice(0, 16);
}
