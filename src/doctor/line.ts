/** One line of the checklist: `ok` done, `fault` to be put right, `note` not checked or worth knowing. */
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
