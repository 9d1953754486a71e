/** One line of the palette. `words` is what a person may type to find it, besides its label. */
export interface PaletteEntry {
  readonly id: string
  readonly group: 'go' | 'create' | 'records'
  readonly label: string
  readonly detail?: string
  readonly words?: readonly string[]
  readonly href: string
}

/**
 * Entries whose label or words hold every part of what was typed, in any order. Han needs no word boundary:
 * 「矯正」 finds 「新增矯正措施單」. Those that begin with the text come first.
 */
export function matching(entries: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] {
  const text = plain(typed)
  if (text === '') return entries
  const parts = text.split(' ')
  const found = entries.filter((entry) => {
    const all = plain([entry.label, entry.detail ?? '', ...(entry.words ?? [])].join(' '))
    return parts.every((part) => all.includes(part))
  })
  const begins = (entry: PaletteEntry): number => (plain(entry.label).startsWith(text) ? 0 : 1)
  return found.toSorted((a, b) => begins(a) - begins(b))
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
