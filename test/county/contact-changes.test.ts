import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlatformPerson } from '../../src/chat/platform.ts';
import { contactChanges } from '../../src/county/contact-changes.ts';
import type { ContactRow } from '../../src/county/contacts.ts';

const person = (userId: string, department = '县财政局'): PlatformPerson => ({
  ...{ userId, name: userId, departments: [department], title: '' },
});
const listed = (...people: PlatformPerson[]) => new Map(people.map((each) => [each.userId, each]));
type Night = { known?: readonly ContactRow[]; people: PlatformPerson[]; expected?: string[]; on?: string };

function night({ known = [], people, expected = [], on = '2026-03-02' }: Night): ContactRow[] {
  const accounts = expected.map((userId) => ({ userId, name: userId, unit: '县财政局' }));
  return contactChanges({ platform: 'wecom', known, listed: listed(...people), expected: accounts }, on);
}

/** The contacts after a night. */
function nextMorning(known: readonly ContactRow[], changes: readonly ContactRow[]): ContactRow[] {
  return [...new Map([...known, ...changes].map((row) => [row._id, row])).values()];
}

const news = (rows: readonly ContactRow[]) => rows.map((row) => `${row.userId} ${row.news ?? '–'}`);

describe('what changed in the contacts of a platform', () => {
  it('is nothing at the first reading but who is expected and not there', () => {
    expect(news(night({ people: [person('a')], expected: ['a', 'b'] }))).toEqual(['a –', 'b unseen']);
  });

  it('is who came, moved, left and is back, once', () => {
    const first = night({ people: [person('a'), person('b')] });
    const second = night({ known: first, people: [person('a', '县审计局'), person('c')], on: '2026-03-03' });
    expect(news(second)).toEqual(['a moved', 'c joined', 'b left']);
    expect(second[0]).toMatchObject({ before: '县财政局', departments: ['县审计局'] });
    const known = nextMorning(first, second);
    const again = { known, people: [person('a', '县审计局'), person('c')], on: '2026-03-03' };
    expect(night(again)).toEqual([]);
    const third = night({ known, people: [person('a', '县审计局'), person('b'), person('c')], on: '2026-03-04' });
    expect(third).toMatchObject([{ userId: 'b', news: 'back', backOn: '2026-03-04' }]);
    expect(third[0]).not.toHaveProperty('leftOn');
  });

  it('takes no order of departments for a move, and no new spelling of a name for news', () => {
    const known = night({ people: [{ ...person('a'), departments: ['县财政局', '县审计局'] }] });
    const people = [{ ...person('a'), departments: ['县审计局', '县财政局'], name: '甲' }];
    expect(news(night({ known, people }))).toEqual(['a –']);
  });

  it('is told once, whatever the nights were', () => {
    const nights = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(nights, (all) => {
        let known: ContactRow[] = [];
        for (const [index, ids] of all.entries()) {
          const tonight = { people: ids.map((id) => person(id)), expected: ['a', 'e'], on: `2026-03-0${index + 1}` };
          known = nextMorning(known, night({ ...tonight, known }));
          expect(night({ ...tonight, known })).toEqual([]);
          const there = known.filter(({ leftOn }) => leftOn === undefined).map(({ userId }) => userId);
          expect(there.sort()).toEqual([...ids].sort());
        }
      }),
    );
  });
});
