import { expect, it } from 'vitest';
import type { Card } from '../../src/chat/message.ts';
import { shownCard } from '../../src/chat/shown-message.ts';

it('a card is cleaned wherever it shows words, and keeps what its buttons mean', () => {
  const dirty = 'a\u202eb';
  const press = { action: 'leave.submit', data: { note: dirty } };
  const button = { label: dirty, press };
  const option = { value: dirty, label: dirty };
  const card: Card = {
    ...{
      kind: 'card',
      id: 'x',
      title: dirty,
      lines: [dirty],
      fields: [{ label: dirty, value: dirty }],
      settled: dirty,
    },
    link: { label: dirty, url: 'https://www.example.cn/' },
    form: { kind: 'single', options: [option], submit: button },
    buttons: [button],
    selection: { questions: [{ key: 'day', label: dirty, options: [option] }], submit: button },
  };
  const clean = { label: 'ab', press };
  expect(shownCard(card)).toEqual({
    ...{ kind: 'card', id: 'x', title: 'ab', lines: ['ab'], fields: [{ label: 'ab', value: 'ab' }], settled: 'ab' },
    link: { label: 'ab', url: 'https://www.example.cn/' },
    form: { kind: 'single', options: [{ value: dirty, label: 'ab' }], submit: clean },
    buttons: [clean],
    selection: { questions: [{ key: 'day', label: 'ab', options: [{ value: dirty, label: 'ab' }] }], submit: clean },
  });
});
