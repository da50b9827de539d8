"""The look of the ballot: large targets, the framework's colours, nothing that needs a script."""

from __future__ import annotations

_COUNTED = 10

# The count of dots placed follows the buttons by itself: a counter of the style sheet adds up the
# values of those that are checked. Reading the ballot again says the same in words.
_COUNTER = "".join(
    f'.gommettes input[value="{number}"]:checked{{counter-increment:placees {number}}}'
    for number in range(1, _COUNTED + 1)
)
STYLE = (
    """
fieldset{border:0;border-top:1px solid #D5DCDA;margin:0;padding:.9rem 0 .4rem;min-width:0}
legend,.titre{font-weight:600;padding:0;float:left;width:100%}legend+*{clear:both}
.choix{display:flex;flex-wrap:wrap;gap:.4rem;margin:.4rem 0;clear:both}
.choix label,.case{display:flex;align-items:center;gap:.4rem;font-weight:400;margin:0;
border:1px solid #5E6B6F;border-radius:.4rem;padding:.5rem .6rem;min-height:2.75rem;cursor:pointer}
.choix.liste{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr))}
.case{margin:.5rem 0}
.choix label:has(:checked),.case:has(:checked){border-color:#1F5A6B;background:#E4EEF0;
box-shadow:inset 0 0 0 1px #1F5A6B}
input[type=radio],input[type=checkbox]{width:1.15rem;height:1.15rem;margin:0;flex:none;
accent-color:#1F5A6B}
select,input[type=number]{font:inherit;padding:.55rem .7rem;border:1px solid #5E6B6F;
border-radius:.4rem;background:#FFF;color:inherit;width:auto;min-width:5.5rem;min-height:2.75rem}
.rang{display:flex;justify-content:space-between;align-items:center;gap:.75rem;
border-top:1px solid #D5DCDA;padding-top:.6rem;margin-top:.6rem}
html{scroll-padding-bottom:5rem}
.rang label{margin:0;flex:1;min-width:0}
.gommettes{counter-reset:placees}
.reste{position:sticky;bottom:0;background:#E4EEF0;border-top:2px solid #1F5A6B;
margin:1rem -1.5rem 0;padding:.6rem 1.5rem;font-weight:600}
.reste b::after{content:counter(placees)}
.boutons{display:flex;flex-wrap:wrap;gap:.6rem;align-items:flex-start}
.boutons button{margin-top:1rem}
.code{text-transform:uppercase;letter-spacing:.12em;font-size:1.3rem}
.accuse{font:600 1.35rem/1.3 "Source Code Pro",monospace;letter-spacing:.05em}
.dit{padding-left:1.2rem}.dit li{margin:.2rem 0}
.blanc{border-top:1px solid #D5DCDA;margin-top:1.5rem;padding-top:.5rem}
ol.resultat{list-style:none;padding:0;margin:.5rem 0}
ol.resultat li{padding:.6rem 0;border-top:1px solid #D5DCDA}
.barre{display:flex;height:.75rem;background:#ECEFEE;margin-top:.3rem;border-radius:.2rem;
overflow:hidden}.barre i{display:block;background:#1F5A6B}
nav{margin-top:2rem;border-top:1px solid #D5DCDA;padding-top:.75rem}
nav a{display:inline-block;padding:.6rem 1rem .6rem 0}
""".replace("\n", "")
    + _COUNTER
)
