import { describe, expect, it } from 'vitest';
import { registerHandlers } from '../../handlers/index.ts';
import type { Context } from '../../src/bot/context.ts';
import { presentAction } from '../../src/bot/former-actions.ts';
import { Router } from '../../src/bot/router.ts';
import type { PressKind } from '../../src/chat/press.ts';
import { ACTIONS } from '../../src/county/policy.ts';
import { declaredPresses } from '../helpers/declared-presses.ts';

const declared = await declaredPresses();

/** Notes which presses are taken. */
class NotingRouter extends Router {
  readonly taken: string[] = [];

  override press<Facts>(kind: PressKind<Facts>, handler: (ctx: Context, facts: Facts) => Promise<void>): void {
    this.taken.push(kind.action);
    super.press(kind, handler);
  }
}

const router = new NotingRouter();
registerHandlers(router);

describe('presses', () => {
  it('are declared once each, and each has its handler', () => {
    const actions = declared.map(({ action }) => action);
    expect(actions.length).toBeGreaterThan(60);
    expect(actions.filter((action, index) => actions.indexOf(action) !== index)).toEqual([]);
    expect(router.taken.sort()).toEqual([...actions].sort());
  });

  it('are spelt as the acts of the policy are: words with hyphens, a dot, words with hyphens', () => {
    for (const action of [...ACTIONS, ...declared.map((each) => each.action)])
      expect(action).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
  });
});

describe('a press by a name of an earlier version', () => {
  it('has a name and a handler today', () => {
    for (const former of ['leave.giveBack']) {
      expect(presentAction(former)).not.toBe(former);
      expect(router.pressed({ action: former, data: { leave: 'l1' } })).toBeDefined();
    }
  });
});
