// One key for each decision. Keys are let go wherever they mean something else: in a field, on a
// focused button or link (Enter, space), with Ctrl, Alt or Cmd.
const FIELDS = "input, textarea, select, [contenteditable='true'], [role='combobox'], [role='listbox']"
const ACTIONABLE = "a, button, summary, [role='button'], [role='tab'], [role='radio'], [role='link']"
// Where arrows already go from one choice to the next.
const ROVING = "[role='tab'], [role='radio'], [role='slider'], [role='menuitem']"
const listeners = new WeakMap()

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const palette = parentElement.querySelector(".palette")
  const state = listeners.get(parentElement) ?? { busy: false }
  // What is shown is new: the next key is for it.
  state.busy = false
  state.data = data
  if (!state.listen) {
    state.listen = (event) => onKey(event, state, palette, parentElement)
    document.addEventListener("keydown", state.listen, true)
  }
  state.send = (act, value) => {
    if (state.busy) return
    state.busy = true
    closePalette(palette, state)
    setTriggerValue("pressed", { act, value, segment: state.data.segment, at: Date.now() })
  }
  listeners.set(parentElement, state)
  fillPalette(palette, state)
  return () => {
    document.removeEventListener("keydown", state.listen, true)
    listeners.delete(parentElement)
  }
}

function onKey(event, state, palette, parentElement) {
  if (!state.data.enabled || event.ctrlKey || event.metaKey || event.altKey) return
  const target = event.composedPath()[0]
  if (palette.matches(":popover-open")) return inPalette(event, state, palette, target)
  if (!target.closest || target.closest(FIELDS)) return
  if ((event.key === "Enter" || event.key === " ") && target.closest(ACTIONABLE)) return
  if (event.key.startsWith("Arrow") && target.closest(ROVING)) return
  if (document.querySelector("[role='dialog'], [data-baseweb='popover']")) return
  const act = state.data.keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
  if (!act || event.repeat) return
  event.preventDefault()
  event.stopPropagation()
  if (act[0] === "palette") openPalette(palette, state)
  else state.send(act[0], act[1])
}

function inPalette(event, state, palette, target) {
  const searching = target.matches && target.matches("input")
  if (event.key === "Escape") closePalette(palette, state)
  else if (searching && event.key === "Enter") {
    const first = palette.querySelector("button.theme:not([hidden])")
    if (first) first.click()
  } else if (searching || event.key === "Tab" || event.key === "Enter" || event.key === " ") return
  else if (event.key === "/") palette.querySelector("input").focus()
  else {
    const found = state.data.themes.find((theme) => theme.key === event.key)
    if (found) state.send("theme", found.slug)
  }
  event.preventDefault()
  event.stopPropagation()
}

function openPalette(palette, state) {
  state.before = document.activeElement
  palette.querySelector("input").value = ""
  for (const button of palette.querySelectorAll("button.theme")) button.hidden = false
  palette.showPopover()
  palette.focus()
}

function closePalette(palette, state) {
  if (!palette.matches(":popover-open")) return
  palette.hidePopover()
  if (state.before && state.before.focus) state.before.focus()
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
}

function fillPalette(palette, state) {
  palette.querySelector("h3").textContent = state.data.words.title
  const search = palette.querySelector("input")
  search.placeholder = state.data.words.search
  search.setAttribute("aria-label", state.data.words.search)
  search.oninput = () => {
    for (const button of palette.querySelectorAll("button.theme"))
      button.hidden = !fold(button.textContent.slice(1)).includes(fold(search.value))
  }
  const close = palette.querySelector("button.close")
  close.textContent = state.data.words.close
  close.onclick = () => closePalette(palette, state)
  const list = palette.querySelector(".list")
  list.replaceChildren(...state.data.themes.map((theme) => themeButton(theme, state)))
}

function themeButton(theme, state) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = theme.current ? "theme current" : "theme"
  const key = document.createElement("kbd")
  key.textContent = theme.key
  const label = document.createElement("span")
  label.textContent = theme.label
  button.append(key, label)
  button.onclick = () => state.send("theme", theme.slug)
  return button
}
