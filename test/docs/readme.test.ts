import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const [english, chinese] = ['README.md', 'README.zh-CN.md'].map((page) => readFileSync(page, 'utf8')) as [
  string,
  string,
];

/** What does not depend on the language, in order: headings by depth, rows of tables by the number of cells, commands, names in code, links. */
function skeleton(page: string): string[] {
  const inCode = (line: string) => [...line.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  const links = (line: string) =>
    [...line.matchAll(/\]\(([^)]+)\)|src="([^"]+)"/g)].map(([, link, picture]) => link ?? picture ?? '');
  return page
    .split('\n')
    .flatMap((line) => [
      ...(/^#+ /.exec(line) ?? []),
      ...(line.startsWith('|') ? [`${line.split('|').length - 2} cells`, ...inCode(line), ...links(line)] : []),
      ...(line.startsWith('npm ') ? [line.replace(/ +#.*/, '')] : []),
    ]);
}

it('the two READMEs have the same headings, tables, commands and names', () => {
  expect(skeleton(chinese)).toEqual(skeleton(english));
});

it('the two READMEs name the same commands and lead to the same pages', () => {
  const named = (page: string) =>
    new Set([...page.matchAll(/`(npx? [^`]+|[A-Z_]{4,}|--\w+)`/g)].map(([, name]) => name));
  const linked = (page: string) =>
    new Set(
      [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link).filter((link) => !link.startsWith('README')),
    );
  expect(named(chinese)).toEqual(named(english));
  expect(linked(chinese)).toEqual(linked(english));
  for (const link of linked(english)) expect(existsSync(link), link).toBe(true);
});
