import { visible } from '../chat/plain-text.ts';

/**
 * A text that a spreadsheet will show and not run: controls, direction marks and other characters that nobody sees are gone, and whatever a
 * program could then take for a formula, full-width forms included, gets a leading `'`. For every cell written to CSV or XLSX.
 */
export function safeCell(text: string): string {
  const shown = visible(text);
  return /^[=+\-@\t\n]/.test(shown.normalize('NFKC')) ? `'${shown}` : shown;
}

/** One CSV record (RFC 4180), every field made safe, ended by CR LF. */
export function csvRecord(fields: readonly (string | number)[]): string {
  const quoted = fields.map((field) => {
    const safe = typeof field === 'number' ? String(field) : safeCell(field);
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${quoted.join(',')}\r\n`;
}
