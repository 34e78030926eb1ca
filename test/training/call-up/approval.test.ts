import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approversOf, listBasis, mayApproveOwn } from '../../../src/training/call-up/approval.ts';

const rules = (secondPerson: 'always' | 'ifThere' | 'never') => ({ approval: { secondPerson } });
const row = (cadreId: string, listed: 'named' | 'reserve' | 'struck' = 'named', moves: string[] = []) => ({
  ...{ cadreId, listed, moves },
});

describe('who approves a call-up list', () => {
  it('is anybody else of the organisation department', () => {
    expect(approversOf({ proposedBy: 'a' }, [row('x')], ['a', 'b', 'c'], rules('ifThere'))).toEqual(['b', 'c']);
  });

  it('is nobody who is on the list, unless they were taken off it', () => {
    const rows = [row('b'), row('c', 'reserve'), row('d', 'struck')];
    expect(approversOf({ proposedBy: 'a' }, rows, ['a', 'b', 'c', 'd'], rules('ifThere'))).toEqual(['d']);
  });

  it('is whoever drew it where they are alone, unless the county insists on two', () => {
    expect(mayApproveOwn([], rules('ifThere'))).toBe(true);
    expect(mayApproveOwn([], rules('always'))).toBe(false);
    expect(mayApproveOwn(['b'], rules('ifThere'))).toBe(false);
  });

  it('is whoever drew it where the county asks for no second person', () => {
    expect(mayApproveOwn(approversOf({ proposedBy: 'a' }, [], ['a', 'b'], rules('never')), rules('never'))).toBe(true);
  });

  it('is never whoever drew it, and never somebody on the list', () => {
    const ids = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'));
    fc.assert(
      fc.property(
        ids,
        ids,
        fc.constantFrom('a', 'b'),
        fc.constantFrom('always' as const, 'ifThere' as const),
        (staff, on, proposedBy, second) => {
          const approvers = approversOf(
            { proposedBy },
            on.map((id) => row(id)),
            staff,
            rules(second),
          );
          expect(approvers.every((id) => staff.includes(id) && id !== proposedBy && !on.includes(id))).toBe(true);
        },
      ),
    );
  });
});

describe('what a list was like when it was shown', () => {
  it('is another with every change of the list and every objection, and the same when a unit has no objection', () => {
    const view = { unitId: 'u', by: 'l', byUpdate: '1', enteredAt: new Date(0) };
    const shown = listBasis({ unitViews: [] }, [row('x')]);
    expect(listBasis({ unitViews: [{ ...view, cadreIds: [] }] }, [row('x')])).toBe(shown);
    expect(listBasis({ unitViews: [{ ...view, cadreIds: ['x'] }] }, [row('x')])).not.toBe(shown);
    expect(listBasis({}, [row('x', 'struck', ['u1'])])).not.toBe(shown);
  });
});
