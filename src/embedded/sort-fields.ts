import type { Document } from './document.ts';
import { StoreError } from './errors.ts';

/** One field of a sort: its path and direction. */
export interface SortField {
  readonly path: string;
  readonly descending: boolean;
}

/** The fields and directions of a sort document. @throws StoreError 2 when a direction is not 1 or -1 */
export function sortFields(sort: Document): SortField[] {
  return Object.entries(sort).map(([path, direction]) => {
    const number = Number(direction);
    if (number !== 1 && number !== -1) throw new StoreError(2, `$sort key ordering must be 1 or -1 for ${path}`);
    return { path, descending: number < 0 };
  });
}
