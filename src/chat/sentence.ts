/** A reason that stands inside a sentence: whoever wrote it may have ended it with a full stop. */
export function withoutStop(reason: string): string {
  return reason.replace(/[。．.\s]+$/u, '');
}
