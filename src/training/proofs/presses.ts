import { fact, press } from '../../chat/press.ts';

// What was sent, shown before it is kept.
export const keepProof = press('proof.keep', 'own', { proof: fact.text, about: fact.text });
/** The same where it may belong to one of several matters: that one is chosen on the card. */
export const keepProofFor = press('proof.keep-for', 'own', { proof: fact.text });
export const dropProof = press('proof.drop', 'own', { proof: fact.text });

// For who decides, and for who sent it.
export const showProofs = press('proof.show', 'own', { about: fact.text });
export const takeProofsBack = press('proof.take-back', 'own', { about: fact.text });

// On the answer to an entry.
export const askForProof = press('proof.ask', 'own', { about: fact.text });
export const needNoProof = press('proof.no-need', 'own', { about: fact.text });
