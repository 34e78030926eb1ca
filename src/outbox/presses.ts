import { press } from '../chat/press.ts';

export const retryUndelivered = press('undelivered.retry', 'correctable');
export const sendUndelivered = press('undelivered.send-list', 'own');
