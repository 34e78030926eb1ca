import type { Message } from '../chat/message.ts';

/** Whether a message may go within a digest: a text, or a card that tells something and waits for nothing. */
export function isTold(message: Message): boolean {
  if (message.kind !== 'card') return message.kind === 'text';
  const { task, form, selection, fields, link, settled } = message;
  return [task, form, selection, link, settled].every((each) => each === undefined) && fields.length === 0;
}
