/** More rows are not kept: some twenty classes, ten megabytes. */
const mostRows = 30_000;

/** How many events a class has, and how many of them were decided about. */
interface Counts {
  all: number;
  confirmed: number;
  refused: number;
}

interface Decided {
  readonly confirmedBy?: string;
  readonly refusedBy?: string;
}

interface Read<Row> {
  rows: readonly Row[];
  counts: Counts;
}

/** The events of the classes that were read last. Events are only added, and decided about once: where there are no more now, they are the same. */
export class EventsReadLast<Row extends Decided> {
  /** The one read last comes last. */
  readonly #classes = new Map<string, Read<Row>>();
  #rows = 0;

  /** @param present - asks how many there are now; asked only where the class was read before */
  async of(classId: string, present: () => Promise<Counts>): Promise<readonly Row[] | undefined> {
    const read = this.#classes.get(classId);
    if (read === undefined || !isSame(read.counts, await present())) return undefined;
    this.#keep(classId, read);
    return read.rows;
  }

  keep(classId: string, rows: readonly Row[]): void {
    const confirmed = rows.filter(({ confirmedBy }) => confirmedBy !== undefined).length;
    const refused = rows.filter(({ refusedBy }) => refusedBy !== undefined).length;
    this.#keep(classId, { rows, counts: { all: rows.length, confirmed, refused } });
    for (const oldest of this.#classes.keys()) {
      if (this.#rows <= mostRows) return;
      this.#drop(oldest);
    }
  }

  #keep(classId: string, read: Read<Row>): void {
    this.#drop(classId);
    this.#classes.set(classId, read);
    this.#rows += read.rows.length;
  }

  #drop(classId: string): void {
    this.#rows -= this.#classes.get(classId)?.rows.length ?? 0;
    this.#classes.delete(classId);
  }
}

function isSame(one: Counts, other: Counts): boolean {
  return one.all === other.all && one.confirmed === other.confirmed && one.refused === other.refused;
}
