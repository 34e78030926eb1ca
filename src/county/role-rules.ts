import type { Identity } from '../chat/update.ts';
import { RuleError } from '../errors.ts';
import type { CadreRow, CadreStore } from './cadres.ts';
import type { RoleChangeRow } from './role-changes.ts';
import { type GrantedRole, roleLabel } from './roles.ts';
import { adminsByConfiguration } from './system-admins.ts';

/** A role that is about to be granted or revoked. */
interface WantedRoleChange {
  person: CadreRow;
  role: GrantedRole;
  change: RoleChangeRow['change'];
}

/**
 * Checks that a role to be granted is not held yet, and that one to be revoked was granted.
 * @param configured - people who are system admins by configuration
 * @throws RuleError `role.held`, `role.not-held`, `role.by-configuration`
 */
export async function requireRoleChange(
  store: { cadres: CadreStore },
  configured: readonly Identity[],
  { person, role, change }: WantedRoleChange,
): Promise<void> {
  const facts = { name: person.name, role: roleLabel(role) };
  const holds = person.roles.includes(role);
  if (change === 'granted' && holds) throw new RuleError('role.held', facts);
  if (change === 'granted' || holds) return;
  const byConfiguration =
    role === 'systemAdmin' && (await adminsByConfiguration(store, configured)).some((each) => each._id === person._id);
  throw new RuleError(byConfiguration ? 'role.by-configuration' : 'role.not-held', facts);
}
