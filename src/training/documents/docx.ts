import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { RuleError } from '../../errors.ts';

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

function opened(template: Buffer): Docxtemplater {
  try {
    return new Docxtemplater(new PizZip(template), {
      paragraphLoop: true,
      linebreaks: true,
      errorLogging: false,
      nullGetter: () => '',
    });
  } catch {
    throw new RuleError('template.unreadable', {});
  }
}
