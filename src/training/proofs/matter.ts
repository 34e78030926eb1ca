/** What proofs may be about. A capability that takes proofs adds its word here and a `ProofKind` (src/bot/proof-kind.ts). */
const PROOF_SUBJECTS = [
  'leave',
  'callUp',
  'score',
  'hours',
  'objection',
  'work',
  'activity',
  'survey',
  'actionPlan',
] as const;
export type ProofSubject = (typeof PROOF_SUBJECTS)[number];

/** Something of one person's that proofs may belong to: a request, an entry. */
export interface ProofMatter {
  /** Names it, e.g. `leave:wecom:4561`. */
  about: string;
  /** In words, without the person, e.g. `3月17日 周二 上午的病假`. */
  name: string;
  /** Who sends its proofs. */
  cadreId: string;
  /** With whose end the time begins after which its proofs are removed. */
  classId: string;
  closesOn: string;
  /** Whether proofs may still be added and taken back. */
  isOpen: boolean;
}

export function proofAbout(subject: ProofSubject, id: string): string {
  return `${subject}:${id}`;
}

/** @returns `undefined` for what proofs cannot be about */
export function readAbout(about: string): { subject: ProofSubject; id: string } | undefined {
  const cut = about.indexOf(':');
  const subject = PROOF_SUBJECTS.find((each) => each === about.slice(0, cut));
  return subject === undefined ? undefined : { subject, id: about.slice(cut + 1) };
}
