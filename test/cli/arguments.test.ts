import { describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/cli/arguments.ts';

const forms = ['people <文件> [--apply] [--all]', 'samples <目录>'];
const check = (...args: string[]) => checkArguments('import', forms, args);

describe('what is typed after a command', () => {
  it('is taken in each of its forms, options in any place', () => {
    check('people', 'a.xlsx');
    check('people', '--all', 'a.xlsx', '--apply');
    check('samples', 'folder');
    checkArguments('doctor', [''], []);
    checkArguments('simulate', ['[--seed <数字>] [--data <目录>]'], ['--data', 'd', '--seed', '3']);
  });

  it('is refused with the option that was most likely meant, and the usage', () => {
    expect(() => check('people', 'a.xlsx', '--aply')).toThrow(
      '没有选项“--aply”，是否应为“--apply”。\n用法：\n  npx xuece import people <文件> [--apply] [--all]\n  npx xuece import samples <目录>',
    );
    expect(() => check('people', 'a.xlsx', '--wholly')).toThrow('没有选项“--wholly”。\n');
  });

  it('is refused with the word that was most likely meant', () => {
    expect(() => check('peple', 'a.xlsx')).toThrow('没有“peple”，是否应为“people”。');
    expect(() => check('pe', 'a.xlsx')).toThrow('是否应为“people”');
    expect(() => checkArguments('demo', ['reset'], ['rest'])).toThrow('是否应为“reset”');
  });

  it('is refused with the usage alone when something is missing or too much', () => {
    for (const args of [[], ['people'], ['people', 'a', 'b'], ['samples']])
      expect(() => check(...args)).toThrow(/^用法：/);
    expect(() => checkArguments('doctor', [''], ['all'])).toThrow('用法：\n  npx xuece doctor');
  });

  it('names the value that an option lacks', () => {
    expect(() => checkArguments('simulate', ['[--seed <数字>]'], ['--seed'])).toThrow('--seed 后面请写<数字>。');
  });
});
