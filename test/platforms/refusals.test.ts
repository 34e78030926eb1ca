import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deliveryReason } from '../../src/outbox/delivery-reason.ts';
import { refusalOf as dingtalkRefusalOf, dingtalkRefusals } from '../../src/platforms/dingtalk/refusals.ts';
import { refusalByCode } from '../../src/platforms/refusals.ts';
import { type RefusalTable, refusalTable } from '../../src/platforms/shared/refusal-table.ts';
import { refusalOf as wecomRefusalOf, wecomRefusals } from '../../src/platforms/wecom/refusals.ts';

/** The rows between the marks of a vendor's page: code, class, fault. */
function documented(vendor: string): [string, string, string][] {
  const page = readFileSync(`docs/vendors/${vendor}.md`, 'utf8');
  const table = page.slice(page.indexOf('<!-- codes -->'), page.indexOf('<!-- end of codes -->'));
  return table.split('\n').flatMap((line) => {
    const [, codes = '', , retry = '', fault = ''] = line.split('|').map((cell) => cell.trim());
    const named = [...codes.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
    const spelled = refusalTable(named.length === 0 ? [] : [['never', 'message', 'other', named.join(' ')]]);
    return [...spelled.keys()].map((code): [string, string, string] => [code, retry, fault]);
  });
}

const sorted = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(' ')).sort();
const rowsOf = (table: RefusalTable) => [...table].map(([code, { retry, fault }]) => [code, retry, fault]);

describe.each([
  ['wecom', wecomRefusals, 150],
  ['dingtalk', dingtalkRefusals, 150],
] as const)('the refusals of %s', (vendor, table, least) => {
  it('are the ones its page lists, each with the same class and fault', () => {
    expect(sorted(rowsOf(table))).toEqual(sorted(documented(vendor)));
    expect(table.size).toBeGreaterThan(least);
  });

  it('are never final where they are about the rate, and tell people why where they are about a receiver', () => {
    for (const [code, { retry, fault, reason }] of table) {
      if (fault === 'rate') expect([code, retry]).toEqual([code, 'later']);
      if (fault === 'receiver') expect([code, reason]).not.toEqual([code, 'other']);
      if (reason !== 'other') expect(deliveryReason(code)).toContain(`（${code}）`);
    }
  });
});

describe('a code of both vendors', () => {
  const shared = [...wecomRefusals.keys()].filter((code) => dingtalkRefusals.has(code));

  it('means the same for people, and for whether somebody may be reached elsewhere', () => {
    expect(shared.length).toBeGreaterThan(10);
    for (const code of shared) {
      const [wecom, dingtalk] = [wecomRefusals.get(code), dingtalkRefusals.get(code)];
      expect([code, wecom?.reason, wecom?.fault === 'receiver']).toEqual([
        code,
        dingtalk?.reason,
        dingtalk?.fault === 'receiver',
      ]);
    }
  });

  it('and a code of one are both found by the code alone, an unlisted one is not', () => {
    expect(refusalByCode('81013')?.fault).toBe('receiver');
    expect(refusalByCode('invalidStaffId')?.fault).toBe('receiver');
    expect(refusalByCode('999999')).toBeUndefined();
  });
});

describe('what depends on more than the code', () => {
  it('WeCom 40001 is final for a secret and worth a fresh token anywhere else', () => {
    expect(wecomRefusalOf('gettoken', '40001')?.retry).toBe('never');
    expect(wecomRefusalOf('message/send', '40001')?.retry).toBe('after-token');
  });

  it.each([
    [500, 'system.busy', 'unsure'],
    [503, 'a.code.nobody.listed', 'unsure'],
    [429, 'system.busy', 'later'],
    [500, 'param.callbackRouteKeyExist', 'never'],
    [400, 'a.code.nobody.listed', undefined],
  ])('DingTalk HTTP %d %s is %s', (status, code, retry) => {
    expect(dingtalkRefusalOf(status, code)?.retry).toBe(retry);
  });

  it('a table with a code in two rows is none', () => {
    const row = ['never', 'message', 'other', '7 5-9'] as const;
    expect(() => refusalTable([row])).toThrow(RangeError);
  });
});
