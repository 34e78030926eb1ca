const shortLetters = 12;
const longLetters = 30;

/** How a cell takes its place: numbers stand below each other, short texts stay on one line, long ones get room. */
export function widthOf(cell: string | number): string | undefined {
  if (typeof cell === 'number') return 'number';
  const letters = [...cell].length;
  if (letters <= shortLetters) return 'short';
  return letters > longLetters ? 'long' : undefined;
}
