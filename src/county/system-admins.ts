import type { Identity } from '../chat/update.ts';
import type { CadreRow, CadreStore } from './cadres.ts';

/** Cadre ids of the system admins: those with the role, and those named in the configuration who are in the information base. */
export async function systemAdmins(store: { cadres: CadreStore }, configured: readonly Identity[]): Promise<string[]> {
  const byRole = await store.cadres.withRole('systemAdmin');
  const named = await adminsByConfiguration(store, configured);
  return [...new Set([...byRole, ...named].map((row) => row._id))].sort();
}

/** The system admins named in the configuration who are in the information base. */
export async function adminsByConfiguration(
  { cadres }: { cadres: CadreStore },
  configured: readonly Identity[],
): Promise<CadreRow[]> {
  const found = await Promise.all(configured.map((identity) => cadres.byIdentity(identity)));
  return found.filter((row) => row !== null);
}
