import { press } from '../chat/press.ts';

export const retryUndelivered = press('undelivered.retry', 'correctable');
