import { oneOfArg, personArg, together } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { dropRoleChange, grantRole, takeRole } from '../../src/county/presses.ts';
import type { RoleChangeRow } from '../../src/county/role-changes.ts';
import { GRANTED_ROLES, type GrantedRole, readRole, roleLabel } from '../../src/county/roles.ts';
import { roleWords } from '../../src/county/roles-words.ts';
import { systemAdmins } from '../../src/county/system-admins.ts';
import { RuleError } from '../../src/errors.ts';

/** As many changes as the list shows. */
const latestChanges = 10;

type Change = RoleChangeRow['change'];

const choices = GRANTED_ROLES.map(roleLabel).join('、');
const missing = `请写明姓名和角色。角色可写：${choices}。`;
const personAndRole = [
  personArg('person', '姓名'),
  oneOfArg(
    'role',
    '角色',
    readGranted,
    (typed) =>
      `“${typed}”不是可授予的角色，可写：${choices}。班主任、单位主要负责人和联络员随班次和单位名册确定，无需授权。`,
  ),
] as const;

/** Who may speak for the organisation department, the school, the evaluation team or the system: given and taken by the system admins. */
export function roles(router: Router): void {
  router.command(
    {
      names: ['授权', 'grant-role'],
      action: 'role.grant',
      right: 'county',
      args: [together('change', '[姓名] [角色]', personAndRole, missing)],
      example: '/授权 张三 考评工作小组',
      about: '查看各角色人员和授权记录；写明姓名和角色的，授予角色',
    },
    (ctx, { change }) => (change === undefined ? list(ctx) : preview(ctx, change, 'granted')),
  );
  router.command(
    {
      names: ['取消授权', 'revoke-role'],
      action: 'role.grant',
      right: 'county',
      args: personAndRole,
      missing,
      example: '/取消授权 张三 考评工作小组',
      about: '收回授予的角色',
    },
    (ctx, change) => preview(ctx, change, 'taken'),
  );
  const both = { drop: dropRoleChange, shown: nothingKept, dropped: roleWords.dropped };
  router.preview({ confirm: grantRole, ...both }, (ctx, _, facts) => make(ctx, facts, 'granted'));
  router.press(takeRole, (ctx, facts) => make(ctx, facts, 'taken'));
}

async function list(ctx: Context): Promise<void> {
  const { cadres, roleChanges } = ctx.store;
  const holders = await Promise.all(
    GRANTED_ROLES.map(async (role) => ({ role, people: (await cadres.withRole(role)).map((each) => each.name) })),
  );
  const configured = await peopleByConfiguration(ctx);
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
  await refuseUnlessPossible(ctx, person, role, change);
  const [unit] = await ctx.store.units.many([person.unitId]);
  await ctx.reply(roleWords.preview(ctx.update.id, person, unit?.name ?? '', role, change));
}

/**
 * The record comes first, so that no right changes hands without one; the second run finds it and goes on, also where whoever began it
 * has lost the right meanwhile.
 */
async function make(ctx: Context, { cadreId, role }: Facts<typeof grantRole>, change: Change): Promise<void> {
  const { cadres, roleChanges } = ctx.store;
  const isBegun = (await roleChanges.byId(ctx.update.id)) !== null;
  if (!isBegun) await ctx.require('role.grant', { cadreId });
  const person = await cadres.byId(cadreId);
  if (person === null) throw new RuleError('person.unknown', { name: cadreId });
  if (!isBegun) await refuseUnlessPossible(ctx, person, role, change);
  const { _id: by, name } = ctx.person;
  await roleChanges.add({ _id: ctx.update.id, cadreId: person._id, role, change, by, at: ctx.now });
  if (change === 'granted') await cadres.grant(person._id, role);
  else await take(ctx, person, role);
  await ctx.send(person._id, roleWords.toPerson(name, role, change), `role:${ctx.update.id}`);
  const admins = [...(await cadres.withRole('systemAdmin')), ...(await peopleByConfiguration(ctx))];
  const others = new Set(admins.map((each) => each._id).filter((id) => id !== by && id !== person._id));
  for (const id of others)
    await ctx.send(id, roleWords.toAdmins(name, person.name, role, change), `role:${ctx.update.id}:${id}`);
  await ctx.settle(roleWords.made(person.name, role, change));
}

/**
 * Takes a role. That of the last system admin is given back: two who take each other's at the same time both saw an admin who stays.
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

/**
 * Nobody changes what they may do themselves; so whoever takes the role of an admin is one who stays, unless theirs is taken just then.
 * @throws RuleError `policy.own-record`, `role.held`, `role.not-held`, `role.by-configuration`
 */
async function refuseUnlessPossible(ctx: Context, person: CadreRow, role: GrantedRole, change: Change): Promise<void> {
  const facts = { name: person.name, role: roleLabel(role) };
  await ctx.require('role.grant', { cadreId: person._id });
  const holds = person.roles.includes(role);
  if (change === 'granted' && holds) throw new RuleError('role.held', facts);
  if (change === 'granted' || holds) return;
  const byConfiguration =
    role === 'systemAdmin' && (await peopleByConfiguration(ctx)).some((each) => each._id === person._id);
  throw new RuleError(byConfiguration ? 'role.by-configuration' : 'role.not-held', facts);
}

/** The system admins whom the configuration names, as far as they are in the information base. */
async function peopleByConfiguration(ctx: Context): Promise<CadreRow[]> {
  const found = await Promise.all(ctx.configuredAdmins.map((identity) => ctx.store.cadres.byIdentity(identity)));
  return found.filter((row) => row !== null);
}

/** The role of a stored id, an official name, or a part that only one of the names has. */
function readGranted(typed: string): GrantedRole | undefined {
  const exact = readRole(typed);
  const meant = GRANTED_ROLES.filter((role) =>
    exact === undefined ? roleLabel(role).includes(typed) : role === exact,
  );
  return meant.length === 1 ? meant[0] : undefined;
}
