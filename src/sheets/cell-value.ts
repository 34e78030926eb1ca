import { cleaned } from '../chat/plain-text.ts';
import { isoDateCell, numberCell } from './number-cell.ts';
import type { NumberFormat } from './number-format.ts';
import { withoutEscapes } from './shared-strings.ts';
import type { CellValue } from './sheet.ts';
import { isTrue } from './xml.ts';

/** What the cells of a sheet refer to by number, and how its workbook counts days. */
export interface CellContext {
  strings: readonly string[];
  formats: readonly NumberFormat[];
  startsIn1904: boolean;
}

/** A cell as its part has it (ECMA-376 part 1, 18.3.1.4). */
export interface WrittenCell {
  column: number;
  type: string;
  style: number;
  value: string;
  formula: string | undefined;
}

const GENERAL: NumberFormat = { kind: 'general' };

/** What a person sees in the cell; absent when that is nothing. */
export function cellValue(cell: WrittenCell, inline: string, context: CellContext): CellValue | undefined {
  const value = cell.value.trim();
  if (cell.formula !== undefined) return { kind: 'formula', text: `=${cell.formula || value}` };
  const format = context.formats[cell.style] ?? GENERAL;
  switch (cell.type) {
    case 's':
      return value === '' ? undefined : sharedCell(context.strings[Number(value)]);
    case 'inlineStr':
      return textCell(inline || withoutEscapes(cell.value));
    case 'str':
      return textCell(withoutEscapes(cell.value));
    case 'b':
      return value === '' ? undefined : { kind: 'boolean', text: isTrue(value) ? 'TRUE' : 'FALSE' };
    case 'e':
      return { kind: 'error', text: value };
    case 'd':
      return isoDateCell(value, format);
    default:
      return numberCell(value, format, context.startsIn1904);
  }
}

function sharedCell(text: string | undefined): CellValue | undefined {
  return text === undefined ? { kind: 'error', text: '' } : textCell(text);
}

function textCell(text: string): CellValue | undefined {
  return cleaned(text) === '' ? undefined : { kind: 'text', text };
}
