/** A callback that is not believed or cannot be read. `why` is one fixed word for the security log, never content. */
export class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused';
  readonly why: string;

  constructor(why: string) {
    super(why);
    this.why = why;
  }
}
