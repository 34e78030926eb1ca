import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KEPT_FROM_CHAT, passesChat } from '../../src/chat/kept-from-chat.ts';

describe('what does not pass through chat', () => {
  it.each(Object.values(KEPT_FROM_CHAT))('stands on the page of rules with what is said of it: %s', (said) => {
    expect(readFileSync('docs/rules.md', 'utf8')).toContain(`(${said})`);
  });

  it('is one thing to others and another to the one person it is about', () => {
    expect(passesChat({ matter: 'registers', of: 'zhao' }, 'zhao')).toBe(true);
    expect(passesChat({ matter: 'registers', of: 'zhao' }, 'org')).toBe(false);
    expect(passesChat({ matter: 'results' }, 'zhao')).toBe(false);
    expect(passesChat(undefined, 'org')).toBe(true);
  });
});
