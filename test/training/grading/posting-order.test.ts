import { expect, it } from 'vitest';
import { inStrokeOrder } from '../../../src/training/grading/posting.ts';

const named = (names: readonly string[]) => names.map((name, index) => ({ name, cadreId: `c${index}` }));

it('a list is posted by the strokes of the surname, whatever the places were', () => {
  const names = ['钱二', '赵一', '孙三', '丁一', '李四', '王五'];
  const expected = ['丁一', '王五', '孙三', '李四', '赵一', '钱二'];
  expect(inStrokeOrder(named(names)).map(({ name }) => name)).toEqual(expected);
  expect(inStrokeOrder(named([...names].reverse())).map(({ name }) => name)).toEqual(expected);
});

it('two of one name stand in the same order for everybody', () => {
  const two = [
    { name: '张三', cadreId: 'b' },
    { name: '张三', cadreId: 'a' },
  ];
  expect(inStrokeOrder(two)).toEqual(inStrokeOrder([...two].reverse()));
});
