import { fact, press } from '../../chat/press.ts';

// One's own outline for the closing.
const ofClass = { classId: fact.text };
export const writeOutline = press('sharing.write', 'own', ofClass);
export const giveOutline = press('sharing.outline', 'own', ofClass);
export const takeOutlineBack = press('sharing.take-back', 'own', ofClass);
export const showOwnOutline = press('sharing.show-own', 'own', ofClass);
// What one of the speakers shared.
export const showSharing = press('sharing.show', 'own', { ...ofClass, cadreId: fact.text });
