/**
 * A text that a spreadsheet will show and not run: whatever a program could take for a formula, full-width forms included, gets a leading `'`.
 * For every cell written to CSV or XLSX (`security.md` O6).
 */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r\n\0]/.test(text.normalize('NFKC')) ? `'${text}` : text;
}

/** One CSV record (RFC 4180), every field made safe, ended by CR LF. */
export function csvRecord(fields: readonly string[]): string {
  const quoted = fields.map((field) => {
    const safe = safeCell(field);
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${quoted.join(',')}\r\n`;
}
