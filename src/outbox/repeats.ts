import type { Message } from '../chat/message.ts';
import type { ChatPlatform } from '../chat/platform.ts';
import type { DeliveryRow } from './delivery-row.ts';
import { outboxWords } from './words.ts';

/** The first call, and one repeat of which nobody can tell whether it is read twice. */
const mostUnanswered = 2;

type Repeatable = Pick<DeliveryRow, 'kind' | 'message'>;

/** For how long, in milliseconds, the vendor recognises a repeat of this row's call. Changes and recalls may be repeated at any time. */
function recognisedMs(platform: ChatPlatform, { kind, message }: Repeatable): number {
  if (kind !== 'send' && kind !== 'post') return Number.POSITIVE_INFINITY;
  return platform.recognisesRepeatsMs(message, kind === 'send' ? 'person' : 'group');
}

/** Whether calls for this row are written down before they are made, because the vendor does not always recognise a repeat. */
export function countsCalls(platform: ChatPlatform, row: Repeatable): boolean {
  return recognisedMs(platform, row) !== Number.POSITIVE_INFINITY;
}

/** Whether the next call may bring the message a second time, as the vendor would not recognise the repeat. */
export function isBlindRepeat(platform: ChatPlatform, row: DeliveryRow, now: Date): boolean {
  if (!row.unsure || !countsCalls(platform, row)) return false;
  const sinceMs = row.unsureSince?.getTime() ?? 0;
  return now.getTime() - sinceMs >= recognisedMs(platform, row);
}

/** Whether a message was repeated as often as it may be without knowing whether it arrived. */
export function isRepeatedEnough(platform: ChatPlatform, row: DeliveryRow, now: Date): boolean {
  return isBlindRepeat(platform, row, now) && (row.unanswered ?? 0) >= mostUnanswered;
}

/** The message worded so that whoever reads it twice sees what it is. */
export function asRepeat(message: Message): Message {
  switch (message.kind) {
    case 'text':
      return { ...message, text: `${outboxWords.repeated}\n${message.text}` };
    case 'card':
      return { ...message, lines: [outboxWords.repeated, ...message.lines] };
    case 'picture':
    case 'file':
      return { ...message, name: `${outboxWords.repeatedFile}${message.name}` };
  }
}
