import type { Card, Form } from '../../../src/chat/message.ts';

/** Cards as handlers make them. */
export function card(parts: Partial<Card> = {}): Card {
  return { kind: 'card', id: 'call-up:2026-01', title: '点名调训', lines: [], fields: [], buttons: [], ...parts };
}

export const confirm = {
  label: '确认参加',
  press: { action: 'call-up.answer', data: { answer: 'confirm' } },
  style: 'primary',
} as const;
export const leave = { label: '请假', press: { action: 'call-up.answer', data: { answer: 'leave' } } };
export const refuse = {
  label: '不参加',
  press: { action: 'call-up.answer', data: { answer: 'refuse' } },
  style: 'danger',
} as const;

export function form(count: number, parts: Partial<Form> = {}): Form {
  return {
    kind: 'single',
    options: Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `选项${index + 1}` })),
    submit: { label: '提交', press: { action: 'survey.answer', data: { survey: 's1' } } },
    ...parts,
  };
}
