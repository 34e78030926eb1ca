import type { NoticeRules } from './notice-rules.ts';

/** What may be said where: anywhere; in chat; in chat only that it exists; nowhere here. The lowest first. */
export const SENSITIVITIES = ['public', 'internal', 'workSensitive', 'neverIM'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** Labels with which something may be sent. */
export type SendableLabel = Exclude<Sensitivity, 'neverIM'>;

const labels: Readonly<Record<Sensitivity, string>> = {
  public: '公开',
  internal: '内部',
  workSensitive: '工作敏感',
  neverIM: '涉密',
};

const otherWords: ReadonlyMap<string, Sensitivity> = new Map([
  ['敏感', 'workSensitive'],
  ['绝密', 'neverIM'],
  ['机密', 'neverIM'],
  ['秘密', 'neverIM'],
]);

export function sensitivityLabel(label: Sensitivity): string {
  return labels[label];
}

/** `敏感`, also in brackets: `【敏感】`. */
export function readSensitivity(typed: string): Sensitivity | undefined {
  const word = typed.replace(/^[【[（(](.*)[】\]）)]$/u, '$1');
  return SENSITIVITIES.find((each) => labels[each] === word) ?? otherWords.get(word);
}

/** Above `internal`, chat says only that there is something, from whom, and where to collect or read it. */
export function isMinimal({ label = 'internal' }: { label?: Sensitivity }): boolean {
  return SENSITIVITIES.indexOf(label) > SENSITIVITIES.indexOf('internal');
}

/** A label, and the word in the text that asks for it where a word does. */
export interface Labelled {
  label: Sensitivity;
  because?: string;
}

/**
 * The label of a text: the one that was typed, else that of its class, else `internal`; a higher one where a word of the text asks for it.
 * A mark of secrecy (`机密★`) always means that it may not be sent here.
 */
export function labelOf(
  { typed, ofClass, text }: { typed?: Sensitivity | undefined; ofClass?: Sensitivity | undefined; text: string },
  { classifiedMarks, sensitiveWords }: NoticeRules['sensitivity'],
): Labelled {
  const plain = text.replace(/\s+/gu, '');
  const mark = classifiedMarks.find((each) => plain.includes(each));
  if (mark !== undefined) return { label: 'neverIM', because: mark };
  const label = typed ?? ofClass ?? 'internal';
  const word = sensitiveWords.find((each) => plain.includes(each));
  return word === undefined || isMinimal({ label }) ? { label } : { label: 'workSensitive', because: word };
}
