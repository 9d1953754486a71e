import { sameHost, sameWork, webAddress } from './address.ts'
import { buildStatement, type Claim } from './build-statement.ts'
import { recognise } from './recognise.ts'
import type { PageSignal, PageSignals } from './signal.ts'
import { expressionOf } from './spdx-expression.ts'
import type { Distance, Statement } from './statement.ts'

/**
 * What a page's signals say of one work: the page itself, or a picture, file or recording by its address. A page's
 * licence reaches works on its own host with less confidence, and never those of another host: they are somebody
 * else's. No signal is `noLicenceFound`, never free. Pure.
 */
export function statementOf(page: PageSignals, work: string = page.url): Statement {
  const address = webAddress(work, page.url) ?? work
  const claims = page.signals.flatMap((signal) => {
    const distance = distanceTo(signal, page.url, address)
    return distance === undefined ? [] : [claimOf(signal, distance, page)]
  })
  const source: Claim = {
    from: 'page',
    scope: 'page',
    authority: 'F',
    distance: address === page.url ? 2 : 4,
    says: '',
    credit: {
      source: page.url,
      ...(address === page.url && page.title !== undefined && { title: page.title }),
    },
  }
  const statement = buildStatement(address, [...claims, source], page.truncated)
  return { ...statement, readings: statement.readings.filter(({ from }) => from !== source.from) }
}

/** How far a signal is from a work; `undefined` where it speaks of something else. */
function distanceTo(signal: PageSignal, page: string, work: string): Distance | undefined {
  if (signal.scope === 'asset' || signal.scope === 'figure') {
    if (!signal.about.some((about) => sameWork(about, work))) return undefined
    return signal.scope === 'asset' ? 0 : 1
  }
  // `noimageai` is of the pictures, TDMRep of the page's own text.
  if (signal.reserves === 'imageAi')
    return sameWork(work, page) ? undefined : sameHost(work, page) ? 3 : undefined
  if (signal.reserves === 'training' && !sameWork(work, page)) return undefined
  if (signal.scope === 'page' && sameWork(work, page)) return 2
  if (!sameHost(work, page)) return undefined
  return signal.scope === 'site' ? 4 : 3
}

function claimOf(signal: PageSignal, distance: Distance, page: PageSignals): Claim {
  const { licence, notice, acquire, title, author, year, reserves } = signal
  const terms = licence === undefined ? undefined : recognise(licence, page.url)
  return {
    from: signal.signal,
    scope: signal.scope,
    authority: signal.authority,
    distance,
    says: terms ? expressionOf(terms) : (notice ?? licence ?? acquire ?? reserves ?? author ?? title ?? ''),
    ...(terms && { terms }),
    ...(notice !== undefined && { notice }),
    ...(acquire !== undefined && { acquire }),
    ...(reserves !== undefined && { reserves: true }),
    credit: {
      ...(title !== undefined && { title }),
      ...(author !== undefined && { author }),
      ...(year !== undefined && { year }),
    },
  }
}
