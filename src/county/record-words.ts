import { formatMoment } from '../calendar/beijing-time.ts';
import { cardOf } from '../chat/card.ts';
import type { Card, Press } from '../chat/message.ts';
import { dropRecordChange } from './presses.ts';
import type { RecordChangeRow } from './record-changes.ts';
import type { FieldChange } from './roster/roster-plan.ts';

export const recordWords = {
  preview: (id: string, who: string, changes: readonly FieldChange[], notes: readonly string[], confirm: Press): Card =>
    cardOf({
      id: `record-change:${id}`,
      title: '更改信息库',
      lines: [`拟更改${who} ${changes.length} 项，确认后生效。`, ...changes.map(line), ...notes],
      buttons: [
        { label: '确认更改', style: 'primary', press: confirm },
        { label: '取消', press: dropRecordChange.with({}) },
      ],
    }),
  /** Somebody who leaves a unit that they head, or of which they are liaison. */
  stillHolds: (unit: string, office: '主要负责人' | '联络员') =>
    `仍是${unit}的${office}，如有变动，请另用“/改单位 ${unit} ${office} 姓名”更改。`,
  dropped: '已取消，未作更改',
  made: (who: string, item: string) => `已更改${who}的“${item}”`,
  undone: '已撤销，恢复原内容',
  /** What was changed in a record, newest first. */
  history: (changes: readonly RecordChangeRow[], nameOf: (cadreId: string) => string) =>
    changes.map(
      ({ change, by, at }) => `${formatMoment(at)}　${by === undefined ? '运维人员' : nameOf(by)}：${line(change)}`,
    ),
  /** What stands in the base, where nobody is known who changed it. */
  stands: ({ label, fromText }: FieldChange) => `${label}：现为${fromText}`,
} as const;

function line({ label, fromText, toText }: FieldChange): string {
  return `${label}：${fromText} → ${toText}`;
}
