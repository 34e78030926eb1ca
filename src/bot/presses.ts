import { fact, press } from '../chat/press.ts';

export const showWaiting = press('todo.show', { key: fact.text });
