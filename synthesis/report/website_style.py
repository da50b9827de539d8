"""The look and the only script of the page for the alliance's website; nothing from elsewhere."""

from __future__ import annotations

from synthesis.domain import BOARD
from synthesis.report.palette import GREY, INK, QUADRANTS, ink_on

STEPS = 5
# From the least said to the most, under numbers that are written in any case.
SHADES = ("#FFFFFF", "#D3E1E4", "#A9C3C9", "#7FA5AE", "#4F8190", "#1F5A6B")

_BASE = f"""
*{{box-sizing:border-box}}
html{{scroll-behavior:smooth}}
@media(prefers-reduced-motion:reduce){{html{{scroll-behavior:auto}}}}
body{{margin:0;color:{INK};background:#fff;font:1.05rem/1.6 system-ui,-apple-system,"Segoe UI",
Roboto,"DejaVu Sans",sans-serif}}
header,main,footer{{max-width:72rem;margin:0 auto;padding:0 1.2rem}}
h1{{font-size:clamp(1.6rem,4vw,2.4rem);line-height:1.2;margin:1.6rem 0 .4rem}}
h2{{font-size:1.5rem;line-height:1.25;margin:2.6rem 0 .6rem}}
h3{{font-size:1.2rem;line-height:1.3;margin:0 0 .5rem}}
h1,h2,h3,p,li,td,th,blockquote{{overflow-wrap:anywhere}}
a{{color:#1F5A6B}}
a:focus-visible,summary:focus-visible,.defile:focus-visible,input:focus-visible{{
outline:3px solid #B3261E;outline-offset:2px}}
.saut{{position:absolute;left:-100rem}}.saut:focus{{left:1rem;top:1rem;background:#fff;padding:.5rem}}
.chapeau{{color:{GREY}}}
nav ul{{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.4rem 1.2rem}}
.note{{border-left:4px solid {GREY};padding:.3rem 0 .3rem .9rem;margin:1rem 0}}
.tableau{{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr))}}
.quadrant{{border:2px solid;border-radius:.5rem;padding:1rem 1.1rem}}
.quadrant ul{{list-style:none;margin:0;padding:0}}
.quadrant li{{display:grid;grid-template-columns:3.6rem 1fr;gap:.5rem;padding:.1rem 0}}
.quadrant b{{text-align:right;font-variant-numeric:tabular-nums}}
.quadrant a{{color:{INK}}}
.defile{{overflow-x:auto}}
table{{border-collapse:collapse;width:100%}}
caption{{text-align:left;color:{GREY};padding:.3rem 0}}
th,td{{border:1px solid #C5CDCB;padding:.3rem .5rem;text-align:left;vertical-align:top}}
td.n{{text-align:center;font-variant-numeric:tabular-nums}}
.chaleur{{font-size:.9rem;min-width:46rem}}
.chaleur thead th{{vertical-align:bottom;font-weight:600}}
.chaleur thead span{{writing-mode:vertical-rl;text-orientation:sideways;transform:rotate(180deg);
max-height:11rem;line-height:1.2}}
.chaleur th,.chaleur td{{overflow-wrap:normal}}
.chaleur tbody th{{font-weight:400;min-width:14rem}}
td.non{{background:repeating-linear-gradient(45deg,#fff 0 4px,#C5CDCB 4px 5px)}}
section.theme{{border-top:1px solid #C5CDCB;padding:1.6rem 0 .4rem;scroll-margin-top:.5rem}}
.badges{{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0;margin:.5rem 0}}
.badge{{border-radius:.9rem;padding:.05rem .7rem;font-size:.92rem;font-weight:600}}
blockquote{{margin:.9rem 0;padding:.2rem 0 .2rem 1rem;border-left:4px solid}}
blockquote p{{margin:0;white-space:pre-line}}
blockquote footer{{margin:.15rem 0 0;padding:0;color:{GREY};font-size:.92rem}}
summary{{cursor:pointer;padding:.3rem 0;font-weight:600}}
.carte{{display:grid;gap:.25rem;list-style:none;padding:0;margin:.8rem 0;max-width:44rem;
grid-template-columns:repeat(var(--n),minmax(0,1fr))}}
.carte li{{border:1px solid #8A9694;border-radius:.3rem;padding:.35rem .4rem;font-size:.82rem;
line-height:1.25;min-height:4.4rem;display:flex;flex-direction:column;justify-content:space-between}}
.carte b{{font-size:1.15rem}}
figure{{margin:1.2rem 0}}figure img{{max-width:100%;height:auto;border:1px solid #E2E7E6}}
figcaption{{font-weight:600}}
.chercher{{margin:1rem 0}}
.chercher input{{font:inherit;padding:.4rem .6rem;border:1px solid #6B7779;border-radius:.3rem;
width:min(100%,26rem);display:block}}
.pied{{color:{GREY};font-size:.95rem;padding-bottom:3rem}}
[hidden]{{display:none}}
@media(max-width:40rem){{.carte{{grid-template-columns:repeat(2,minmax(0,1fr))!important}}
.carte li{{grid-column:auto!important;grid-row:auto!important}}}}
@media print{{body{{font-size:10pt}}nav,.saut,.chercher,.haut{{display:none}}
.tableau{{grid-template-columns:1fr 1fr;gap:.4rem}}.quadrant{{padding:.4rem .6rem}}
.quadrant li{{font-size:7.5pt;line-height:1.3;padding:0;grid-template-columns:2.6rem 1fr}}
#territoires,#themes{{break-before:page;margin-top:0}}blockquote,figure,tr{{break-inside:avoid}}
h1{{font-size:16pt;margin-top:0}}h2,h3{{break-after:avoid}}.carte{{break-inside:avoid}}
a{{color:inherit;text-decoration:none}}.defile{{overflow:visible}}.chaleur{{min-width:0;font-size:7pt}}
*{{print-color-adjust:exact}}}}
"""

# Only a help: without it every word is there. It looks for a theme, and opens all before printing.
SCRIPT = """
(() => {
  const box = document.querySelector('.chercher');
  const field = box.querySelector('input');
  const told = box.querySelector('[role=status]');
  const plain = (text) => text.normalize('NFD').replace(/[\\u0300-\\u036f]/g, '').toLowerCase();
  const themes = [...document.querySelectorAll('section.theme')]
    .map((theme) => [theme, plain(theme.textContent)]);
  box.hidden = false;
  field.addEventListener('input', () => {
    const wanted = plain(field.value.trim());
    let count = 0;
    for (const [theme, text] of themes) {
      theme.hidden = !text.includes(wanted);
      count += theme.hidden ? 0 : 1;
    }
    told.textContent = wanted ? count + (count > 1 ? ' thèmes' : ' thème') : '';
  });
  // A link to a theme that the search hides shows it again.
  addEventListener('hashchange', () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.hidden) {
      field.value = '';
      field.dispatchEvent(new Event('input'));
      target.scrollIntoView();
    }
  });
  addEventListener('beforeprint', () => {
    for (const more of document.querySelectorAll('details')) more.open = true;
  });
})();
"""


def stylesheet(cells: set[tuple[int, int]]) -> str:
    """The rules of the page; `cells`: columns and rows of the tile maps, from 1.

    Places and shades are classes: the policy of the page forbids styles in attributes.
    """
    quadrants = "".join(
        f".q-{q.value}{{border-color:{look.ink}}}.badge.q-{q.value},.quadrant.q-{q.value}"
        f"{{background:{look.tint}}}.badge.q-{q.value},.quadrant.q-{q.value} h3,"
        f".quadrant.q-{q.value} b{{color:{look.ink}}}"
        for q in BOARD
        for look in (QUADRANTS[q],)
    )
    shades = "".join(
        f".s{step}{{background:{shade};color:{ink_on(shade)}}}" for step, shade in enumerate(SHADES)
    )
    columns = "".join(f".c{x}{{grid-column:{x}}}" for x in sorted({x for x, _ in cells}))
    rows = "".join(f".r{y}{{grid-row:{y}}}" for y in sorted({y for _, y in cells}))
    widest = max((x for x, _ in cells), default=1)
    return f"{_BASE}.carte{{--n:{widest}}}{quadrants}{shades}{columns}{rows}"


def step(value: int, most: int) -> int:
    """Which shade a number has, 0 for nothing."""
    return min(STEPS, -(-STEPS * value // most)) if value and most else 0
