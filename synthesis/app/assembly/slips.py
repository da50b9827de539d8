"""« Bulletins »: made and printed once, struck out when left over, replaced when lost."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor
from synthesis.app.assembly.choice import Hall
from synthesis.app.database import current_database, current_vault
from synthesis.app.markup import table
from synthesis.app.telling import explained, finish, sentence
from synthesis.domain import InputError
from synthesis.forms.typography import typeset
from synthesis.vote.address import voting_address
from synthesis.vote.codes import shown
from synthesis.vote.issuing import MAX_GUESTS, Slip, issue, replace_slip, strike_out
from synthesis.vote.printing import slips_pdf
from synthesis.vote.readiness import to_strike_out
from synthesis.vote.records import live_codes
from synthesis.vote.scrutin import College, Scrutin, State
from synthesis.wording import plural


def show_making(actor: Actor, hall: Hall, scrutin: Scrutin) -> None:
    """The slips of a scrutin in preparation."""
    st.subheader("Bulletins", anchor=False)
    with current_database().session(read_only=True) as session:
        made = len(live_codes(session, scrutin.id))
    if made:
        st.text(
            typeset(
                f"{plural(made, 'bulletin')} peuvent voter."
                if made > 1
                else "1 bulletin peut voter."
            )
        )
    show_made(hall, scrutin)
    guests = 0
    if College.GUESTS in scrutin.plan.colleges:
        guests = int(
            st.number_input("Bulletins d’invités", 0, MAX_GUESTS, len(hall.assembly.guests))
        )
    sure = not made or st.checkbox(
        typeset("Refaire les bulletins : ceux déjà imprimés ne vaudront plus rien")
    )
    label = "Refaire les bulletins" if made else "Préparer les bulletins"
    if st.button(label, disabled=not sure, icon=":material/print:"):
        with explained():
            slips = issue(current_database(), current_vault(), actor, scrutin.id, guests=guests)
            _remember(scrutin, slips)
            finish(
                "Les bulletins sont prêts : imprimez-les maintenant, leurs codes ne sont gardés "
                "nulle part."
            )
    if made:
        _strike_out(actor, scrutin)


def show_made(hall: Hall, scrutin: Scrutin) -> None:
    """The slips just made, as a pdf and as a table, until they are put away."""
    slips = st.session_state.get(_place(scrutin))
    if not slips:
        return
    st.warning(
        typeset("Ces codes ne seront plus affichés : imprimez-les avant de quitter la page."),
        icon=":material/print:",
    )
    pdf = slips_pdf(slips, scrutin.plan, hall.assembly, voting_address())
    with st.container(horizontal=True):
        st.download_button(
            "Bulletins à découper (pdf)",
            pdf,
            file_name=f"bulletins-{scrutin.number}.pdf",
            mime="application/pdf",
            type="primary",
            icon=":material/download:",
            on_click="ignore",
        )
        if st.button("C’est imprimé : oublier les codes"):
            st.session_state.pop(_place(scrutin), None)
            finish("Les codes sont oubliés.")
    with st.expander("Voir les codes", icon=":material/visibility:"):
        rows = [(slip.college.label, typeset(slip.body) or "—", shown(slip.code)) for slip in slips]
        st.html(table(("Collège", "Membre", "Code"), rows))


def _strike_out(actor: Actor, scrutin: Scrutin) -> None:
    """Codes left in the envelope, typed one by one or all at once."""
    with current_database().session(read_only=True) as session:
        extra = to_strike_out(session, scrutin)
    if not extra and scrutin.plan.mode.named:
        return
    with st.expander(
        "Annuler les bulletins restés dans l’enveloppe",
        expanded=bool(extra),
        icon=":material/block:",
    ):
        if extra:
            st.text(typeset(f"Il en reste {extra} à annuler avant d'ouvrir : un seul par voix."))
        with st.form(f"annuler-{scrutin.id}", clear_on_submit=True):
            codes = st.text_area("Codes restants, un par ligne")
            asked = st.form_submit_button("Annuler ces bulletins")
    if asked:
        lines = [line.strip() for line in codes.splitlines() if line.strip()]
        unknown = [code for code in lines if not _struck_out(actor, scrutin, code)]
        said = plural(len(lines) - len(unknown), "bulletin annulé", "bulletins annulés")
        if not unknown:
            finish(f"{said}.")
        st.error(
            sentence(f"{said} ; pas reconnus dans ce scrutin : {', '.join(unknown)[:200]}."),
            icon=":material/error:",
        )


def _struck_out(actor: Actor, scrutin: Scrutin, code: str) -> bool:
    try:
        strike_out(current_database(), current_vault(), actor, scrutin.id, code)
    except InputError:
        return False
    return True


def show_replacing(actor: Actor, hall: Hall, scrutin: Scrutin) -> None:
    """A new slip for a member whose own is lost, in the modes where slips are made out to them."""
    show_made(hall, scrutin)
    if not scrutin.plan.mode.named:
        st.caption(
            typeset(
                "Les bulletins sont tirés au sort : nul ne sait qui détient lequel, un bulletin "
                "perdu ne se remplace pas."
            )
        )
        return
    with st.expander("Remplacer un bulletin perdu", icon=":material/find_replace:"):
        names = {body.id: typeset(body.name) for body in hall.assembly.bodies}
        with st.form(f"remplacer-{scrutin.id}"):
            body = st.selectbox("Membre", list(names), format_func=lambda number: names[number])
            st.text(typeset("L'ancien bulletin, et ce qu'il a voté, ne comptent plus."))
            asked = st.form_submit_button("Remplacer son bulletin")
    if asked and body is not None:
        with explained():
            slip = replace_slip(current_database(), current_vault(), actor, scrutin.id, body)
            _remember(scrutin, [slip])
            finish("Le nouveau bulletin est prêt : imprimez-le.")


def _remember(scrutin: Scrutin, slips: list[Slip]) -> None:
    st.session_state[_place(scrutin)] = slips


def forget(scrutin: Scrutin) -> None:
    """Codes are of no use any more."""
    if scrutin.state is State.CLOSED:
        st.session_state.pop(_place(scrutin), None)


def _place(scrutin: Scrutin) -> str:
    return f"bulletins-{scrutin.id}"
