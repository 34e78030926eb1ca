import type { Router } from '../src/chat/router.ts';
import { bonus } from './bonus.ts';
import { callUp } from './call-up.ts';
import { callUpAnswer } from './call-up-answer.ts';
import { callUpDecide } from './call-up-decide.ts';
import { help } from './help.ts';
import { notice } from './notice.ts';
import { scoring } from './scoring.ts';
import { todo } from './todo.ts';
import { trainingClass } from './training-class.ts';

/** Every conversation the bot can hold; the order is the order of `/帮助`. */
export function registerHandlers(router: Router): void {
  for (const register of [help, todo, trainingClass, callUp, callUpAnswer, callUpDecide, notice, scoring, bonus])
    register(router);
}
