import type { Identity } from '../chat/update.ts';
import type { CadreStore } from './cadres.ts';

/** The cadre ids of the system admins: by role, and those named in the configuration, as far as they are in the information base. */
export async function systemAdmins(store: { cadres: CadreStore }, configured: readonly Identity[]): Promise<string[]> {
  const byRole = await store.cadres.withRole('systemAdmin');
  const named = await Promise.all(configured.map((identity) => store.cadres.byIdentity(identity)));
  return [...new Set([...byRole, ...named.filter((row) => row !== null)].map((row) => row._id))].sort();
}
