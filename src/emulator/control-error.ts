/** A request to the control API that cannot be done; `message` is a Chinese sentence for the person at the page. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}
