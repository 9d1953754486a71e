/**
 * The number on the icon of the installed application. It is set while a page of the application is open, and stays
 * as it was when the last one closes: nothing here can wake a browser that is not running.
 */
export function showBadge(count: number): void {
  // Not offered by Firefox, and refused where the application is not installed: neither loses anything.
  const badge = navigator as Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>
  const done = count > 0 ? badge.setAppBadge?.(count) : badge.clearAppBadge?.()
  done?.catch(() => undefined)
}
