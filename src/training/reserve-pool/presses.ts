import { fact, press } from '../../chat/press.ts';

export const sendReservePool = press('reserve.sheet', 'own', { words: fact.text });
