import type { Role } from '../../src/county/roles.ts';
import type { BareBot } from './bare-bot.ts';

/** Gives somebody a further role. */
export async function grant({ store }: Pick<BareBot, 'store'>, cadreId: string, role: Role): Promise<void> {
  const person = await store.cadres.byId(cadreId);
  if (person === null) throw new Error(`no ${cadreId}`);
  await store.cadres.put([{ ...person, roles: [...person.roles, role] }]);
}
