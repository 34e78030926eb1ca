import { typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import type { Reading } from '../../sheets/table.ts';
import { type CadreRecord, cadreRecord } from '../cadre.ts';
import { RANK_LEVEL_WORDS } from '../rank-level-words.ts';
import { SIMPLE_ITEMS, SPAN_ITEMS, type SpanItem } from './edit-items.ts';
import { type CadreField, cadreChange } from './field-changes.ts';
import { appointed, withPost } from './held-posts.ts';
import { faultOfDates } from './people-dates.ts';
import type { RosterIndex } from './roster-index.ts';
import type { FieldChange, FieldValue } from './roster-plan.ts';
import { readSpan } from './span.ts';

type Fields = Partial<Record<CadreField, FieldValue | undefined>>;

/**
 * What an edit by hand changes in a person's record: one item, or a new post with all that follows from it.
 * @param item - as people call it, e.g. 职务, 挂职借调, 任职
 * @throws RuleError `edit.unknown-item`, `edit.bad-value`
 */
export function planEdit(
  cadre: CadreRecord,
  { item, value }: { item: string; value: string },
  index: RosterIndex,
  todayOn: string,
): FieldChange[] {
  const fields = fieldsOf(cadre, typedWord(item), value.trim(), index);
  const changed = cadreRecord.safeParse({ ...cadre, ...fields });
  if (!changed.success) throw new RuleError('edit.bad-value', { item, why: '与其他内容不符' });
  const fault = faultOfDates(changed.data, todayOn);
  if (fault !== undefined) throw new RuleError('edit.bad-value', { item, why: fault.message });
  return (Object.keys(fields) as (CadreField & keyof CadreRecord)[]).flatMap((field) =>
    cadreChange(cadre, field, cadre[field] as FieldValue | undefined, fields[field], index),
  );
}

function fieldsOf(cadre: CadreRecord, item: string, value: string, index: RosterIndex): Fields {
  const simple = SIMPLE_ITEMS[item];
  if (simple !== undefined)
    return { [simple.field]: taken(item, simple.read({ kind: 'text', text: value })) ?? undefined };
  const span = SPAN_ITEMS.find((each) => each === item);
  if (span === undefined)
    throw new RuleError('edit.unknown-item', { item, items: [...Object.keys(SIMPLE_ITEMS), ...SPAN_ITEMS].join('、') });
  return spanFields(cadre, span, value, index);
}

function spanFields(cadre: CadreRecord, item: SpanItem, value: string, index: RosterIndex): Fields {
  const isNone = value === '无';
  if (item === '挂职借调' && isNone) return { secondment: undefined };
  if (item === '休假' && isNone) return { absences: undefined };
  if (item === '任职') return newPost(cadre, value, index);
  const { words, ...time } = taken(item, readSpan(value));
  const [first = '', ...rest] = words;
  switch (item) {
    case '挂职借调':
      return { secondment: { place: words.join(''), ...time } };
    case '休假':
      return { absences: [...(cadre.absences ?? []), { what: words.join(''), ...time }] };
    case '兼任': {
      const unit = index.unitNamed(first);
      const place = { ...(unit === undefined ? {} : { unitId: unit.id }), unitName: unit?.name ?? first };
      return { otherPosts: withPost(cadre.otherPosts, { ...place, post: rest.join('') || first, ...time }) };
    }
  }
}

/** `县财政局 局长 2026.11 乡科级正职`. */
function newPost(cadre: CadreRecord, value: string, index: RosterIndex): Fields {
  const words = value.split(/\s+/u);
  const level = RANK_LEVEL_WORDS.get(words.at(-1) ?? '');
  const { words: where, fromOn } = taken(
    '任职',
    readSpan((level === undefined ? words : words.slice(0, -1)).join(' ')),
  );
  const [unitName = '', ...post] = where;
  const unit = index.unitNamed(unitName);
  if (unit === undefined) throw new RuleError('unit.unknown', { name: unitName });
  if (post.length === 0) throw new RuleError('edit.bad-value', { item: '任职', why: '还应写明职务' });
  const next = { unitId: unit.id, post: post.join(''), inPostSince: fromOn };
  return appointed(cadre, { ...next, ...(level !== undefined && { rankLevel: level }) }, index);
}

function taken<Value>(item: string, reading: Reading<Value>): Value {
  if ('message' in reading) throw new RuleError('edit.bad-value', { item, why: reading.message });
  return reading.value;
}
