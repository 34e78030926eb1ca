import { cleaned, comparable, plainWord } from '../chat/plain-text.ts';
import type { CellValue } from './sheet.ts';
import type { Reading } from './table.ts';

/**
 * The text of a cell that was typed in, as it is kept (`cleaned`). A formula, an error, a link or a merged cell is
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
    case 'boolean':
      return { message: '单元格是逻辑值，这里应填文字' };
    case 'longNumber':
      return { message: '数字过长，末几位可能已变成 0，请将单元格设为文本格式后重新填写，并用 .xlsx 文件导入' };
    case 'oddNumber':
      return { message: '单元格显示的与实际的数不同，请将格式改为“常规”或文本，核对后再导入' };
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

/** One of a list of words, each standing for a value; words are compared as people read them. */
export function oneOf<T>(words: ReadonlyMap<string, T>, hint: string): (cell: CellValue) => Reading<T> {
  const known = new Map([...words].map(([word, value]) => [comparable(word), value]));
  return (cell) => {
    const typed = typedText(cell);
    if ('message' in typed) return typed;
    const value = known.get(comparable(typed.value));
    return value === undefined ? { message: `应填${hint}` } : { value };
  };
}

/** A word matched as a whole, half-width and spaces inside removed. */
export function matching(pattern: RegExp, message: string): (cell: CellValue) => Reading<string> {
  return (cell) => {
    const typed = typedText(cell);
    if ('message' in typed) return typed;
    const value = plainWord(typed.value);
    return pattern.test(value) ? { value } : { message };
  };
}

/** As `reader`, but `无`, `/` and dashes mean that there is nothing: the value is then `null`. */
export function orNone<T>(
  reader: (cell: CellValue) => Reading<T>,
  more: readonly string[] = [],
): (cell: CellValue) => Reading<T | null> {
  const none = new Set([...NONE_WORDS, ...more].map(comparable));
  return (cell) => (cell.kind === 'text' && none.has(comparable(cell.text)) ? { value: null } : reader(cell));
}

const NONE_WORDS = ['无', '暂无', '/', '-', '--', '---'];

function cleanText(text: string): Reading<string> {
  const value = cleaned(text);
  return CONTROL.test(text) ? { message: '单元格里有控制字符，请重新输入' } : { value };
}

/** Controls other than tabs and line breaks. */
const CONTROL = /(?![\t\n\r\u0085])\p{Cc}/u;
