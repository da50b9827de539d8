// The framework's own words, in French: it has no setting for its language.
// Only names of its controls and its short messages are touched, never a word of a participant.
if (!window.frenchWords) {
  const WORDS = {
    "App pages": "Pages de l’application", "Choose date": "Choisir une date",
    "Clear all": "Tout effacer", "Clear value": "Effacer", "Close": "Fermer", "Open": "Ouvrir",
    "Close fullscreen": "Quitter le plein écran", "Fullscreen": "Plein écran",
    "Show data": "Voir les données", "Show chart": "Voir le graphique",
    "Download as PNG": "Télécharger l’image", "Download as SVG": "Télécharger l’image (svg)",
    "Collapse sidebar": "Fermer le menu", "Expand sidebar": "Ouvrir le menu",
    "Open sidebar": "Ouvrir le menu", "Close sidebar": "Fermer le menu", "Sidebar": "Menu",
    "Search": "Chercher", "Show/hide columns": "Colonnes affichées",
    "Selected values": "Choix faits", "file upload": "Fichier",
    "Show password text": "Montrer le mot de passe",
    "Hide password text": "Cacher le mot de passe",
    "Increment value": "Augmenter", "Decrement value": "Diminuer",
    "Next": "Suivant", "Previous": "Précédent", "Choose an option": "Choisissez",
    "Choose options": "Choisissez", "Select all": "Tout choisir", "No results": "Aucun résultat",
    "No options to select": "Rien à choisir", "Running...": "En cours…", "Stop": "Arrêter",
    "View more": "Tout montrer", "View less": "Montrer moins",
    "Add row": "Ajouter une ligne", "Delete row(s)": "Retirer les lignes choisies",
    "Copy Vega-Lite spec": "Copier la description du graphique",
    "Skip to main content": "Aller au contenu",
  };
  const STARTS = {
    "Fullscreen: ": "Plein écran : ", "Show data: ": "Voir les données : ",
    "Download as PNG: ": "Télécharger l’image : ", "Download as SVG: ": "Télécharger l’image : ", "Remove ": "Retirer ", "day, ": "jour, ",
    "month, ": "mois, ", "year, ": "année, ",
    "Copy Vega-Lite spec: ": "Copier la description du graphique : ",
  };
  const MONTHS = "January janvier February février March mars April avril May mai June juin " +
    "July juillet August août September septembre October octobre November novembre " +
    "December décembre";
  const names = MONTHS.split(" ");
  const NAMED = "button, nav, section, input, [role=spinbutton], .stMultiSelect span";
  const SAID = "[data-testid=stTooltipContent], [role=listbox], [data-testid=stStatusWidget]," +
    " [data-testid=stSidebarNavViewButton], a[href='#stMain']";
  const french = (text) => {
    if (Object.hasOwn(WORDS, text)) return WORDS[text];
    const start = Object.keys(STARTS).find((one) => text.startsWith(one));
    return start ? STARTS[start] + text.slice(start.length) : text;
  };
  const dated = (text) => {
    const place = names.indexOf(text.split(" – ")[1] ?? "");
    return place >= 0 && place % 2 === 0 ? text.replace(names[place], names[place + 1]) : text;
  };
  const put = (element, name, change) => {
    const said = element.getAttribute(name);
    const wanted = said && change(said);
    if (wanted && wanted !== said) element.setAttribute(name, wanted);
  };
  const browse = (button) => {
    const field = button.closest("section").getAttribute("aria-label");
    button.setAttribute("aria-label", "Parcourir" + (field ? ` : ${field}` : ""));
  };
  const reword = () => {
    for (const element of document.querySelectorAll(NAMED)) {
      put(element, "aria-label", french);
      put(element, "placeholder", french);
      put(element, "aria-valuetext", dated);
    }
    for (const zone of document.querySelectorAll(SAID)) {
      const walker = document.createTreeWalker(zone, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const wanted = french(walker.currentNode.data);
        if (wanted !== walker.currentNode.data) walker.currentNode.data = wanted;
      }
    }
    document.querySelectorAll(
      "[data-testid=stFileUploaderDropzone] > span > button:not([aria-label])"
    ).forEach(browse);
  };
  let due = false;
  const soon = () => {
    if (due) return;
    due = true;
    setTimeout(() => { due = false; reword(); }, 100);
  };
  window.frenchWords = new MutationObserver(soon);
  window.frenchWords.observe(document.body, {
    subtree: true, childList: true, characterData: true,
    attributeFilter: ["aria-label", "placeholder", "aria-valuetext"],
  });
  soon();
}
