"""Plain pages: script-free HTML in the colours of the application, light on any phone."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

from synthesis.forms.typography import typeset

# No script at all, from nowhere: stricter than what the Streamlit pages need.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
STYLE = """
*{box-sizing:border-box}
body{margin:0;font:1.0625rem/1.5 "Source Sans",system-ui,sans-serif;color:#1B2427;
background:#F4F6F5}
main{max-width:34rem;margin:2rem auto;padding:1.5rem;background:#FFF;border:1px solid #D5DCDA;
border-radius:.4rem;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 1rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}
label{display:block;font-weight:600;margin:1rem 0 .25rem}
input{width:100%;font:inherit;padding:.6rem .7rem;border:1px solid #5E6B6F;border-radius:.4rem}
button{font:inherit;font-weight:600;color:#FFF;background:#1F5A6B;border:0;border-radius:.4rem;
padding:.7rem 1.2rem;margin-top:1.25rem;cursor:pointer;min-height:2.75rem}
button.second{color:#1F5A6B;background:#FFF;border:1px solid #1F5A6B}
button:hover{background:#17444F}button.second:hover{background:#E4EEF0}
:focus-visible{outline:3px solid #B35900;outline-offset:2px}
a{color:#1F5A6B}.aide{color:#4C5659;font-size:.95rem;margin:.25rem 0 0}
.erreur,.succes,.note{padding:.7rem .9rem;border-left:4px solid;border-radius:.2rem;margin:0 0 1rem}
.erreur{background:#FBE9E7;border-color:#A3261B;color:#7C1D15}
.succes{background:#DDF1E8;border-color:#00694A;color:#00523A}
.note{background:#E4EEF0;border-color:#1F5A6B}
ul.comptes{list-style:none;margin:0;padding:0}
ul.comptes li{border-top:1px solid #D5DCDA;padding:.75rem 0}
ul.comptes button{margin-top:.5rem}code{font-family:"Source Code Pro",monospace;font-size:1rem}
@media(max-width:40rem){main{margin:0;border:0;border-radius:0;min-height:100vh}}
""".replace("\n", "")


def plain_page(title: str, body: str, *, status: int = 200, style: str = "") -> HTMLResponse:
    """A whole page; `body` is HTML whose every foreign word is already escaped.

    `style`: rules of its own, after those of every plain page.
    """
    name = escape(title)
    html = (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{name} – Synthèse des territoires</title><style>{STYLE}{style}</style></head>"
        f"<body><main><h1>{name}</h1>{body}</main></body></html>"
    )
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    return HTMLResponse(html, status_code=status, headers=headers)


def notice(text: str, *, kind: str = "note") -> str:
    """A paragraph that stands out: « note », « erreur » or « succes »."""
    role = "alert" if kind == "erreur" else "status"
    return f'<p class="{kind}" role="{role}">{escape(_sentence(text))}</p>' if text else ""


def field(  # noqa: PLR0913 - a field is made of these, and each is named
    name: str,
    label: str,
    *,
    kind: str = "text",
    autocomplete: str = "off",
    value: str = "",
    hint: str = "",
) -> str:
    """A labelled, required field of a form, with its hint under it."""
    described = f' aria-describedby="{name}-aide"' if hint else ""
    helped = f'<p class="aide" id="{name}-aide">{escape(typeset(hint))}</p>' if hint else ""
    return (
        f'<label for="{name}">{escape(typeset(label))}</label>'
        f'<input id="{name}" name="{name}" type="{kind}" autocomplete="{autocomplete}" '
        f'value="{escape(value)}" required autocapitalize="none" spellcheck="false"{described}>'
        f"{helped}"
    )


def form(
    action: str, body: str, *, button: str, hidden: dict[str, str], second: bool = False
) -> str:
    """A form that posts to `action`."""
    fields = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in hidden.items()
    )
    look = ' class="second"' if second else ""
    return (
        f'<form method="post" action="{escape(action)}">{fields}{body}'
        f'<button type="submit"{look}>{escape(typeset(button))}</button></form>'
    )


def _sentence(text: str) -> str:
    shown = typeset(text)
    return shown[:1].upper() + shown[1:]
