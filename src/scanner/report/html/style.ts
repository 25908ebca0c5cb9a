/** Colours that both themes name, light and dark. Text keeps a contrast of 4.5 or more on its ground. */
const COLOURS = `
:root{color-scheme:light dark;--ground:#f6f7f9;--paper:#fff;--ink:#1b2230;--soft:#566073;--line:#dfe3ea;--link:#1a56b0;
--critical:#b3123f;--high:#b4480a;--medium:#866200;--low:#3b6479;--good:#15703f;--mark:#1a56b0;
--critical-soft:#fbe6ec;--high-soft:#fdebdf;--medium-soft:#fbf1d3;--low-soft:#e4eff4;--good-soft:#e0f3e8;--mark-soft:#e3edfb;--track:#eceff4}
@media screen and (prefers-color-scheme:dark){:root{--ground:#10141b;--paper:#191f29;--ink:#e7ebf2;--soft:#a3aec0;--line:#2d3645;--link:#8ab8ff;
--critical:#ff8aa8;--high:#ffab78;--medium:#eac766;--low:#9ccbe0;--good:#7ad8a4;--mark:#8ab8ff;
--critical-soft:#43182a;--high-soft:#432614;--medium-soft:#3a3013;--low-soft:#1b333f;--good-soft:#153726;--mark-soft:#1b3050;--track:#262e3b}}
`;

const PAGE = `
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:68rem;margin:0 auto;padding:2.5rem 1.25rem 1rem;display:grid;gap:1.25rem;grid-template-columns:minmax(0,2fr) minmax(0,3fr)}
main>*{grid-column:1/-1;min-width:0}
section[aria-labelledby=severity]:has(+section[aria-labelledby=risks]),section[aria-labelledby=severity]+section[aria-labelledby=risks]{grid-column:auto}
header{margin-bottom:.25rem}
h1{margin:0;font-size:2.1rem;line-height:1.2;letter-spacing:-.02em;overflow-wrap:anywhere}
h2{margin:0 0 .75rem;font-size:1.15rem;line-height:1.3}
h3{margin:0 0 .6rem;font-size:1.05rem;line-height:1.4}
p{margin:0 0 .5rem}
a{color:var(--link)}
.eyebrow{margin:0 0 .15rem;color:var(--soft);font-size:.85rem;font-weight:600;letter-spacing:.06em;text-transform:uppercase}
.meta{color:var(--soft);font-size:.9rem;margin:.25rem 0 0}
section{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:1.25rem 1.5rem}
code{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
footer{max-width:68rem;margin:0 auto;padding:0 1.25rem 2.5rem;color:var(--soft);font-size:.875rem}
.verdict{border-left:6px solid var(--tone);background:linear-gradient(100deg,var(--tone-soft),var(--paper) 70%)}
.verdict h2{color:var(--tone);font-size:1.5rem;letter-spacing:-.01em;margin-bottom:.25rem}
.tiles{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0 .25rem}
.tiles div{min-width:9.5rem;padding:.5rem .9rem .6rem;border:1px solid var(--line);border-radius:10px;background:var(--paper);display:flex;flex-direction:column-reverse}
.tiles dt{color:var(--soft);font-size:.82rem}
.tiles dd{margin:0;font-size:1.6rem;font-weight:650;line-height:1.2;font-variant-numeric:tabular-nums}
.tiles .new dd{color:var(--high)}.tiles .fixed dd{color:var(--good)}
.steps{margin:0;padding-left:1.4rem;display:grid;gap:.7rem}
.steps li::marker{color:var(--soft);font-weight:600}
.steps p{margin:0}
.steps p+p{color:var(--soft)}
.count{white-space:nowrap;font-size:.9rem;margin-left:.25rem}
.chip{display:inline-block;padding:.05rem .55rem;border-radius:99px;background:var(--tone-soft);color:var(--tone);font-size:.78rem;font-weight:650;line-height:1.6;vertical-align:.08em}
.critical{--tone:var(--critical);--tone-soft:var(--critical-soft)}
.high{--tone:var(--high);--tone-soft:var(--high-soft)}
.medium{--tone:var(--medium);--tone-soft:var(--medium-soft)}
.low{--tone:var(--low);--tone-soft:var(--low-soft)}
.clean,.passed{--tone:var(--good);--tone-soft:var(--good-soft)}
.failed{--tone:var(--critical);--tone-soft:var(--critical-soft)}
.new{--tone:var(--mark);--tone-soft:var(--mark-soft)}
.skipped{--tone:var(--soft);--tone-soft:var(--track)}
article{border-top:1px solid var(--line);padding:1.1rem 0 1rem;scroll-margin-top:1rem}
article:first-of-type{border-top:0;padding-top:.25rem}
article:last-child{padding-bottom:0}
article dl{display:grid;grid-template-columns:auto 1fr;gap:.15rem .9rem;margin:0 0 .7rem}
article dt{color:var(--soft);font-weight:600}
article dd{margin:0}
article:target h3{text-decoration:underline;text-underline-offset:.25em}
.places{margin:0 0 .4rem;padding:.55rem .9rem;list-style:none;background:var(--ground);border-radius:8px;display:grid;gap:.2rem}
.places code{font-weight:600;margin-right:.35rem}
summary{cursor:pointer;margin-bottom:.5rem}
`;

const TABLES = `
table{width:100%;border-collapse:collapse}
th{text-align:left;font-weight:500}
.chart th{padding:.28rem .9rem .28rem 0;width:1%;white-space:nowrap}
.chart .plot{padding:.28rem 0}
.chart .number{padding:.28rem 0 .28rem .9rem;width:1%;white-space:nowrap;text-align:right;font-variant-numeric:tabular-nums}
[aria-labelledby=risks] th{white-space:normal;width:55%;line-height:1.35}
.meta+table{margin-top:.75rem}
.chart svg{display:block;width:100%;height:.85rem;border-radius:4px}
.track{fill:var(--track)}
rect.critical,rect.high,rect.medium,rect.low{fill:var(--tone)}
rect.risk{fill:var(--mark)}
rect.attack{fill:var(--critical)}rect.harmless{fill:var(--medium)}
rect.range{opacity:.35}
tr.harmless th,tr.harmless td{border-top:1px solid var(--line);padding-top:.6rem}
.checks th,.checks td{padding:.45rem .9rem .45rem 0;border-top:1px solid var(--line);vertical-align:top}
.checks tr:first-child>*{border-top:0}
`;

const SMALL_AND_PRINT = `
@media (max-width:46rem){main{grid-template-columns:minmax(0,1fr);padding-top:1.5rem}section{padding:1rem}
section[aria-labelledby=severity],section[aria-labelledby=risks]{grid-column:1/-1!important}
h1{font-size:1.6rem}.tiles div{flex:1;min-width:6rem}
.chart tbody,.chart tr,.chart th,.chart td{display:block;width:auto!important}.chart tr{display:grid;grid-template-columns:1fr auto;align-items:center;padding:.3rem 0}
.chart th{grid-column:1/-1;white-space:normal;padding:0}.chart tr td{padding-top:.1rem;padding-bottom:.1rem}}
@media print{body{background:#fff;font-size:11pt}main,footer{max-width:none;padding:0}main{display:block}section{border:0;border-radius:0;padding:0;margin:0 0 1.2rem;background:none}
.verdict{border-left:6px solid var(--tone);padding:.7rem 1rem;margin:1rem 0 1.2rem}article,.steps li,tr{break-inside:avoid}h2,h3{break-after:avoid}
rect,.chip{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{color:inherit;text-decoration:none}}
`;

/** The style sheet of the page. */
export const STYLE = COLOURS + PAGE + TABLES + SMALL_AND_PRINT;
