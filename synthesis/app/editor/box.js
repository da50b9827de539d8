// One answer to fill in: its text, what the server holds of it, and the conflict between both.

class Box {
  constructor(editor, given, number) {
    this.editor = editor
    this.slot = given.slot
    this.base = given.version
    this.baseText = unixLines(given.text)
    this.baseNotAsked = given.not_asked
    this.sentTexts = new Set()
    this.theirs = null
    this.build(given, number)
    this.text.value = this.baseText
    this.notAsked.checked = this.baseNotAsked
  }

  build(given, number) {
    const id = `reponse-${number}`
    this.root = element("section", "box")
    const title = element("label", "title", given.title)
    title.htmlFor = id
    const prompts = element("ul", "prompts")
    prompts.id = `relances-${number}`
    for (const prompt of given.prompts) prompts.append(element("li", "", prompt))
    this.text = element("textarea")
    this.text.id = id
    this.text.setAttribute("aria-describedby", prompts.id)
    this.text.spellcheck = true
    this.text.oninput = () => this.editor.changed()
    this.root.append(title, prompts, this.text, this.foot(), (this.conflict = element("div")))
    this.jump = element("button", "", given.short)
    this.jump.type = "button"
    this.jump.title = given.title
    this.jump.onclick = () => this.focus()
  }

  foot() {
    const foot = element("div", "foot")
    const label = element("label")
    this.notAsked = element("input")
    this.notAsked.type = "checkbox"
    this.notAsked.onchange = () => {
      this.editor.changed()
      this.editor.saveNow()
    }
    label.append(this.notAsked, "non posée")
    this.chips = element("span", "chips")
    this.speaker = element("span", "speaker")
    foot.append(label, this.chips, this.speaker)
    return foot
  }

  get value() {
    return wellFormed(this.text.value)
  }

  get dirty() {
    return this.value !== this.baseText || this.notAsked.checked !== this.baseNotAsked
  }

  receive(given) {
    this.server = given
    const text = unixLines(given.text)
    this.showSpeakers(given.speaker)
    if (given.version === this.base && !this.theirs) return
    const unchanged = text === this.baseText && given.not_asked === this.baseNotAsked
    const ours = this.sentTexts.has(text)
    const same = text === this.value && given.not_asked === this.notAsked.checked
    const dirty = this.dirty
    if (dirty && !same && !ours && !unchanged) {
      this.theirs = given
      return this.showConflict()
    }
    this.rebase(given)
    if (!dirty) this.fill(text, given.not_asked)
  }

  rebase(given) {
    this.base = given.version
    this.baseText = unixLines(given.text)
    this.baseNotAsked = given.not_asked
    this.sentTexts.clear()
    this.theirs = null
    this.showConflict()
  }

  fill(text, notAsked) {
    if (this.text.value !== text) {
      const { selectionStart, selectionEnd } = this.text
      this.text.value = text
      this.text.setSelectionRange(selectionStart, selectionEnd)
    }
    this.notAsked.checked = notAsked
  }

  restore(left) {
    const text = unixLines(left.text)
    if (text === this.value && left.not_asked === this.notAsked.checked) return
    if (this.dirty) return this.join(text)
    this.fill(text, left.not_asked)
    for (const sent of left.sent) this.sentTexts.add(sent)
    if (left.base === this.base || this.sentTexts.has(this.baseText)) return
    this.theirs = this.server
    this.showConflict()
  }

  // Two drafts of the same answer on this device: the text of both, one below the other.
  join(text) {
    if (!this.value.includes(text)) this.fill(`${this.value}\n\n${text}`, this.notAsked.checked)
  }

  outgoing() {
    const own = [...this.sentTexts].slice(-3)
    this.sentTexts.add(this.value)
    const { slot, value: text, base } = this
    return { slot, text, not_asked: this.notAsked.checked, base, own }
  }

  kept() {
    const { value: text, base } = this
    return { text, base, not_asked: this.notAsked.checked, sent: [...this.sentTexts].slice(-3) }
  }

  focus() {
    this.root.scrollIntoView({ block: "start" })
    this.text.focus({ preventScroll: true })
  }

  show() {
    const filled = this.notAsked.checked ? "not-asked" : this.value.trim() ? "said" : "empty"
    this.jump.dataset.filled = this.theirs ? "conflict" : filled
    this.text.classList.toggle("aside", this.notAsked.checked)
    const mine = this.conflict.querySelector(".mine")
    if (mine && mine.textContent !== this.value) mine.textContent = this.value
  }

  showSpeakers(speaker) {
    const roles = this.editor.roles
    this.speaker.textContent = speaker ? `Qui parle\u00a0: ${speaker}` : ""
    if (this.shownRoles === roles.join("\n")) return
    this.shownRoles = roles.join("\n")
    this.chips.replaceChildren(...roles.map(role => {
      const chip = element("button", "", role)
      chip.type = "button"
      chip.title = `Marquer que parle\u00a0: ${role}`
      chip.onclick = () => this.mark(role)
      return chip
    }))
  }

  nextSpeaker() {
    const roles = this.editor.roles
    if (!roles.length) return
    const line = this.line()
    const current = roles.findIndex(role => line.words.trim() === `${role}\u00a0:`)
    this.mark(roles[(current + 1) % roles.length])
  }

  // A role at the beginning of a line says who speaks; on an empty line it replaces the former one.
  mark(role) {
    const label = `${role}\u00a0: `
    const line = this.line()
    const alone = this.editor.roles.some(other => line.words.trim() === `${other}\u00a0:`)
    this.text.focus()
    if (alone || !line.words.trim()) this.text.setSelectionRange(line.start, line.end)
    else this.text.setSelectionRange(line.end, line.end)
    this.insert(alone || !line.words.trim() ? label : `\n${label}`)
  }

  line() {
    const { value, selectionStart } = this.text
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1
    const next = value.indexOf("\n", selectionStart)
    const end = next < 0 ? value.length : next
    return { start, end, words: value.slice(start, end) }
  }

  // As if typed, so that Ctrl+Z undoes it.
  insert(words) {
    if (document.execCommand("insertText", false, words)) return
    this.text.setRangeText(words, this.text.selectionStart, this.text.selectionEnd, "end")
    this.editor.changed()
  }

  showConflict() {
    this.conflict.replaceChildren()
    this.conflict.className = this.theirs ? "conflict" : ""
    if (!this.theirs) return
    const { author, at } = this.theirs
    const who = [author, at].filter(Boolean).join(", ") || "sur le serveur"
    this.conflict.append(
      element("p", "", "Cette réponse a été écrite à deux endroits. Rien n’est perdu\u00a0: choisissez."),
      this.versions(who),
      this.choices(),
    )
  }

  versions(who) {
    const versions = element("div", "versions")
    const mine = element("div")
    mine.append(element("h4", "", "Votre texte"), element("pre", "mine", this.value))
    const theirs = element("div")
    const words = this.theirs.not_asked ? `[non posée] ${this.theirs.text}` : this.theirs.text
    theirs.append(element("h4", "", `Texte enregistré (${who})`), element("pre", "theirs", words))
    versions.append(mine, theirs)
    return versions
  }

  choices() {
    const theirs = unixLines(this.theirs.text)
    const choices = element("div", "choices")
    const choice = (label, act) => {
      const button = element("button", "", label)
      button.type = "button"
      button.onclick = () => {
        const [text, notAsked] = act()
        this.rebase(this.theirs)
        this.fill(text, notAsked)
        this.editor.changed()
        this.editor.saveNow()
        this.text.focus()
      }
      choices.append(button)
    }
    choice("Garder le mien", () => [this.value, this.notAsked.checked])
    choice("Garder le texte enregistré", () => [theirs, this.theirs.not_asked])
    choice("Garder les deux, l’un sous l’autre", () => [`${theirs}\n\n${this.value}`, false])
    return choices
  }
}
