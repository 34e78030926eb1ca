import { describe, expect, expectTypeOf, it } from 'vitest';
import { classArg, dateArg, optional, together, traineeArg, wordArg } from '../../src/bot/arguments.ts';
import type { CommandDeclaration } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { Router } from '../../src/bot/router.ts';
import { fact, press } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';

/** Held by the compiler (`npm run types`): a line marked as a mistake that compiles is reported there. */
describe('the compiler', () => {
  const answer = press('test.answer', 'own', { classId: fact.text, answer: fact.oneOf(['confirm', 'excuse']) });

  it('lets a press carry, and its handler take, the declared facts alone', () => {
    const router = new Router();
    router.press(answer, async (ctx, facts) => {
      expectTypeOf(ctx).toEqualTypeOf<Context>();
      expectTypeOf(facts).toEqualTypeOf<{ classId: string; answer: 'confirm' | 'excuse' }>();
      // @ts-expect-error a fact that was not declared
      void facts.cadreId;
    });
    // @ts-expect-error a fact is missing
    answer.with({ classId: '2026-01' });
    // @ts-expect-error a fact too many
    answer.with({ classId: '2026-01', answer: 'confirm', cadreId: 'li' });
    // @ts-expect-error not one of the answers
    answer.with({ classId: '2026-01', answer: 'perhaps' });
    // @ts-expect-error a handler that wants another fact
    new Router().press(answer, async (_ctx, _facts: { cadreId: string }) => undefined);
    expect(router.pressed(answer.with({ classId: '2026-01', answer: 'confirm' }))).toBeDefined();
  });

  it('gives the handler of a command its declared arguments alone', () => {
    const router = new Router();
    const declaration = {
      names: ['试', 'try'],
      action: 'class.read',
      right: 'class',
      example: '/试 2026-01 张三 今天',
      about: '试',
      next: '试',
    } as const satisfies CommandDeclaration<[]>;
    const args = [
      classArg(),
      traineeArg(),
      optional(dateArg('dateOn', '日期')),
      together('more', '[词 词]', [wordArg('first', '词'), wordArg('second', '词')]),
    ] as const;
    router.command({ ...declaration, args }, async (_ctx, values) => {
      expectTypeOf(values).toEqualTypeOf<{
        readonly trainingClass: ClassRow;
        readonly trainee: CadreRow;
        readonly dateOn: string | undefined;
        readonly more: { readonly first: string; readonly second: string } | undefined;
      }>();
      // @ts-expect-error an argument that was not declared
      void values.reason;
    });
    // @ts-expect-error a handler that wants an argument that was not declared
    router.command({ ...declaration, args }, async (_ctx, { reason }: { reason: string }) => void reason);
    // @ts-expect-error an action nobody has a right to
    router.command({ ...declaration, action: 'class.burn', args }, async () => undefined);
    // @ts-expect-error no word on what the right is asked
    router.command({ ...declaration, right: undefined, args }, async () => undefined);
    expect(router.commandTyped({ name: '试', args: [], body: '' })?.spec.usage).toBe(
      '/试 [班号] <姓名> [日期] [词 词]',
    );
  });
});
