import { formatMoment } from '../calendar/beijing-time.ts';
import type { PutOffTime } from '../calendar/put-off.ts';
import { cardOf } from '../chat/card.ts';
import type { Card, Task } from '../chat/message.ts';
import { putOffUntil } from '../chat/presses.ts';

export const putOffWords = {
  /** @param key - the delivery of the card that is put off */
  card: (id: string, key: string, { name, by }: Task, times: readonly PutOffTime[]): Card =>
    cardOf({
      id: `put-off:${id}`,
      title: '稍后提醒',
      lines: ['请选择再次提醒的时间。'],
      fields: [
        { label: '事项', value: name },
        ...(by === undefined ? [] : [{ label: '截止', value: formatMoment(by) }]),
      ],
      buttons: times.map(({ label, at }) => ({ label, press: putOffUntil.with({ key, at: at.toISOString() }) })),
    }),
  until: (at: Date) => `将于${formatMoment(at)}再次提醒`,
  noTimeLeft: (by: Date) => `该事项将于${formatMoment(by)}截止，不能再推迟，请尽快办理。`,
} as const;
