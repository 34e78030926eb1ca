import { fact, press } from '../../chat/press.ts';

// The town party schools of a year, with the agreed items, as a sheet.
export const sendTownSchools = press('town-school.sheet', 'own', { year: fact.text });
