import { fact, press } from '../../chat/press.ts';

export const makeSignIn = press('sign-in.make', { session: fact.text });
