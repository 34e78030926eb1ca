/** A reason for use inside a sentence: without the full stop with which its author may have ended it. */
export function withoutStop(reason: string): string {
  return reason.replace(/[。．.\s]+$/u, '');
}
