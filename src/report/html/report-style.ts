import { palette, spaceTimeRules } from '../space-time-style.ts';
import { waitForRules } from '../wait-for-svg.ts';
import { barRules } from './depth-chart.ts';

/** How a page with reports looks, light and dark. */
export const reportStyle: string = `${palette}${spaceTimeRules}${waitForRules}
* { box-sizing: border-box; }
body { margin: 0; padding: 0 20px 60px; max-width: 1180px; margin-inline: auto; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 22px; margin: 24px 0 4px; } h2 { font-size: 19px; margin: 36px 0 8px; } h3 { font-size: 16px; margin: 22px 0 6px; }
code, pre, .mono { font: 13px/1.5 ui-monospace, Menlo, 'DejaVu Sans Mono', Consolas, monospace; } a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.dim { color: var(--dim); } .good { color: var(--good); } .bad { color: var(--bad); } .warning { color: var(--warning); }
.verdict { border-left: 5px solid currentColor; padding: 8px 14px; margin: 12px 0; background: var(--ground); } .verdict b { letter-spacing: .04em; } .verdict span { color: var(--ink); }
table { border-collapse: collapse; margin: 8px 0; } caption { text-align: left; color: var(--dim); padding: 2px 0; }
th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--faint); } th { font-weight: 600; } td.count { text-align: right; font-variant-numeric: tabular-nums; }
tr.is-lit td, tr.is-lit th { background: var(--ground); }
.violation { border-top: 2px solid var(--bad); margin-top: 36px; padding-top: 4px; }
.scroll { overflow: auto; max-width: 100%; border: 1px solid var(--faint); border-radius: 6px; } .diagram { max-height: 82vh; width: fit-content; }
.diagram-names { position: sticky; top: 0; background: var(--paper); border-bottom: 1px solid var(--faint); z-index: 1; width: fit-content; }
.source { background: var(--ground); padding: 10px 14px; border-radius: 6px; overflow: auto; } .source mark { background: none; color: var(--bad); font-weight: 700; }
.two { display: flex; flex-wrap: wrap; gap: 8px 40px; align-items: flex-start; } details > summary { cursor: pointer; padding: 4px 0; color: var(--accent); }
${barRules}
.chip { font: 700 13px ui-monospace, Menlo, 'DejaVu Sans Mono', monospace; color: var(--own); }
.properties td:first-child { white-space: nowrap; }
@media (max-width: 600px) { body { padding: 0 10px 40px; } th, td { padding-right: 8px; } .scroll table { min-width: 620px; }
  .properties tr { display: grid; grid-template-columns: auto 1fr; column-gap: 10px; border-bottom: 1px solid var(--faint); padding: 6px 0; } .properties th, .properties td { border: 0; padding: 0; } }
@media print { .scroll { overflow: visible; max-height: none; } details { display: block; } }
`;
