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
