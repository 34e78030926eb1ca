import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isMinimal,
  labelOf,
  readSensitivity,
  SENSITIVITIES,
  sensitivityLabel,
} from '../../../src/training/class-messages/sensitivity.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const { sensitivity } = defaultRulePack().notices;

describe('how sensitive a notice is', () => {
  it('is what was typed, else what its class has, else internal', () => {
    const text = '明天上午开班';
    expect(labelOf({ typed: 'public', ofClass: 'workSensitive', text }, sensitivity)).toEqual({ label: 'public' });
    expect(labelOf({ ofClass: 'workSensitive', text }, sensitivity)).toEqual({ label: 'workSensitive' });
    expect(labelOf({ text }, sensitivity)).toEqual({ label: 'internal' });
  });

  it('is raised by a word of its text, and says by which', () => {
    expect(labelOf({ text: '请报送后备干部名单' }, sensitivity)).toEqual({
      label: 'workSensitive',
      because: '后备干部',
    });
  });

  it('a mark of secrecy is never taken, however it is spaced', () => {
    expect(labelOf({ typed: 'public', text: '机密 ★ 请传阅' }, sensitivity).label).toBe('neverIM');
    expect(labelOf({ text: '请学习保守国家秘密法' }, sensitivity).label).toBe('internal');
  });

  it('no text lowers what was typed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SENSITIVITIES), fc.string(), (typed, text) => {
        const { label } = labelOf({ typed, text }, sensitivity);
        expect(SENSITIVITIES.indexOf(label)).toBeGreaterThanOrEqual(SENSITIVITIES.indexOf(typed));
      }),
    );
  });

  it('is read as it is called, also in brackets, and only above internal chat carries the least', () => {
    for (const label of SENSITIVITIES) expect(readSensitivity(`【${sensitivityLabel(label)}】`)).toBe(label);
    expect([readSensitivity('敏感'), readSensitivity('张三')]).toEqual(['workSensitive', undefined]);
    expect(SENSITIVITIES.map((label) => isMinimal({ label }))).toEqual([false, false, true, true]);
  });
});
