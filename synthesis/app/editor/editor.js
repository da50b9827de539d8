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
    addEventListener("beforeunload", event => this.warn(event), { signal })
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

  // Only where the browser refuses to keep the draft: everywhere else nothing would be lost.
  warn(event) {
    const dirty = [...this.boxes.values()].some(box => box.dirty)
    if (dirty && !this.draft.works) event.preventDefault()
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
