import { describe, expect, it } from 'vitest';
import { registerHandlers } from '../../handlers/index.ts';
import type { Context } from '../../src/bot/context.ts';
import { presentAction } from '../../src/bot/former-actions.ts';
import { Router } from '../../src/bot/router.ts';
import { cardOf } from '../../src/chat/card.ts';
import { type Card, plainText, takesNumbers } from '../../src/chat/message.ts';
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

/** Presses that reach many people or cannot be taken back. A new press is in this list or deliberately not. */
const finals = [
  'arrival.no-show',
  'attendance.enter-sheet',
  'attendance.undo',
  'cadre.changed',
  'call-up.add',
  'call-up.cancel-quota',
  'call-up.chase-quota',
  'call-up.consult-units',
  'call-up.defer-to',
  'call-up.excuse',
  'call-up.issue',
  'call-up.open-quota',
  'call-up.take-back',
  'call-up.undo',
  'call-up.undo-result',
  'class-group.create',
  'class.change',
  'class.change-timetable',
  'class.move-days',
  'class.undo',
  'class.undo-timetable',
  'class.withdraw',
  'committee.cancel',
  'committee.confirm',
  'committee.group',
  'committee.open',
  'committee.refusal',
  'committee.rota',
  'committee.vote',
  'elective.cancel',
  'elective.open-and-tell',
  'elective.raise-seats',
  'exchange.ask-units',
  'exchange.change',
  'grade.confirm',
  'grade.name-team',
  'grade.publish',
  'grade.submit',
  'grade.undo',
  'heard.carry-out',
  'hours.enter-sheet',
  'hours.reverse',
  'hours.undo-sheet',
  'material.send',
  'need.cancel-round',
  'need.chase',
  'need.extend-round',
  'need.open-round',
  'need.undo-round',
  'notice.correct',
  'notice.remind',
  'notice.send',
  'notice.undo',
  'plan.approve-all',
  'plan.confirm',
  'plan.merge',
  'plan.undo',
  'recall.confirm',
  'record.undo',
  'role.granted',
  'role.taken',
  'role.undo',
  'roll.call',
  'roll.undo',
  'room.close',
  'roster.import',
  'roster.undo',
  'scheme.confirm',
  'score.bonus-undo',
  'score.bonuses-confirm',
  'score.record',
  'score.undo',
  'several.carry-out',
  'suggestion.answer',
  'survey.chase',
  'survey.close',
  'survey.issue',
  'survey.reopen',
  'survey.undo',
  'test.cancel',
  'test.chase',
  'test.issue',
  'trainee.drop-out',
  'unit.changed',
  'work.cancel',
  'work.chase',
  'work.issue',
];

describe('a typed number', () => {
  it('never presses what reaches many people or cannot be taken back', () => {
    const isFinal = (kind: PressKind<never>) => kind.with({} as never).isFinal === true;
    expect(
      declared
        .filter(isFinal)
        .map((kind) => kind.action)
        .sort(),
    ).toEqual(finals);
  });

  it.each([...declared])('on a card with a button of kind %o', (kind) => {
    const press = kind.with({} as never);
    const card: Card = cardOf({ id: 'x', title: '预览', buttons: [{ label: '办理', press }] });
    expect(takesNumbers(card)).toBe(kind.effect !== 'final');
    expect(plainText(card)).toContain(kind.effect === 'final' ? '请回复“办理”。' : '1. 办理\n请回复序号。');
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
