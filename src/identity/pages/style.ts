/** Contrast of text is at least 4.5:1 in both schemes (WCAG 2.2 AA); targets are at least 44 px high. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#17202e;--paper:#fff;--soft:#f2f5f9;--line:#8894a6;--accent:#0b4fb3;--danger:#a3191f}
@media (prefers-color-scheme:dark){:root{--ink:#e9eef5;--paper:#10151d;--soft:#1a222e;--line:#7d8a9c;--accent:#8db9ff;--danger:#ff9c98}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",sans-serif}
header,main{max-width:42rem;margin:0 auto;padding:1rem}
header{display:flex;justify-content:space-between;align-items:center}
.brand{font-weight:700}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}
h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.1rem}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
main:focus{outline:none}
fieldset,.card{border:1px solid var(--line);border-radius:.6rem;margin:1rem 0;padding:1rem;background:var(--soft)}
legend{font-weight:700;padding:0 .4rem}
.choice{display:flex;gap:.75rem;align-items:flex-start;padding:.6rem 0;min-height:44px}
.choice input{width:1.3rem;height:1.3rem;margin:.2rem 0 0;flex:none;accent-color:var(--accent)}
.choice strong{display:block}
.quiet{font-size:.925rem}
.notice{border-left:4px solid var(--danger);padding:.5rem 1rem;background:var(--soft)}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0}
button{font:inherit;font-weight:600;min-height:44px;padding:.5rem 1.5rem;border-radius:.5rem;border:2px solid var(--accent);background:var(--accent);color:var(--paper);cursor:pointer}
button.plain{background:transparent;color:var(--accent)}
button.danger{border-color:var(--danger);background:transparent;color:var(--danger)}
button.wide{display:block;width:100%;text-align:left;margin:.5rem 0;font-weight:400}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
@media (max-width:30rem){.actions button{width:100%}dl{grid-template-columns:1fr}}
`;
