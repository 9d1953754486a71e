/** Whether the text is on the clipboard now; browsers refuse without a click, in some frames and on plain http. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Refused: the person can still select it by hand, and is told so.
    return false
  }
}
