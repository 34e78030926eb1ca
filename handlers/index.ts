import type { Router } from '../src/chat/router.ts';
import { help } from './help.ts';
import { todo } from './todo.ts';

/** Every conversation the bot can hold; the order is the order of `/帮助`. */
export function registerHandlers(router: Router): void {
  for (const register of [help, todo]) register(router);
}
