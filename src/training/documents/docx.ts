import { createRequire } from 'node:module';
import type Docxtemplater from 'docxtemplater';
import type PizZip from 'pizzip';
import { RuleError } from '../../errors.ts';

const require = createRequire(import.meta.url);

/** What stands in the places of a template: texts, and lists of rows. */
export interface DocumentFacts {
  readonly [field: string]: string | readonly DocumentFacts[];
}

/**
 * A document made of a template: `{field}` in its text, `{#rows}` … `{/rows}` around what is repeated. Fields are only looked up, nothing in
 * a template can run.
 * @throws RuleError `template.unreadable`
 */
export function filledDocument(template: Buffer, facts: DocumentFacts): Buffer {
  const document = opened(template);
  document.render(facts);
  return document.toBuffer();
}

/** The names of all fields in the text of a template, those of repeated rows too. @throws RuleError `template.unreadable` */
export function fieldsOf(template: Buffer): string[] {
  const names = [
    ...opened(template)
      .getFullText()
      .matchAll(/\{[#^/]?([^{}]*)\}/g),
  ].map(([, name = '']) => name.trim());
  return [...new Set(names)].sort();
}

/**
 * Refuses a template that could not be filled.
 * @param known - the fields it may name, each with what stands there
 * @param needed - those without which it would say nothing
 * @throws RuleError `template.unreadable`, `template.fields`
 */
export function checkTemplate(
  template: Buffer,
  known: Readonly<Record<string, string>>,
  needed: readonly string[],
): void {
  const named = fieldsOf(template);
  const unknown = named.filter((name) => !Object.hasOwn(known, name));
  const missing = needed.filter((name) => !named.includes(name));
  if (unknown.length + missing.length === 0) return;
  const usable = Object.entries(known).map(([name, label]) => `{${name}}${label}`);
  throw new RuleError('template.fields', {
    unknown: unknown.join('、') || '无',
    missing: missing.join('、') || '无',
    usable: usable.join('、'),
  });
}

function opened(template: Buffer): Docxtemplater {
  // They take 11 MB, and documents are seldom made.
  const Document = require('docxtemplater') as typeof Docxtemplater;
  const Zip = require('pizzip') as typeof PizZip;
  try {
    return new Document(new Zip(template), {
      paragraphLoop: true,
      linebreaks: true,
      errorLogging: false,
      nullGetter: () => '',
    });
  } catch {
    throw new RuleError('template.unreadable', {});
  }
}
