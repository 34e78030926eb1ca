/** One line of the checklist: `ok` is in order, `fault` must be fixed, `note` was not checked or is worth knowing. */
export interface Line {
  mark: 'ok' | 'fault' | 'note';
  text: string;
  /** What to do about it. */
  advice?: string;
}

export function ok(text: string): Line {
  return { mark: 'ok', text };
}

export function fault(text: string, advice: string): Line {
  return { mark: 'fault', text, advice };
}

export function note(text: string): Line {
  return { mark: 'note', text };
}
