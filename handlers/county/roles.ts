import { oneOfArg, personArg, together } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { dropRoleChange, grantRole, takeRole, undoRoleChange } from '../../src/county/presses.ts';
import type { RoleChangeRow } from '../../src/county/role-changes.ts';
import { requireRoleChange } from '../../src/county/role-rules.ts';
import { GRANTED_ROLES, type GrantedRole, readGrantedRole, roleLabel } from '../../src/county/roles.ts';
import { roleWords } from '../../src/county/roles-words.ts';
import { adminsByConfiguration, systemAdmins } from '../../src/county/system-admins.ts';
import { RuleError } from '../../src/errors.ts';

/** How many changes the list shows. */
const latestChanges = 10;

type Change = RoleChangeRow['change'];

const choices = GRANTED_ROLES.map(roleLabel).join('、');
const missing = `请写明姓名和角色。角色可写：${choices}。`;
const personAndRole = [
  personArg('person', '姓名'),
  oneOfArg(
    'role',
    '角色',
    readGrantedRole,
    (typed) =>
      `“${typed}”不是可授予的角色，可写：${choices}。班主任、单位主要负责人和联络员随班次和单位名册确定，无需授权。`,
  ),
] as const;

/** System admins grant and revoke the roles of the organisation department, the school, the evaluation team and the system admins. */
export function roles(router: Router): void {
  router.command(
    {
      names: ['授权', 'grant-role'],
      action: 'role.grant',
      right: 'county',
      args: [together('change', '[姓名] [角色]', personAndRole, missing)],
      example: '/授权 {colleague} 考评工作小组',
      about: '查看各角色人员和授权记录；写明姓名和角色的，授予角色',
      next: '先预览，确认后告知本人。',
    },
    (ctx, { change }) => (change === undefined ? list(ctx) : preview(ctx, change, 'granted')),
  );
  router.command(
    {
      names: ['收回授权', 'revoke-role', '取消授权'],
      action: 'role.grant',
      right: 'county',
      args: personAndRole,
      missing,
      example: '/收回授权 {evaluator} 考评工作小组',
      about: '收回授予的角色',
      next: '先预览，确认后告知本人。',
    },
    (ctx, change) => preview(ctx, change, 'taken'),
  );
  const both = { drop: dropRoleChange, shown: nothingKept, dropped: roleWords.dropped };
  const makeUndoable = async (ctx: Context, facts: Facts<typeof grantRole>, change: Change) => {
    const answer = await make(ctx, facts, change);
    await replyWithUndo(ctx, `${answer}。`, changingRole, { change: ctx.update.id });
  };
  router.preview({ confirm: grantRole, ...both }, (ctx, _, facts) => makeUndoable(ctx, facts, 'granted'));
  router.press(takeRole, (ctx, facts) => makeUndoable(ctx, facts, 'taken'));
  registerUndo(router, { ...changingRole, takeBack: undo });
}

const changingRole = { kind: undoRoleChange, instead: () => '“/授权”或“/收回授权”' };

/** Makes the opposite change, if the person still has the role, or still lacks it, by this one and no later one. */
async function undo(ctx: Context, { change: id }: { change: string }): Promise<undefined> {
  const { cadres, roleChanges } = ctx.store;
  const isBegun = (await roleChanges.byId(ctx.update.id)) !== null;
  if (!isBegun) await ctx.requireIn('role.grant', {});
  const done = await roleChanges.byId(id);
  const person = done && (await cadres.byId(done.cadreId));
  const role = readGrantedRole(done === null ? '' : roleLabel(done.role));
  if (done === null || person === null || role === undefined)
    throw new RuleError('undo.acted-on', { instead: changingRole.instead() });
  const later = (await roleChanges.since(done.at)).some(
    (row) => row._id !== id && row.cadreId === done.cadreId && row.role === done.role,
  );
  const stands = person.roles.includes(role) === (done.change === 'granted') && !later;
  refuseUndo(ctx, done.by, !stands && !isBegun, changingRole.instead());
  await make(ctx, { cadreId: person._id, role }, done.change === 'granted' ? 'taken' : 'granted');
}

async function list(ctx: Context): Promise<void> {
  const { cadres, roleChanges } = ctx.store;
  const holders = await Promise.all(
    GRANTED_ROLES.map(async (role) => ({ role, people: (await cadres.withRole(role)).map((each) => each.name) })),
  );
  const configured = await adminsByConfiguration(ctx.store, ctx.configuredAdmins);
  const changes = await roleChanges.latest(latestChanges);
  const people = await cadres.many([...new Set(changes.flatMap((row) => [row.cadreId, row.by]))]);
  const names = new Map(people.map((person) => [person._id, person.name]));
  await ctx.reply(
    roleWords.list(
      holders,
      configured.map((each) => each.name),
      changes,
      (id) => names.get(id) ?? id,
    ),
  );
}

async function preview(
  ctx: Context,
  { person, role }: { person: CadreRow; role: GrantedRole },
  change: Change,
): Promise<void> {
  await ctx.require('role.grant', { cadreId: person._id });
  await requireRoleChange(ctx.store, ctx.configuredAdmins, { person, role, change });
  const [unit] = await ctx.store.units.many([person.unitId]);
  await ctx.reply(roleWords.preview(ctx.update.id, person, unit?.name ?? '', role, change));
}

/**
 * Records the change before making it, so that no role changes without a record. A second run finds the record and continues, even if the
 * person who began it has lost the right in the meantime.
 */
async function make(ctx: Context, { cadreId, role }: Facts<typeof grantRole>, change: Change): Promise<string> {
  const { cadres, roleChanges } = ctx.store;
  const isBegun = (await roleChanges.byId(ctx.update.id)) !== null;
  if (!isBegun) await ctx.require('role.grant', { cadreId });
  const person = await cadres.byId(cadreId);
  if (person === null) throw new RuleError('person.unknown', { name: cadreId });
  if (!isBegun) await requireRoleChange(ctx.store, ctx.configuredAdmins, { person, role, change });
  const { _id: by, name } = ctx.person;
  await roleChanges.add({ _id: ctx.update.id, cadreId: person._id, role, change, by, at: ctx.now });
  if (change === 'granted') await cadres.grant(person._id, role);
  else await take(ctx, person, role);
  await ctx.send(person._id, roleWords.toPerson(name, role, change), `role:${ctx.update.id}`);
  const admins = await systemAdmins(ctx.store, ctx.configuredAdmins);
  for (const id of admins.filter((each) => each !== by && each !== person._id))
    await ctx.send(id, roleWords.toAdmins(name, person.name, role, change), `role:${ctx.update.id}:${id}`);
  const made = roleWords.made(person.name, role, change);
  await ctx.settle(made);
  return made;
}

/**
 * Revokes a role. If no system admin is left, because two revoked each other's role at the same time, it is granted again.
 * @throws RuleError `role.last-admin`
 */
async function take(ctx: Context, person: CadreRow, role: GrantedRole): Promise<void> {
  const { cadres, roleChanges } = ctx.store;
  const back = `${ctx.update.id}:back`;
  if ((await roleChanges.byId(back)) === null) {
    await cadres.takeRole(person._id, role);
    const isLast = role === 'systemAdmin' && (await systemAdmins(ctx.store, ctx.configuredAdmins)).length === 0;
    if (!isLast) return;
    const { _id: by } = ctx.person;
    await roleChanges.add({ _id: back, cadreId: person._id, role, change: 'granted', by, at: ctx.now });
  }
  await cadres.grant(person._id, role);
  throw new RuleError('role.last-admin', { name: person.name });
}
