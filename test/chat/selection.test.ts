import { describe, expect, it } from 'vitest';
import { readSelection } from '../../src/chat/selection.ts';

const option = (value: string) => ({ value, label: value });
const selection = {
  questions: [
    { key: 'kind', label: '假别', options: [option('sick'), option('a=b')] },
    { key: 'part', label: '时段', options: [option('上午'), option('sick')] },
  ],
  submit: { label: '下一步', press: { action: 'x', data: {} } },
};

describe('what was chosen in drop-downs', () => {
  it('is one option of each question, in whatever order they came', () => {
    expect(readSelection(selection, ['part=sick', 'kind=a=b'])).toEqual({ kind: 'a=b', part: 'sick' });
  });

  it.each([
    [[]],
    [['kind=sick']],
    [['kind=sick', 'part=晚上']],
    [['kind=sick', 'kind=sick']],
    [['kind=sick', 'kind=a=b']],
    [['kind=sick', 'part=上午', 'part=sick']],
    [['sick', '上午']],
    [['__proto__=sick', 'part=上午']],
  ])('is nothing where it did not stand on the card: %j', (choices) => {
    expect(readSelection(selection, choices)).toBeUndefined();
  });
});
