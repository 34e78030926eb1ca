import { fact, press } from '../chat/press.ts';
import { GRANTED_ROLES } from './roles.ts';

// The preview of granting or revoking a role.
export const grantRole = press('role.granted', 'final', { cadreId: fact.text, role: fact.oneOf(GRANTED_ROLES) });
export const takeRole = press('role.taken', 'final', { cadreId: fact.text, role: fact.oneOf(GRANTED_ROLES) });
export const dropRoleChange = press('role.drop', 'own');
export const undoRoleChange = press('role.undo', 'final', { change: fact.text, at: fact.text });

// A roster sent as a file; the file is named by its SHA-256.
const sentRoster = { file: fact.text, name: fact.text, importId: fact.text };
export const importRoster = press('roster.import', 'final', sentRoster);
export const sendRosterPlan = press('roster.plan', 'own', sentRoster);
export const dropRoster = press('roster.drop', 'own');
