/** Tokens as colours a canvas understands: charts take their colours from the tokens in force, never literals. */
export type Colours = (token: string) => string

/** Reads the tokens where the element stands. `light-dark()` is settled by the browser only in a real property. */
export function coloursAt(element: HTMLElement): Colours {
  const probe = document.createElement('span')
  probe.hidden = true
  element.append(probe)
  const pixel = document.createElement('canvas')
  pixel.width = pixel.height = 1
  const context = pixel.getContext('2d', { willReadFrequently: true })
  const known = new Map<string, string>()
  return (token) => {
    const before = known.get(token)
    if (before !== undefined) return before
    probe.style.color = `var(--${token})`
    const colour = asRgb(getComputedStyle(probe).color, context)
    known.set(token, colour)
    return colour
  }
}

/** The chart library mixes colours for what the pointer is over and reads no `oklch()`. */
function asRgb(colour: string, context: CanvasRenderingContext2D | null): string {
  if (!context) return colour
  context.clearRect(0, 0, 1, 1)
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data
  return `rgba(${red},${green},${blue},${alpha / 255})`
}
