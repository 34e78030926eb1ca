import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { registerHandlers } from '../../handlers/index.ts';
import type { CommandSpec } from '../../src/bot/command.ts';
import { Router } from '../../src/bot/router.ts';
import { type Action, type Actor, isOfKeepers, mayEver, mayIn } from '../../src/county/policy.ts';
import { ROLES, type Role, roleLabel } from '../../src/county/roles.ts';

const page = readFileSync('docs/commands.md', 'utf8');

describe('the page of commands', () => {
  const specs = registered();

  it.each(specs.map((spec) => [spec.names[0], spec] as const))('tells who may use /%s, and for what', (_name, spec) => {
    expect(page.split('\n')).toContain(rowOf(spec));
  });

  it('lists nothing else', () => {
    expect(page.split('\n').filter((line) => line.startsWith('| `/'))).toEqual(specs.map(rowOf));
  });
});

function rowOf({ usage, names, action, about, next }: CommandSpec): string {
  const [, ...others] = names;
  const who = ROLES.filter((role) => mayEver(only(role), action));
  const everybody = who.length === ROLES.length;
  const labels = who.map((role) => `${roleLabel(role)}${mayIn(only(role), action, {}) ? '' : narrowed(role, action)}`);
  const cells = [
    `\`${usage.replaceAll('|', '\\|')}\``,
    others.map((each) => `\`${each}\``).join(' '),
    everybody ? '所有人' : labels.join('、'),
    about,
    next,
  ];
  return `| ${cells.join(' | ')} |`;
}

function narrowed(role: Role, action: Action): string {
  if (role === 'cadre' && action === 'sign-in.roll') return '（班长、值日学员、分课堂负责人）';
  if (role === 'cadre' && action.startsWith('notice.') && isOfKeepers(action)) return '（本班班委）';
  if (role === 'cadre' && action.startsWith('survey.')) return action === 'survey.answer' ? '（本人）' : '（协办人）';
  if (role === 'cadre' && isOfKeepers(action)) return '（分课堂负责人）';
  if (role === 'classTeacher') return '（本班）';
  return role === 'cadre' ? '（本人）' : '（本单位）';
}

function only(role: Role): Actor {
  return {
    cadreId: 'x',
    roles: [role],
    teachesClassIds: [],
    headsUnitIds: [],
    liaisesUnitIds: [],
    keepsRollOf: ['x'],
    keepsRoomsOf: ['x'],
    onCommitteeOf: ['x'],
    sharesSurveys: ['x'],
  };
}

function registered(): CommandSpec[] {
  const router = new Router();
  registerHandlers(router);
  return router.specs;
}
