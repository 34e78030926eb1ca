import { fact, press } from '../chat/press.ts';
import { GRANTED_ROLES } from './roles.ts';

// The preview of granting or revoking a role.
export const grantRole = press('role.granted', 'final', { cadreId: fact.text, role: fact.oneOf(GRANTED_ROLES) });
export const takeRole = press('role.taken', 'final', { cadreId: fact.text, role: fact.oneOf(GRANTED_ROLES) });
export const dropRoleChange = press('role.drop', 'own');
export const undoRoleChange = press('role.undo', 'final', { change: fact.text, at: fact.text });

// The preview of a change of one person's or unit's record by hand.
// `basis`: what stood when it was shown.
const handEdit = { item: fact.text, value: fact.text, basis: fact.text.optional() };
export const changeCadre = press('cadre.changed', 'final', { cadreId: fact.text, ...handEdit });
export const changeUnit = press('unit.changed', 'final', { unitId: fact.text, ...handEdit });
export const dropRecordChange = press('record.drop', 'own');
export const undoRecordChange = press('record.undo', 'final', { importId: fact.text, at: fact.text });

// Somebody does another's office for some days.
const standInDays = { fromOn: fact.text, untilOn: fact.text, reason: fact.text };
export const nameStandIn = press('stand-in.named', 'correctable', { cadreId: fact.text, ...standInDays });
export const dropStandIn = press('stand-in.drop', 'own');
export const endStandIn = press('stand-in.end', 'correctable', { standIn: fact.text });

// A roster sent as a file; the file is named by its SHA-256.
const sentRoster = { file: fact.text, name: fact.text, importId: fact.text };
export const importRoster = press('roster.import', 'final', sentRoster);
export const sendRosterPlan = press('roster.plan', 'own', sentRoster);
export const sendBlankRoster = press('roster.blank', 'own', { kind: fact.text });
export const dropRoster = press('roster.drop', 'own');
export const undoRoster = press('roster.undo', 'final', { importId: fact.text, at: fact.text });

// The nightly report of the platforms' contacts, and what follows from it.
const nights = { fromOn: fact.text, untilOn: fact.text };
export const sendContactNews = press('contacts.news', 'own', nights);
export const sendMissingPeople = press('contacts.missing', 'own', nights);
export const resumeListed = press('contacts.resume', 'correctable', { onDay: fact.text });
