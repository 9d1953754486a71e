/** The time, to the minute: hours left and days late stay true while a page stays open. */
export function createNow(): { readonly current: number } {
  let current = $state(Date.now())
  $effect(() => {
    const timer = setInterval(() => (current = Date.now()), 60_000)
    return () => clearInterval(timer)
  })
  return {
    get current() {
      return current
    },
  }
}
