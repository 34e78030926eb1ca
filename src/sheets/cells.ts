import type { CellValue } from './sheet.ts';
import type { Reading } from './table.ts';

/**
 * The text of a cell that was typed in, without invisible characters and outer spaces. A formula, an error, a link or a merged cell is
 * refused: what it shows is not what it holds.
 */
export function typedText(cell: CellValue): Reading<string> {
  switch (cell.kind) {
    case 'formula':
      return { message: '单元格是公式，请复制后选择性粘贴为数值' };
    case 'error':
      return { message: '单元格是错误值，请改正' };
    case 'link':
      return { message: '单元格是超链接，请取消超链接，只保留文字' };
    case 'merged':
      return { message: `单元格与 ${cell.master} 合并，请取消合并并逐行填写` };
    case 'date':
      return { message: '单元格是日期，这里应填文字' };
    default:
      return cleanText(cell.text);
  }
}

/** A short text in one line: spaces inside are kept single. */
export function lineText(maxLength: number): (cell: CellValue) => Reading<string> {
  return (cell) => {
    const typed = typedText(cell);
    if ('message' in typed) return typed;
    const value = typed.value.replaceAll(/\s+/g, ' ');
    if (value === '') return { message: '单元格只有空白字符' };
    return value.length > maxLength ? { message: `超过 ${maxLength} 个字` } : { value };
  };
}

/** One of a list of words, each standing for a value. */
export function oneOf<T>(words: ReadonlyMap<string, T>, hint: string): (cell: CellValue) => Reading<T> {
  return (cell) => {
    const typed = typedText(cell);
    if ('message' in typed) return typed;
    const value = words.get(bareWord(typed.value));
    return value === undefined ? { message: `应填${hint}` } : { value };
  };
}

/** A text matched as a whole, spaces inside removed. */
export function matching(pattern: RegExp, message: string): (cell: CellValue) => Reading<string> {
  return (cell) => {
    const typed = typedText(cell);
    if ('message' in typed) return typed;
    const value = bareWord(typed.value);
    return pattern.test(value) ? { value } : { message };
  };
}

/** As `reader`, but `无`, `/` and dashes mean that there is nothing: the value is then `null`. */
export function orNone<T>(
  reader: (cell: CellValue) => Reading<T>,
  more: readonly string[] = [],
): (cell: CellValue) => Reading<T | null> {
  return (cell) => {
    const none = cell.kind === 'text' && [...NONE_WORDS, ...more].includes(bareWord(cell.text));
    return none ? { value: null } : reader(cell);
  };
}

const NONE_WORDS = ['无', '/', '-', '--', '—', '——'];

/** Full-width forms made half-width, all spaces removed: how names, units and words are compared. */
export function bareWord(text: string): string {
  return text.normalize('NFKC').replaceAll(INVISIBLE, '').replaceAll(/\s/g, '');
}

/** Zero-width characters and marks of writing direction. */
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

function cleanText(text: string): Reading<string> {
  const value = text.replaceAll(INVISIBLE, '').trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(value))
    return { message: '单元格里有控制字符，请重新输入' };
  return { value };
}
