// The form of one interview: saves by itself, keeps a draft in the browser, hides no conflict.
//
// Every box remembers `base`, the version of the server that its text was written over. The server
// writes only over that version; what it holds comes back as `data.boxes` after each save, and
// `reconcile` tells by it what was saved, what is still to be, and what somebody else changed.
// Words only go to `value` and `textContent`: never to markup.

const SAVE_EVERY = 2000
const REPLY_WITHIN = 5000
const KEEP_AFTER = 250
const QUIET = 1500
const ABANDONED_AFTER = 8000
const editors = new WeakMap()

export default function (component) {
  const root = component.parentElement.querySelector(".editor")
  if (!root) return
  let editor = editors.get(root)
  if (!editor) {
    editor = new Editor(root, component.data)
    editors.set(root, editor)
  }
  editor.receive(component)
  return () => editor.close()
}

const unixLines = text => text.replace(/\r\n?/g, "\n")
const wellFormed = text => (text.toWellFormed ? text.toWellFormed() : text)
const clock = date => date.toLocaleTimeString("fr-FR")
const element = (name, className, text) => {
  const made = document.createElement(name)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  return made
}

class Editor {
  constructor(root, data) {
    this.root = root
    root.querySelector(".boxes").replaceChildren()
    root.querySelector(".jump").replaceChildren()
    this.draft = new Draft(data.draft_key)
    this.boxes = new Map()
    this.sent = null
    this.sequence = Date.now()
    this.savedAt = null
    this.problem = ""
    this.keepLater = 0
    this.timer = setInterval(() => this.tick(), 500)
    this.listening = new AbortController()
    const { signal } = this.listening
    for (const event of ["pagehide", "beforeunload"]) {
      addEventListener(event, () => this.keep(true), { signal })
    }
    addEventListener("pageshow", () => this.keep(), { signal })
    document.addEventListener("keydown", e => this.catchKey(e), { signal, capture: true })
    for (const event of ["pointerdown", "keydown"]) {
      document.addEventListener(event, e => this.beforeLeaving(e), { signal, capture: true })
    }
    root.addEventListener("focusin", event => (this.focused = event.target))
    this.watch = new MutationObserver(() => this.dismissConnectionError())
    this.watch.observe(document.body, { childList: true, subtree: true })
    root.onkeydown = event => this.shortcut(event)
  }

  receive({ data, setTriggerValue }) {
    this.send = value => setTriggerValue("typed", value)
    this.roles = data.roles
    if (this.sent && data.reply.sequence >= this.sent.sequence) {
      this.sent = null
      this.problem = data.reply.problem
      if (!this.problem) this.savedAt = new Date()
    }
    for (const given of data.boxes) this.box(given).receive(given)
    this.adopt()
    this.show()
  }

  box(given) {
    if (!this.boxes.has(given.slot)) {
      const box = new Box(this, given, this.boxes.size)
      this.boxes.set(given.slot, box)
      this.root.querySelector(".boxes").append(box.root)
      this.root.querySelector(".jump").append(box.jump)
    }
    return this.boxes.get(given.slot)
  }

  // Drafts that another tab, or this page before it was reloaded, left behind.
  adopt() {
    const known = ({ entries }) => entries.every(([slot]) => this.boxes.has(slot))
    const found = this.draft.abandoned().filter(known)
    for (const { entries } of found) {
      for (const [slot, left] of entries) this.boxes.get(slot).restore(left)
    }
    this.keep()
    this.draft.forget(found)
  }

  tick() {
    const now = Date.now()
    if (this.sent && now - this.sent.at > REPLY_WITHIN) this.sent = { ...this.sent, late: true }
    const waiting = this.sent && !this.sent.late
    const quiet = now < (this.quietUntil ?? 0)
    if (!waiting && !quiet && now - (this.lastSend ?? 0) >= SAVE_EVERY) this.save()
    if (now - (this.lastLook ?? 0) > 3000) {
      this.lastLook = now
      this.adopt()
    }
    this.show()
  }

  save() {
    const dirty = [...this.boxes.values()].filter(box => box.dirty && !box.theirs)
    if (!dirty.length) return
    this.sequence += 1
    this.lastSend = Date.now()
    this.sent = { sequence: this.sequence, at: Date.now(), late: this.sent?.late }
    this.keep()
    this.send({ sequence: this.sequence, boxes: dirty.map(box => box.outgoing()) })
  }

  // Even when the reply to the save before is awaited.
  saveNow() {
    this.save()
  }

  // A click elsewhere may open another page: save before it is complete, and nothing after, for a
  // save that arrives once the page has been asked for would call the former page back.
  beforeLeaving(event) {
    if (event.composedPath().includes(this.root)) return
    if (event.type === "pointerdown") this.saveNow()
    else if (event.key !== "Enter") return
    this.quietUntil = Date.now() + QUIET
  }

  changed() {
    clearTimeout(this.keepLater)
    this.keepLater = setTimeout(() => this.keep(), KEEP_AFTER)
    this.show()
  }

  keep(abandoned = false) {
    clearTimeout(this.keepLater)
    const dirty = [...this.boxes.values()].filter(box => box.dirty)
    this.draft.write(dirty.map(box => [box.slot, box.kept()]), abandoned)
  }

  close() {
    this.keep(true)
    clearInterval(this.timer)
    this.watch.disconnect()
    this.listening.abort()
    editors.delete(this.root)
  }

  show() {
    const boxes = [...this.boxes.values()]
    for (const box of boxes) box.show()
    const [kind, words] = this.state(boxes)
    const place = this.root.querySelector(".state")
    if (place.dataset.kind !== kind) place.dataset.kind = kind
    if (place.textContent !== words) place.textContent = words
  }

  state(boxes) {
    if (boxes.some(box => box.theirs)) {
      return ["conflict", "Conflit\u00a0: choisissez entre les deux textes"]
    }
    if (this.problem) return ["refused", this.problem]
    const dirty = boxes.some(box => box.dirty)
    if (dirty && this.sent?.late) {
      const kept = this.draft.works ? "gardé sur cet appareil" : "ne fermez pas cette page"
      return ["offline", `Hors connexion\u00a0: ${kept}`]
    }
    if (dirty) return ["writing", "Enregistrement…"]
    if (this.savedAt) return ["saved", `Enregistré à ${clock(this.savedAt)}`]
    return ["idle", "Tout est enregistré"]
  }

  // The framework's dialog would take the keyboard away in the middle of a sentence, to say in
  // English what the state of this editor says.
  dismissConnectionError() {
    const dialog = document.querySelector("[role=dialog]")
    if (dialog?.querySelector("[slot=title]")?.textContent !== "Connection error") return
    dialog.querySelector("button[aria-label=Close]")?.click()
    if (this.robbed || !this.focused?.isConnected) return
    this.robbed = this.focused
    this.refocus(40)
  }

  // The dialog holds the keyboard until it is gone, which takes a moment.
  refocus(tries) {
    const place = this.robbed
    if (!tries || !place.isConnected || place.matches(":focus")) this.robbed = null
    else {
      place.focus({ preventScroll: true })
      setTimeout(() => this.refocus(tries - 1), 25)
    }
  }

  // What is typed in that moment goes where it was meant to.
  catchKey(event) {
    const place = this.robbed
    if (!place?.setRangeText || place.matches(":focus")) return
    if (event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    place.setRangeText(event.key, place.selectionStart, place.selectionEnd, "end")
    this.changed()
  }

  shortcut(event) {
    const key = event.key.toLowerCase()
    const box = [...this.boxes.values()].find(item => item.root.contains(event.target))
    if ((event.ctrlKey || event.metaKey) && key === "s") this.saveNow()
    else if (event.altKey && key === "arrowdown") this.move(box, 1)
    else if (event.altKey && key === "arrowup") this.move(box, -1)
    else if (event.altKey && key === "r" && box) box.nextSpeaker()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  move(from, step) {
    const boxes = [...this.boxes.values()]
    const next = boxes[from ? boxes.indexOf(from) + step : 0]
    next?.focus()
  }
}

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

// What is not saved yet, under a key of this page; the browser keeps it if everything else dies.
class Draft {
  constructor(prefix) {
    this.prefix = `${prefix}/`
    this.key = this.prefix + Math.random().toString(36).slice(2)
    this.works = true
  }

  write(entries, abandoned) {
    try {
      if (!entries.length) localStorage.removeItem(this.key)
      else localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), abandoned, entries }))
      this.works = true
    } catch {
      this.works = false
    }
  }

  abandoned() {
    return this.keys().map(key => this.read(key)).filter(Boolean)
  }

  // Only once what it held is kept elsewhere.
  forget(drafts) {
    if (this.works) for (const { key } of drafts) localStorage.removeItem(key)
  }

  keys() {
    try {
      const keys = Array.from({ length: localStorage.length }, (_, n) => localStorage.key(n))
      return keys.filter(key => key.startsWith(this.prefix) && key !== this.key)
    } catch {
      return []
    }
  }

  read(key) {
    try {
      const kept = JSON.parse(localStorage.getItem(key))
      const old = Date.now() - kept.at > ABANDONED_AFTER
      return kept.abandoned || old ? { key, entries: kept.entries } : null
    } catch {
      return null
    }
  }
}
