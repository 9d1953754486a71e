/**
 * The dialog's own sheet. Colours are those of `styles/tokens.css` (a test compares them); sizes are px, because
 * pages change their root size. Tokens stand on the elements inside, where a page's own rules cannot reach;
 * `!important` on the host outranks any rule of the page.
 */
export const noticeStyles = `
:host { all: initial !important; display: contents !important; }
dialog, .bar {
  color-scheme: light dark;
  --sheet: light-dark(oklch(0.995 0.001 110), oklch(0.212 0.008 260));
  --sunk: light-dark(oklch(0.970 0.004 110), oklch(0.244 0.009 260));
  --raised: light-dark(oklch(1.000 0.000 110), oklch(0.258 0.010 260));
  --hover: light-dark(oklch(0.952 0.006 250), oklch(0.270 0.012 260));
  --scrim: light-dark(oklch(0.240 0.020 260 / 0.46), oklch(0.080 0.010 260 / 0.62));
  --line: light-dark(oklch(0.892 0.005 110), oklch(0.328 0.010 260));
  --line-2: light-dark(oklch(0.800 0.007 110), oklch(0.420 0.012 260));
  --line-ink: light-dark(oklch(0.330 0.014 260), oklch(0.720 0.008 110));
  --control: light-dark(oklch(0.612 0.012 260), oklch(0.585 0.014 260));
  --ink: light-dark(oklch(0.240 0.014 262), oklch(0.930 0.004 110));
  --ink-2: light-dark(oklch(0.420 0.014 262), oklch(0.790 0.006 110));
  --ink-3: light-dark(oklch(0.515 0.013 262), oklch(0.690 0.008 110));
  --ink-off: light-dark(oklch(0.640 0.008 262), oklch(0.520 0.008 260));
  --accent: light-dark(oklch(0.420 0.105 258), oklch(0.780 0.090 252));
  --accent-2: light-dark(oklch(0.350 0.095 258), oklch(0.850 0.070 252));
  --on-accent: light-dark(oklch(0.992 0.002 258), oklch(0.185 0.030 258));
  --seal: light-dark(oklch(0.555 0.190 32), oklch(0.715 0.155 34));
  --gray-mark: light-dark(oklch(0.575 0.012 262), oklch(0.640 0.010 262));
  --plum-ink: light-dark(oklch(0.440 0.115 315), oklch(0.810 0.080 315));
  --plum-tint: light-dark(oklch(0.953 0.020 315), oklch(0.292 0.045 315));
  --plum-mark: light-dark(oklch(0.550 0.125 315), oklch(0.690 0.105 315));
  --amber-ink: light-dark(oklch(0.445 0.088 72), oklch(0.835 0.095 84));
  --amber-tint: light-dark(oklch(0.958 0.038 88), oklch(0.290 0.038 82));
  --amber-mark: light-dark(oklch(0.595 0.118 72), oklch(0.735 0.120 80));
  --red-ink: light-dark(oklch(0.450 0.155 22), oklch(0.800 0.105 20));
  --red-tint: light-dark(oklch(0.953 0.020 18), oklch(0.292 0.055 20));
  --red-mark: light-dark(oklch(0.555 0.185 24), oklch(0.680 0.165 22));
  --shadow-dialog: 0 2px 6px light-dark(oklch(0.24 0.02 260 / 0.10), oklch(0 0 0 / 0.5)), 0 20px 56px light-dark(oklch(0.24 0.02 260 / 0.22), oklch(0 0 0 / 0.6));
  --font-ui: "Noto Sans TC", "PingFang TC", "Microsoft JhengHei UI", "Microsoft JhengHei", "Noto Sans CJK TC", "Source Han Sans TC", "Heiti TC", system-ui, sans-serif;
  --font-mono: ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK TC", monospace;
  --tone-ink: var(--ink-2); --tone-tint: var(--sunk); --tone-mark: var(--gray-mark);
  box-sizing: border-box; margin: auto; padding: 0; border: 1px solid var(--line-2); border-top: 4px solid var(--tone-mark);
  border-radius: 10px; background: var(--raised); color: var(--ink); box-shadow: var(--shadow-dialog);
  font: 400 14px/1.6 var(--font-ui); letter-spacing: 0.015em; text-align: start; overflow-wrap: anywhere;
  line-break: strict; text-autospace: normal; text-spacing-trim: normal; direction: ltr; cursor: default;
}
dialog { width: 436px; max-width: calc(100vw - 24px); max-height: calc(100dvh - 24px); overflow: auto; overscroll-behavior: contain; scrollbar-width: thin; scroll-padding-block: 8px 120px; }
dialog::backdrop { background: var(--scrim); }
dialog.cover::backdrop { background: light-dark(oklch(0.970 0.004 110), oklch(0.170 0.008 260)); }
dialog:focus, h2:focus { outline: none; }
.warn { --tone-ink: var(--amber-ink); --tone-tint: var(--amber-tint); --tone-mark: var(--amber-mark); }
.justify { --tone-ink: var(--plum-ink); --tone-tint: var(--plum-tint); --tone-mark: var(--plum-mark); }
.block { --tone-ink: var(--red-ink); --tone-tint: var(--red-tint); --tone-mark: var(--red-mark); }
* { box-sizing: border-box; }
h2, p, dl, dd { margin: 0; }
:lang(en) { letter-spacing: 0; }
svg { width: 1.0625em; height: 1.0625em; flex: none; vertical-align: -0.16em; stroke: currentColor; fill: none; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.top { display: flex; align-items: center; gap: 8px; padding: 10px 20px 0; font-size: 13px; line-height: 1.55; color: var(--ink-2); }
.top > :nth-child(2) { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.mark { display: grid; place-items: center; width: 22px; height: 22px; flex: none; border-radius: 2px; background: var(--seal); color: var(--raised); font-weight: 700; font-size: 12px; letter-spacing: 0; }
.chip { display: inline-flex; align-items: center; gap: 5px; padding: 0 7px; border-radius: 2px; background: var(--tone-tint); color: var(--tone-ink); font-size: 14px; white-space: nowrap; }
.in { padding: 8px 20px 8px; }
h2 { font-size: 17px; line-height: 1.5; font-weight: 700; text-wrap: balance; }
h2:lang(zh) { letter-spacing: 0.03em; }
.lead { color: var(--ink-2); text-wrap: balance; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); margin-top: 12px; border-top: 1.5px solid var(--line-ink); font-size: 13px; line-height: 1.65; }
dt { color: var(--ink-2); padding: 5px 16px 5px 0; border-bottom: 1px solid var(--line); }
dd { padding: 5px 0; border-bottom: 1px solid var(--line); }
.sample { display: inline-block; margin-inline: 8px 0; padding: 0 4px; border-radius: 2px; background: var(--sunk); font: 12px/1.65 var(--font-mono); letter-spacing: 0; white-space: nowrap; }
.sample + .sample { margin-inline-start: 4px; }
.ask { display: grid; gap: 4px; margin-top: 14px; }
label { font-size: 13px; font-weight: 700; }
label:not(:first-child) { margin-top: 4px; }
textarea, select, button { font: inherit; letter-spacing: inherit; color: inherit; }
textarea, select { width: 100%; min-height: 36px; padding: 6px 10px; border: 1px solid var(--control); border-radius: 4px; background: var(--sheet); line-height: 1.65; resize: vertical; }
textarea.long { min-height: 58px; }
textarea::placeholder { color: var(--ink-3); opacity: 1; }
textarea[aria-invalid="true"] { border-color: var(--red-mark); box-shadow: inset 3px 0 var(--red-mark); }
fieldset { margin: 0 0 8px; padding: 0; border: 0; }
legend { padding: 0 0 4px; font-size: 13px; font-weight: 700; }
.choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(176px, 1fr)); gap: 4px; }
label.choice { display: flex; align-items: center; gap: 8px; min-height: 34px; margin: 0; padding: 2px 8px; border: 1px solid var(--line-2); border-radius: 4px; font-weight: 400; cursor: pointer; }
label.choice kbd { margin-inline-start: auto; }
label.choice:has(:checked) { border-color: var(--accent); box-shadow: inset 3px 0 var(--accent); }
label.choice input { accent-color: var(--accent); margin: 0; }
.hint { font-size: 13px; line-height: 1.6; color: var(--ink-3); min-height: 21px; }
.hint.bad, .trouble { color: var(--red-ink); }
.hint.bad svg, .trouble svg { margin-inline-end: 6px; }
.trouble { padding: 0 20px 12px; font-size: 13px; }
.trouble:empty { display: none; }
/* The answers stay in sight however long the question is. */
.buttons { display: grid; gap: 6px; position: sticky; bottom: 0; padding: 8px 20px 14px; background: var(--raised); }
button { display: flex; align-items: center; justify-content: space-between; gap: 8px; width: 100%; min-height: 40px; padding: 4px 14px; border: 1px solid var(--line-2); border-radius: 4px; background: var(--sheet); line-height: 1.2; text-align: start; cursor: pointer; transition: background 90ms; }
button:hover { background: var(--hover); }
button > span { display: flex; align-items: center; gap: 8px; }
button small { font-size: 12px; opacity: 0.86; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.primary:hover { background: var(--accent-2); }
button:disabled { color: var(--ink-off); border-color: var(--line); background: var(--sunk); cursor: not-allowed; }
kbd { flex: none; padding: 3px 5px; border: 1px solid color-mix(in oklch, currentColor 35%, transparent); border-radius: 2px; font: 12px/1 var(--font-ui); letter-spacing: 0; white-space: nowrap; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
textarea:focus-visible, select:focus-visible { outline-offset: -1px; }
.footer { padding: 8px 20px; border-top: 1px solid var(--line); background: var(--sunk); font-size: 12px; line-height: 1.6; color: var(--ink-2); text-wrap: pretty; }
.bar { display: flex; align-items: center; gap: 12px; position: fixed; inset: auto auto 16px 16px; margin: 0; max-width: calc(100vw - 32px); padding: 8px 8px 8px 12px; border-top: 1px solid var(--line-2); border-radius: 6px; }
.check { display: grid; grid-template-columns: 1fr max-content; align-items: center; gap: 2px 8px; }
.check > :first-child { grid-column: 1 / -1; }
progress { appearance: none; width: 100%; height: 6px; border: 0; border-radius: 3px; overflow: hidden; background: var(--line-2); }
progress::-webkit-progress-bar { background: var(--line-2); }
progress::-webkit-progress-value { background: var(--accent); transition: inline-size 160ms; }
progress::-moz-progress-bar { background: var(--accent); transition: inline-size 160ms; }
progress:indeterminate::-moz-progress-bar { width: 0; }
.percent { min-width: 4ch; font-size: 12px; line-height: 1; text-align: end; font-variant-numeric: tabular-nums; color: var(--ink-2); }
.bar button { width: auto; min-height: 30px; padding: 0 10px; font-size: 13px; }
@media (max-width: 480px) { button small { display: none; } dialog { margin: auto 0 0; width: 100vw; max-width: none; border-radius: 10px 10px 0 0; } }
@media (max-height: 420px) { .buttons { position: static; } }
@media (pointer: coarse) { button, .bar button { min-height: 44px; } }
@media (prefers-reduced-motion: reduce) { button { transition: none; } progress::-webkit-progress-value { transition: none; } progress::-moz-progress-bar { transition: none; } }
@media (prefers-contrast: more) { dialog, .bar { --ink-2: var(--ink); --ink-3: var(--ink); --line: var(--control); --line-2: var(--control); } }
@media (forced-colors: active) { progress { border: 1px solid CanvasText; } .chip, .sample, kbd { border: 1px solid CanvasText; } }
`
