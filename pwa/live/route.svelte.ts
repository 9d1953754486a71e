import { createContext } from 'svelte'
import { createSubscriber } from 'svelte/reactivity'
import { parseRoute, type Route } from './routes.ts'

export interface Navigation {
  readonly route: Route
  readonly go: (href: string) => void
}

export const [useNavigation, provideNavigation] = createContext<Navigation>()

/** Follows the address bar. The route is parsed once per address, so that equal addresses are equal objects. */
export function createNavigation(): Navigation {
  const subscribe = createSubscriber((update) => {
    window.addEventListener('hashchange', update)
    return () => window.removeEventListener('hashchange', update)
  })
  let hash = location.hash
  let route = parseRoute(hash)
  return {
    get route() {
      subscribe()
      if (location.hash !== hash) {
        hash = location.hash
        route = parseRoute(hash)
      }
      return route
    },
    go(href) {
      location.hash = href
    },
  }
}
