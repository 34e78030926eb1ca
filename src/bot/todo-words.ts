import type { Card } from '../chat/message.ts';
import { showWaiting } from './presses.ts';

export const todoWords = {
  shown: '请在下面的卡片上办理',
  nothing: '您目前没有待办事项。',
  gone: '该事项已办理或已过期。回复“待办”查看最新事项。',
  card: (id: string, items: readonly { key: string; title: string }[], total: number): Card => ({
    kind: 'card',
    id: `todo:${id}`,
    title: '我的待办',
    lines: [
      `您有 ${total} 项待办${total > items.length ? `，先列出最近 ${items.length} 项` : ''}：`,
      ...items.map((item, index) => `${index + 1}. ${item.title}`),
    ],
    fields: [],
    buttons: items.map((item, index) => ({
      label: `办理第 ${index + 1} 项`,
      press: showWaiting.with({ key: item.key }),
    })),
  }),
} as const;
