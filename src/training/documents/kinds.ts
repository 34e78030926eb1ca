import { checkCallUpTemplate, defaultCallUpTemplate } from './call-up-template.ts';
import { fieldsOf } from './docx.ts';
import { checkFileSheetTemplate, defaultFileSheetTemplate } from './file-sheet-template.ts';
import { checkPlanTemplate, defaultPlanTemplate } from './plan-template.ts';
import { checkPostingTemplate, defaultPostingTemplate } from './posting-template.ts';
import type { TemplateOf, TemplateStore } from './templates.ts';

/** Each kind of document: what holds where the county has put nothing in place, and what its own must be like. */
const KINDS: Readonly<Record<TemplateOf, { shipped: () => Buffer; check: (template: Buffer) => void }>> = {
  plan: { shipped: defaultPlanTemplate, check: checkPlanTemplate },
  'call-up': { shipped: defaultCallUpTemplate, check: checkCallUpTemplate },
  'file-sheet': { shipped: defaultFileSheetTemplate, check: checkFileSheetTemplate },
  posting: { shipped: defaultPostingTemplate, check: checkPostingTemplate },
};

/** What each kind but the plan repeats. */
const REPEATED: readonly (readonly [field: string, of: TemplateOf])[] = [
  ['trainees', 'call-up'],
  ['candidates', 'posting'],
  ['trainings', 'file-sheet'],
];

export function shippedTemplate(of: TemplateOf): Buffer {
  return KINDS[of].shipped();
}

/** Of what document a template is, by what it repeats. @throws RuleError `template.unreadable`, `template.fields` */
export function checkedTemplate(template: Buffer): TemplateOf {
  const fields = fieldsOf(template);
  const of = REPEATED.find(([field]) => fields.includes(field))?.[1] ?? 'plan';
  KINDS[of].check(template);
  return of;
}

/** The template that holds: the county's own, or the shipped one. */
export async function templateOf(templates: TemplateStore, of: TemplateOf): Promise<Buffer> {
  return (await templates.bytesOf(of)) ?? shippedTemplate(of);
}
