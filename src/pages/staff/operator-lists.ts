import type { Context } from '../../bot/context.ts';
import { formatMoment } from '../../calendar/beijing-time.ts';
import { GRANTED_ROLES, roleLabel } from '../../county/roles.ts';
import { adminsByConfiguration } from '../../county/system-admins.ts';
import { staffListLabels as words } from '../words.ts';
import { columnsOf, named } from './own-lists.ts';
import type { PageList } from './shown-list.ts';

const mostDead = 500;
/** Before the reason of what was not even given to a conversation. */
const setAside = 'set-aside: ';

/** Who holds which role. @throws RuleError `policy.denied` */
export async function roleList(ctx: Context): Promise<PageList> {
  await ctx.requireIn('role.grant', {});
  const held = await Promise.all(
    GRANTED_ROLES.map(async (role) =>
      (await ctx.store.cadres.withRole(role)).map((person) => ({ role, person, how: words.granted })),
    ),
  );
  const configured = await adminsByConfiguration(ctx.store, ctx.configuredAdmins);
  const all = [
    ...held.flat(),
    ...configured.map((person) => ({ role: 'systemAdmin' as const, person, how: words.byConfiguration })),
  ];
  const units = await ctx.store.units.many([...new Set(all.map(({ person }) => person.unitId))]);
  const unitNames = new Map(units.map((unit) => [unit._id, unit.name]));
  return {
    ...named(ctx, words.role),
    columns: columnsOf(words.role, words.name, words.unit, words.how),
    rows: all.map(({ role, person, how }) => [
      ...[roleLabel(role), person.name, unitNames.get(person.unitId) ?? '', how],
    ]),
  };
}

/** What people sent and nobody could handle, the newest first; without what they said. @throws RuleError `policy.denied` */
export async function deadLetters(ctx: Context): Promise<PageList> {
  await ctx.require('delivery.inspect', {});
  const rows = (await ctx.store.receipts.dead(mostDead)).reverse();
  const people = await Promise.all(
    rows.map(({ update }) => (update.from.userId === '' ? null : ctx.store.cadres.byIdentity(update.from))),
  );
  return {
    ...named(ctx, words.deadLetters),
    columns: columnsOf(words.received, words.sender, words.kind, words.cause),
    rows: rows.map(({ receivedAt, update, error }, index) => [
      ...[formatMoment(receivedAt), people[index]?.name ?? ''],
      update.kind === 'said' || update.kind === 'pressed' ? words.updates[update.kind] : words.updates.other,
      causeOf(error ?? ''),
    ]),
  };
}

/** Why an update could not be handled, in words; behind them what the log has. */
function causeOf(error: string): string {
  const [line = ''] = error.split('\n');
  return line.startsWith(setAside) ? words.unreadable(line.slice(setAside.length)) : words.failed(line);
}
