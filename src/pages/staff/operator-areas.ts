import { sendUndelivered } from '../../outbox/presses.ts';
import { emptyWords, staffListLabels } from '../words.ts';
import type { Area } from './area.ts';
import { listOf } from './chat-list.ts';
import { deadLetters, roleList } from './operator-lists.ts';

/** Lists of those who see to it that everything runs. */
export const operatorAreas: readonly Area[] = [
  {
    ...{ path: '/staff/undelivered', label: '未送达', action: 'delivery.inspect' },
    empty: emptyWords.undelivered,
    says: { label: '重新发送', text: '/未送达', action: 'delivery.retry' },
    list: (asked) => listOf(asked, sendUndelivered.with({})),
  },
  {
    path: '/staff/dead-letters',
    label: staffListLabels.deadLetters,
    action: 'delivery.inspect',
    empty: emptyWords.deadLetters,
    list: ({ ctx }) => deadLetters(ctx),
  },
  { path: '/staff/roles', label: '角色', action: 'role.grant', list: ({ ctx }) => roleList(ctx) },
];
