/** Writes one piece of text to the operator. */
export type Print = (text: string) => void;

/** A command that cannot be carried out, with what to do, in the operator's words. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';
}
