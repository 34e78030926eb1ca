/** A field met in a document after the same fields before it: what is stored together has the same fields in the same order. */
export class FieldPlace {
  readonly name: string;
  readonly bytes: Buffer;
  /** What followed it last, and all that ever followed it. */
  next: FieldPlace | undefined;
  readonly following: FieldPlace[] = [];
  /** The first field of the documents in it. */
  inner: FieldPlace | undefined;
  /** The text it had last, and where in the present bytes. */
  text = '';
  textStart = 0;
  textEnd = 0;
  textIn = 0;
  /** The instant it had last, in the present bytes. */
  instant: Date | undefined;
  instantIn = 0;

  constructor(bytes: Buffer) {
    this.name = bytes.toString('utf8');
    this.bytes = bytes;
  }
}
