import { readNumbers } from '../chat/command.ts';
import { isSealed, isSealedText, openPart, sealedChoice, sealedMark, withSealedChoice } from '../chat/sealed.ts';
import type { Update } from '../chat/update.ts';
import { keysInMemory, openValue, type PassingKeys, sealValue } from '../store/passing-keys.ts';
import type { Seal } from '../store/seal.ts';
import type { Answer, Meaning, ReceiptRow, SealedAnswer } from './receipt-row.ts';

const keyPrefix = 'receipts:';
const hourMs = 3600_000;
/** How long a key is kept after the hour it was made in, for what was sealed with it. */
const keptHours = 2;

interface Choice {
  text?: string;
  choice?: string;
  choices?: readonly string[];
}

/**
 * Seals what was chosen in secret, from the moment it is accepted until it is handled: receipts hold it under a key of the hour, which is
 * destroyed some hours later. The choice is opened for the handler alone, in memory.
 */
export class ReceiptSeals {
  readonly #keys: PassingKeys;
  #last: { name: string; seal: Seal } | undefined;

  constructor(keys: PassingKeys = keysInMemory()) {
    this.#keys = keys;
  }

  /** The receipt as it may be stored. */
  sealed(row: ReceiptRow): ReceiptRow {
    const { update } = row;
    const split = splitChoice(update);
    if (split === undefined) return row;
    const { name, seal } = this.#keyAt(row.receivedAt);
    return { ...row, update: split.open, sealed: { key: name, secret: sealValue(seal, split.choice, row._id) } };
  }

  /** The receipt as it was accepted. Where the key is gone it stays sealed. */
  opened<Row extends ReceiptRow>(row: Row): Row {
    const answer = row.answer === undefined ? {} : { answer: this.#openedAnswer(row._id, row.answer) };
    if (row.sealed === undefined) return row.answer === undefined ? row : { ...row, ...answer };
    const { sealed, ...rest } = row;
    const choice = openValue(this.#find(sealed.key), sealed.secret, row._id) as Choice | undefined;
    if (choice === undefined) return row;
    return { ...(rest as Row), ...answer, update: joinChoice(row.update, choice) };
  }

  sealedAnswer(id: string, answer: Answer, now: Date): Answer | SealedAnswer {
    if (answer.kind !== 'answer' || !isSealed(answer.meaning.press)) return answer;
    const { name, seal } = this.#keyAt(now);
    const isForm = answer.meaning.choices.length > 0;
    return { kind: 'sealed', key: name, secret: sealValue(seal, answer.meaning, aboutAnswer(id)), isForm };
  }

  #openedAnswer(id: string, answer: Answer | SealedAnswer): Answer | SealedAnswer {
    if (answer.kind !== 'sealed') return answer;
    const meaning = openValue(this.#find(answer.key), answer.secret, aboutAnswer(id)) as Meaning | undefined;
    return meaning === undefined ? answer : { kind: 'answer', meaning };
  }

  /** Keys of hours that are over. */
  oldKeys(now: Date): string[] {
    const oldest = hourOf(now) - keptHours;
    return this.#keys
      .names()
      .filter((name) => name.startsWith(keyPrefix) && Number(name.slice(keyPrefix.length)) < oldest);
  }

  destroy(key: string): void {
    if (this.#last?.name === key) this.#last = undefined;
    this.#keys.destroy(key);
  }

  #keyAt(now: Date): { name: string; seal: Seal } {
    const name = `${keyPrefix}${hourOf(now)}`;
    if (this.#last?.name !== name) this.#last = { name, seal: this.#keys.make(name) };
    return this.#last;
  }

  #find(name: string): Seal | undefined {
    return this.#last?.name === name ? this.#last.seal : this.#keys.find(name);
  }
}

function hourOf(now: Date): number {
  return Math.floor(now.getTime() / hourMs);
}

function aboutAnswer(id: string): string {
  return `${id} answer`;
}

function splitChoice(update: Update): { open: Update; choice: Choice } | undefined {
  if (update.kind === 'said') {
    // A number that was spoken is asked back, and no secret choice.
    const isAskedBack = update.spoken !== undefined && readNumbers(update.text) !== undefined;
    if (isAskedBack || !isSealedText(update.text)) return undefined;
    return { open: { ...update, text: sealedMark }, choice: { text: update.text } };
  }
  if (update.kind !== 'pressed' || !isSealed(update.press)) return undefined;
  const { press, choices } = update;
  const choice = sealedChoice(press);
  return {
    // How many were chosen tells something too.
    open: { ...update, press: openPart(press), choices: choices.length === 0 ? [] : [sealedMark] },
    choice: { ...(choice === undefined ? {} : { choice }), choices },
  };
}

function joinChoice(update: Update, { text, choice, choices }: Choice): Update {
  if (update.kind === 'said' && text !== undefined) return { ...update, text };
  if (update.kind !== 'pressed') return update;
  const press = choice === undefined ? update.press : withSealedChoice(update.press, choice);
  return { ...update, press, choices: choices ?? [] };
}
