const DIGITS = '零一二三四五六七八九';

/** `12`, `2.5`, `十二`, `两`. */
export function numberOf(text: string): number {
  if (/^\d/.test(text)) return Number(text);
  const plain = text.replace('两', '二');
  const ten = plain.indexOf('十');
  if (ten < 0) return DIGITS.indexOf(plain);
  const tens = ten === 0 ? 1 : DIGITS.indexOf(plain[0] ?? '一');
  return tens * 10 + (ten === plain.length - 1 ? 0 : DIGITS.indexOf(plain.at(-1) ?? '零'));
}
