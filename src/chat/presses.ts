import { fact, press } from './press.ts';

// On every card that may wait.
export const putOff = press('card.put-off', 'own');

// The times to choose from; `key` is the delivery of the card that is put off, `at` an ISO instant.
export const putOffUntil = press('card.put-off-until', 'own', { key: fact.text, at: fact.text });
