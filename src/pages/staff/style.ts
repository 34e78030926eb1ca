/** Dense, legible from 45 cm, in the reader's own fonts; no picture, no script. */
export const staffStyles = `
:root { color-scheme: light; --ink: #1f2328; --soft: #57606a; --line: #d0d7de; --ground: #f6f8fa; --red: #a61b16; --blue: #0a4f9e; --focus: #b35900 }
* { box-sizing: border-box }
html { font: 16px/1.55 system-ui, -apple-system, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: var(--ink); background: #fff }
body { margin: 0 }
a { color: var(--blue) }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px }
.skip { position: absolute; left: -999px; background: #fff; padding: .5rem 1rem; z-index: 2 }
.skip:focus { left: .5rem; top: .5rem }
.banner { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; padding: .4rem 1rem; border-top: 4px solid var(--red); border-bottom: 1px solid var(--line); background: var(--ground) }
.brand { font-weight: 700; color: var(--red); text-decoration: none; white-space: nowrap }
.banner nav { flex: 1 1 24rem; min-width: 0 }
.banner ul, .tabs ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem .2rem }
.banner li a, .tabs li a { display: block; padding: .25rem .55rem; border-radius: 4px; text-decoration: none; color: var(--ink); white-space: nowrap }
.banner li a:hover, .tabs li a:hover { background: #e7ecf1 }
[aria-current=page] { font-weight: 700; box-shadow: inset 0 -3px var(--red) }
.who { display: flex; gap: .6rem; align-items: center; margin: 0 }
main { max-width: 84rem; margin: 0 auto; padding: .6rem 1rem 3rem }
main:focus { outline: none }
h1 { font-size: 1.35rem; margin: .4rem 0 .6rem }
h2 { font-size: 1.08rem; margin: 1.2rem 0 .4rem }
h2 b { color: var(--red) }
p { margin: .4rem 0 }
.tabs { border-bottom: 1px solid var(--line); margin-bottom: .6rem }
.total { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; align-items: baseline }
.figures { display: grid; gap: .2rem; margin: .3rem 0 .6rem }
.figures div { display: flex; flex-wrap: wrap; gap: .1rem .8rem }
.figures dt { color: var(--soft); min-width: 5em }
.figures dd { margin: 0 }
.figures b, .number { font-variant-numeric: tabular-nums }
.find { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin: .5rem 0 }
.find input[type=search] { flex: 0 1 22rem; min-width: 0 }
input, select, button { font: inherit; color: inherit; padding: .3rem .6rem; border: 1px solid #8c959f; border-radius: 4px; background: #fff; min-height: 2.4rem; max-width: 100% }
input[type=radio], input[type=checkbox] { min-height: 0; width: 1.15rem; height: 1.15rem; margin-right: .4rem }
button, .button { cursor: pointer; background: var(--ground); display: inline-block }
.button { padding: .4rem .9rem; border: 1px solid #8c959f; border-radius: 4px; text-decoration: none }
button.primary { background: var(--blue); border-color: var(--blue); color: #fff }
button.danger { color: var(--red); border-color: var(--red) }
button:hover { filter: brightness(.95) }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 4px }
table { border-collapse: collapse; width: 100%; font-size: .95rem }
caption { text-align: left; padding: .4rem .6rem; color: var(--soft) }
th, td { padding: .3rem .6rem; border-top: 1px solid var(--line); text-align: left; vertical-align: top; min-width: 4.5em; max-width: 32em }
thead th { background: var(--ground); white-space: nowrap }
tbody th { font-weight: 600; white-space: nowrap; background: #fff }
tbody tr:nth-child(even) > * { background: #fafbfc }
.number { text-align: right }
td:not([class]) { min-width: 11em }
td.short { white-space: nowrap }
td.long { min-width: 22em; overflow-wrap: anywhere }
tbody tr.gap > * { background: #fdf1e7 }
.pager { display: flex; gap: 1rem; margin: .6rem 0 }
.tasks { padding-left: 1.2rem; margin: .3rem 0 }
.tasks span, .hint { color: var(--soft) }
.card, .said { border: 1px solid var(--line); border-radius: 6px; padding: .6rem 1rem; margin: .6rem 0; max-width: 46rem }
.card h2 { margin-top: .2rem }
.card dl { margin: .4rem 0 }
.card dl div { display: flex; gap: .8rem }
.card dt { color: var(--soft); min-width: 5em }
.card dd { margin: 0 }
.settled { color: var(--soft) }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; margin: .6rem 0 }
fieldset { border: 1px solid var(--line); border-radius: 6px; padding: .4rem 1rem .8rem; margin: .6rem 0 }
.fields fieldset { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end }
.fields div { display: grid; gap: .1rem }
.fields .wide { flex: 1 1 20rem }
.fields p { flex: 1 0 100%; margin: 0 }
.choices label { display: flex; align-items: center; padding: .3rem 0 }
.sign-in { max-width: 30rem }
.sign-in label { display: block }
.sign-in input { font-size: 1.3rem; letter-spacing: .08em; width: 100%; text-transform: uppercase }
.fault { color: var(--red); font-weight: 600 }
@media (max-width: 40rem) {
  main { padding: .4rem .6rem 2rem }
  .banner { padding: .4rem .6rem }
  .banner nav { flex-basis: 100%; order: 3 }
  .banner ul { flex-wrap: nowrap; overflow-x: auto }
  .banner li:first-child [aria-current=page] { box-shadow: none }
  .banner ul:has(li:first-child [aria-current=page]) { flex-wrap: wrap }
  .banner li a, .tabs li a { padding: .55rem .6rem }
  .who { margin-left: auto }
  tbody th { position: sticky; left: 0; border-right: 1px solid var(--line) }
  td.long { min-width: 30em }
  .find input[type=search] { flex: 1 1 10rem }
}
@media print {
  .banner, .skip, .tabs, .find, .acts, .pager, .back { display: none }
  .scroll { overflow: visible; border: 0 }
  thead { display: table-header-group }
  tr { break-inside: avoid }
  a { color: inherit; text-decoration: none }
}
`;
