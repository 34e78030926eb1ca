/** A picture of horizontal bars as data: everything in it is said in words as well, so that nobody needs it. */
export interface Chart {
  title: string;
  /** Under the title. */
  lines: readonly string[];
  parts: readonly ChartPart[];
  /** What the marks mean, at the bottom. */
  notes: readonly string[];
}

interface ChartPart {
  heading?: string;
  bars: readonly Bar[];
}

export interface Bar {
  label: string;
  /** What it comes to in words, e.g. `31.5/35 分`. */
  text: string;
  /** How much of the whole length is filled, from 0 to 1. */
  share: number;
  /** Where the middle half of all lies and its middle, from 0 to 1. */
  middleHalf?: { from: number; middle: number; to: number };
}

/** The most bars one picture has room for. */
export const mostBars = 40;
