import { type Card, type Message, plainWords } from '../../src/chat/message.ts';
import type { ChatPlatform, Handle, Outcome } from '../../src/chat/platform.ts';
import type { PlatformName } from '../../src/chat/update.ts';

/** One call the deliverer made. */
export interface Call {
  to: readonly string[];
  message: Message;
  key: string;
  again: boolean;
}

/** What a call does instead of succeeding: throws, or answers for each receiver. */
export type Answer = Error | ((call: Call) => readonly Outcome[] | Promise<readonly Outcome[]>);

/** A platform that answers as it is told, call by call, and then always well. */
export class ScriptedPlatform implements ChatPlatform {
  readonly name: PlatformName;
  readonly calls: Call[] = [];
  readonly revisions: { to: string; handle: Handle; card: Card }[] = [];
  readonly #answers: Answer[] = [];
  /** As of a vendor that takes no key twice, unless it is set. */
  recognisedMs = Number.POSITIVE_INFINITY;
  /** Answers for as long as it is set, before the queued ones. */
  always: Answer | undefined;

  constructor(name: PlatformName = 'wecom') {
    this.name = name;
  }

  next(...answers: readonly Answer[]): void {
    this.#answers.push(...answers);
  }

  /** Texts that were taken, as `<person> <text>`, in order. */
  get taken(): string[] {
    return this.#taken;
  }
  readonly #taken: string[] = [];

  recognisesRepeatsMs(): number {
    return this.recognisedMs;
  }

  capacity(message: Message): number {
    return message.kind === 'card' ? 1 : 1000;
  }

  async send(to: readonly string[], message: Message, key: string, again: boolean): Promise<readonly Outcome[]> {
    const call = { to, message, key, again };
    this.calls.push(call);
    const answer = this.always ?? this.#answers.shift();
    if (answer instanceof Error) throw answer;
    const outcomes = answer === undefined ? allSent(call) : await answer(call);
    const words = message.kind === 'card' ? message.title : plainWords(message);
    for (const each of outcomes) if (each.result === 'sent') this.#taken.push(`${each.userId} ${words}`);
    return outcomes;
  }

  readonly #revisionFaults: Error[] = [];
  nextRevision(...faults: readonly Error[]): void {
    this.#revisionFaults.push(...faults);
  }

  /** Whether cards on the screen can still be changed. */
  canRevise = true;

  async revise(to: string, handle: Handle, card: Card): Promise<boolean> {
    if (!this.canRevise) return false;
    const fault = this.#revisionFaults.shift();
    if (fault !== undefined) throw fault;
    this.revisions.push({ to, handle, card });
    return true;
  }

  receive(): never {
    throw new Error('nothing is received here');
  }

  people(): never {
    throw new Error('nobody is asked for here');
  }
}

export function allSent({ to, message, key }: Call): Outcome[] {
  return to.map((userId) => ({
    userId,
    result: 'sent',
    ...(message.kind === 'card'
      ? { handle: { ref: `${key}:${userId}` }, cardRef: `${key}:${userId}` }
      : { handle: {} }),
  }));
}
