/** A document of A4 pages as data. */
export interface Pages {
  /** In the file's own properties. */
  title: string;
  madeAt: Date;
  blocks: readonly Block[];
  /** Stands at the foot of each page, before its number. */
  foot: string;
  /** A frame around a single page, as certificates have it. */
  frame?: true;
  /** What the page's check is called; with it each page carries the check of all pages so far. */
  check?: string;
}

export type Block =
  | { kind: 'text'; text: string; size?: number; align?: 'left' | 'center' | 'right'; bold?: true; indent?: true }
  | { kind: 'fields'; fields: readonly { label: string; value: string }[] }
  | { kind: 'table'; head: readonly string[] /** In proportion. */; widths: readonly number[]; rows: readonly Row[] }
  | { kind: 'space'; points: number }
  /** A QR code with lines beside it, at the foot of the page where it fits. */
  | { kind: 'code'; address: string; lines: readonly string[] };

type Row = readonly string[];

/** What a document may hold at most; a register of forty years is well within. */
export const mostPages = 60;
