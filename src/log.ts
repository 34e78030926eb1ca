/** What the parts of the bot log through: pino in production, a list in tests. Facts first, then one plain sentence. */
export interface Log {
  debug(facts: Readonly<Record<string, unknown>>, sentence: string): void;
  info(facts: Readonly<Record<string, unknown>>, sentence: string): void;
  warn(facts: Readonly<Record<string, unknown>>, sentence: string): void;
  error(facts: Readonly<Record<string, unknown>>, sentence: string): void;
}
