/** Text on one line and of bounded length; `undefined` when nothing is left. */
export function clip(text: string | undefined, most: number): string | undefined {
  if (text === undefined) return undefined
  const line = text
    .slice(0, most * 4)
    .replace(/\s+/g, ' ')
    .trim()
  return line === '' ? undefined : line.slice(0, most)
}
