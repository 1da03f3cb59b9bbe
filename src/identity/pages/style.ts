/**
 * One sheet for all pages. Contrast of text is at least 4.5:1 and of controls 3:1 in both schemes (WCAG 2.2 AA), targets
 * are at least 44 px high, sizes are in rem, so that zoom and larger letters make columns fall below each other.
 */
export const STYLE = `
:root{color-scheme:light dark;--page:#f4f6f9;--card:#fff;--ink:#15202f;--quiet:#4a586c;--line:#d6dde7;--edge:#6b7a90;--accent:#0a4db0;--over:#083c8a;--on-accent:#fff;--tint:#edf3fd;--warn:#fff6e3;--warn-ink:#6b3a00;--warn-line:#b3740e;--danger:#a3191f;--bad:#fdf1f1;--good:#0c6239;--ok:#eaf7f0}
@media (prefers-color-scheme:dark){:root{--page:#0d1219;--card:#161d27;--ink:#e8edf4;--quiet:#aab6c6;--line:#2d3848;--edge:#8492a6;--accent:#8db9ff;--over:#b9d4ff;--on-accent:#0a1524;--tint:#17263e;--warn:#2b2210;--warn-ink:#f4cf8d;--warn-line:#b3740e;--danger:#ff9c98;--bad:#2d1719;--good:#7fd6a6;--ok:#12281d}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:break-word}
header,main,footer{max-width:44rem;margin:0 auto;padding:1rem}
header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;align-items:center}
header a{display:inline-flex;align-items:center;min-height:44px;padding:0 .25rem}
.brand{display:inline-flex;align-items:center;gap:.5rem;font-weight:700}
.brand svg{color:var(--accent)}
main{padding-top:.5rem}main:focus{outline:none}
footer{color:var(--quiet);font-size:.875rem;padding-bottom:2.5rem}
.wide{max-width:62rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;z-index:1;background:var(--card);padding:.75rem 1rem;border-radius:.5rem}
h1{font-size:1.625rem;line-height:1.25;margin:.25rem 0 .75rem;letter-spacing:-.01em;text-wrap:balance;overflow-wrap:anywhere}
h2{font-size:1.125rem;line-height:1.35;margin:0 0 .5rem}
p{margin:.5rem 0}
a{color:var(--accent);text-underline-offset:.15em}a:hover{color:var(--over)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:.25rem}
svg{width:1.25em;height:1.25em;flex:none;vertical-align:-.25em}
.lead{font-size:1.0625rem}
.quiet{color:var(--quiet);font-size:.9375rem}
.card,fieldset{background:var(--card);border:1px solid var(--line);border-radius:.75rem;margin:1rem 0;padding:1.25rem;min-width:0}
fieldset{padding-top:1rem}
legend{float:left;width:100%;font-size:1.125rem;font-weight:700;line-height:1.35;padding:0;margin:0 0 .25rem}
legend+*{clear:both}
.who{display:flex;gap:1rem;align-items:flex-start}
.who>div{min-width:0}.who p{margin:.125rem 0}
.mark{flex:none;display:grid;place-items:center;width:3rem;height:3rem;border-radius:.75rem;background:var(--tint);color:var(--accent);font-weight:700;font-size:1.25rem}
.badge{display:inline-flex;align-items:center;gap:.3rem;border-radius:99rem;padding:.05rem .6rem;font-size:.8125rem;font-weight:600;border:1px solid var(--line);color:var(--quiet)}
.badge.good{background:var(--ok);color:var(--good);border-color:currentColor}.badge.warn{background:var(--warn);color:var(--warn-ink);border-color:var(--warn-line)}
.notice{border:1px solid var(--line);border-left:4px solid var(--accent);border-radius:.5rem;padding:.75rem 1rem;margin:1rem 0;background:var(--tint)}
.notice.warn{border-left-color:var(--warn-line);background:var(--warn);color:var(--warn-ink)}
.notice.bad{border-left-color:var(--danger);background:var(--bad)}.notice.bad a,.notice.bad h2,.wrong{color:var(--danger)}
.notice.ok{border-left-color:var(--good);background:var(--ok)}
.notice p:first-child,.notice h2{margin-top:0}.notice p:last-child,.notice ul:last-child{margin-bottom:0}
.wrong{font-weight:600}
.choice{display:flex;gap:.875rem;align-items:flex-start;padding:.875rem;margin:.625rem 0 0;min-height:44px;border:1px solid var(--line);border-radius:.5rem;cursor:pointer}
.choice:hover{border-color:var(--edge)}
.choice:has(:checked){background:var(--tint);border-color:var(--accent)}
.choice input{width:1.375rem;height:1.375rem;margin:.1rem 0 0;flex:none;accent-color:var(--accent)}
.choice strong{display:block}
.choice span{min-width:0}
.choice .says{display:block;margin-top:.35rem;padding-left:.6rem;border-left:2px solid var(--line);color:var(--quiet);font-size:.9375rem}
.pair{display:grid;gap:0 .75rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr))}
.field label{display:block;font-weight:600;margin-bottom:.25rem}.field input,.field select,.field textarea{font:inherit;width:100%;min-height:48px;padding:.5rem .75rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--card);color:var(--ink)}
.never{list-style:none;margin:.5rem 0 0;padding:0}
.never li{display:flex;gap:.6rem;padding:.3rem 0}.never svg{color:var(--danger);margin-top:.15em}
.actions{display:grid;gap:.75rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr));margin:1.5rem 0 .75rem}.actions form{display:grid}
button{font:inherit;font-weight:600;min-height:48px;padding:.6rem 1.25rem;border-radius:.5rem;border:2px solid var(--accent);background:var(--accent);color:var(--on-accent);cursor:pointer}
button:hover{background:var(--over);border-color:var(--over)}
button:focus-visible{border-radius:.5rem}
button.plain{background:var(--card);color:var(--accent)}button.plain:hover{background:var(--tint);border-color:var(--over);color:var(--over)}
button.danger{background:var(--card);border-color:var(--danger);color:var(--danger)}button.danger:hover{background:var(--bad)}
form>h2{margin-top:2rem}.personas{display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,18rem),1fr));list-style:none;margin:.75rem 0 0;padding:0}
.personas button{display:flex;flex-direction:column;gap:.35rem;align-items:flex-start;width:100%;height:100%;padding:1rem;text-align:left;font-weight:400;background:var(--card);color:var(--ink);border:1px solid var(--edge)}
.personas button:hover{background:var(--tint);border-color:var(--accent)}
.personas strong{font-size:1.0625rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.875rem}
.scroll{overflow-x:auto;max-width:100%}table{border-collapse:collapse;width:100%;font-size:.9375rem}th,td{text-align:left;padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--line);vertical-align:top}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.5rem 1.25rem;margin:1rem 0}dt{color:var(--quiet)}dd{margin:0;min-width:0;overflow-wrap:anywhere}
dd ul{margin:0;padding:0;list-style:none}dd li+li{margin-top:.625rem}
ul.links{list-style:none;margin:0;padding:0}.links a{display:inline-flex;align-items:center;min-height:44px}
summary{cursor:pointer;min-height:44px;display:list-item;padding:.6rem 0;color:var(--accent)}
code{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.empty{text-align:center;padding:3rem 1.25rem}.empty svg{width:2.5rem;height:2.5rem;color:var(--edge)}
@media (max-width:30rem){h1{font-size:1.4375rem}dl{grid-template-columns:minmax(0,1fr);gap:0}dd+dt{margin-top:.75rem}.card,fieldset{padding:1rem}}
`;
