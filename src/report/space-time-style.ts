/** The colours of diagrams, light and dark; text has a contrast of 4.5 to 1 on the paper. */
export const palette: string = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1f24; --dim: #5b6470; --faint: #d5dae0; --ground: #eef2f7;
  --good: #116329; --bad: #b3141f; --warning: #8a5200; --accent: #0a5bc4;
  --p0: #0a5bc4; --p1: #116329; --p2: #8f3aa8; --p3: #8a5200; --p4: #00666b; --p5: #a4246a; }
@media (prefers-color-scheme: dark) { :root { --paper: #12161c; --ink: #e4e9ef; --dim: #9ba6b3; --faint: #333c47; --ground: #1d242d;
  --good: #63cf80; --bad: #ff8189; --warning: #eeb04c; --accent: #79b4ff;
  --p0: #79b4ff; --p1: #63cf80; --p2: #d99bf0; --p3: #eeb04c; --p4: #4fd0d6; --p5: #ff95c5; } }
`;

/** How the parts of a space-time diagram look. Nothing is told by colour alone. */
export const spaceTimeRules: string = `
.space-time { font: 12px ui-monospace, Menlo, 'DejaVu Sans Mono', Consolas, monospace; display: block; }
${[0, 1, 2, 3, 4, 5].map((i) => `.st-p${i} { --own: var(--p${i}); }`).join(' ')}
.st-paper, .st-gap { fill: var(--paper); } .st-ground { fill: transparent; } .st-row:hover .st-ground { fill: var(--ground); }
.st-row.is-marked .st-ground { fill: var(--ground); stroke: var(--warning); stroke-width: 1.5; }
.st-row.is-current .st-ground { fill: var(--ground); stroke: var(--accent); stroke-width: 1; }
.st-name { fill: var(--own); font-weight: 700; } .st-lane { stroke: var(--own); stroke-opacity: .45; stroke-width: 1.5; }
.st-down { stroke: var(--own); stroke-opacity: .5; stroke-dasharray: 1 6; } .st-apart { fill: var(--ground); stroke: var(--dim); stroke-dasharray: 2 4; }
.st-number { fill: var(--dim); } .st-fold { fill: var(--dim); font-style: italic; }
.st-line, .st-head, .st-end { fill: none; stroke: var(--own); stroke-width: 1.6; } .st-head { stroke-width: 1.8; }
.st-reach { fill: none; stroke: transparent; stroke-width: 12; } .st-in-flight .st-line, .st-lost .st-line { stroke-dasharray: 4 3; }
.st-overtaken .st-line, .st-overtaken .st-head { stroke: var(--bad); } .st-on-path .st-line, .st-on-path .st-head { stroke-width: 3.4; }
.st-message.is-lit .st-line, .st-message.is-lit .st-head { stroke-width: 3; } .st-label.is-lit { font-weight: 700; }
.st-mark { fill: var(--own); stroke: var(--paper); stroke-width: 1; } .st-path { fill: var(--paper); stroke: var(--own); stroke-width: 3; }
.st-violation { fill: var(--bad); } .st-crash { fill: none; stroke: var(--bad); stroke-width: 3; }
.st-label { fill: var(--ink); stroke: var(--paper); stroke-width: 4px; paint-order: stroke; stroke-linejoin: round; }
.st-clock-label, .st-stub-label { fill: var(--dim); } .st-bad { fill: var(--bad); font-weight: 700; }
.st-loop { fill: none; stroke: var(--warning); stroke-width: 1.5; stroke-dasharray: 7 4; }
.st-loop-text { fill: var(--warning); font-weight: 700; }
`;

/** The style of a diagram that stands alone. */
export const spaceTimeStyle: string = palette.replace(/:root/g, '.space-time') + spaceTimeRules;
