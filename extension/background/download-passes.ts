import { parse, shape, type ShapeOf } from '../../core/model/shape.ts'

/** A download that was answered and must be pressed once more. In memory only, gone after use. */
const passShape = shape.object({
  host: shape.string(),
  name: shape.string(),
  sizeBytes: shape.number(),
  until: shape.number(),
})
type Pass = Omit<ShapeOf<typeof passShape>, 'until'>

const passesShape = shape.array(passShape)
const key = 'passes'
/** Long enough to go back to the page and press; an answer is not good for another day. Milliseconds. */
const passTime = 120_000

/** From the facts of a download, or from one that waits. */
export const passOf = ({
  host,
  sites,
  name,
  sizeBytes,
}: {
  readonly host?: string
  readonly sites?: readonly { readonly host: string }[]
  readonly name: string
  readonly sizeBytes: number
}): Pass => ({ host: host ?? sites?.[0]?.host ?? '', name, sizeBytes })

export async function letPass(pass: Pass, now: number): Promise<void> {
  const standing = await passes(now)
  await chrome.storage.session.set({ [key]: [...standing, { ...pass, until: now + passTime }] })
}

/**
 * Whether this one was answered already and may pass, once: from the same site, and of the same name or size, since a
 * page may name what it makes by the minute.
 */
export async function passesNow(download: Pass, now: number): Promise<boolean> {
  const standing = await passes(now)
  const used = standing.findIndex(
    ({ host, name, sizeBytes }) =>
      host === download.host &&
      (name === download.name || (sizeBytes > 0 && sizeBytes === download.sizeBytes)),
  )
  if (used < 0) return false
  await chrome.storage.session.set({ [key]: standing.toSpliced(used, 1) })
  return true
}

async function passes(now: number) {
  const parsed = parse(passesShape, (await chrome.storage.session.get(key))[key] ?? [])
  return parsed.ok ? parsed.value.filter(({ until }) => until > now) : []
}
