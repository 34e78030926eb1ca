import type { ApiCall } from '../api.ts';
import type { JsonObject } from '../json.ts';
import type { DeliveryFault } from '../messages.ts';
import type { Caller } from './state.ts';

/** One call as WeCom's methods see it. */
export interface WecomCall {
  http: ApiCall;
  body: JsonObject;
  fault: DeliveryFault;
  /** Adds a warning to the list of calls. */
  warn(text: string): void;
}

/** A call with a good token. */
export interface TokenCall extends WecomCall {
  caller: Caller;
}
