import { parse, shape, type ShapeOf } from '../core/model/shape.ts'

/** Grows by one when stored settings must be read differently; older ones are converted on reading. */
const settingsShape = shape.object({
  version: shape.literal(1),
  language: shape.enum(['auto', 'zh-TW', 'en']),
  /** The disclosure a person has read; 0 is none. */
  acknowledgedVersion: shape.int().min(0),
  /** The PWA's origin, once someone asked to pair with it. */
  address: shape.url().optional(),
})
export type Settings = ShapeOf<typeof settingsShape>

/** Raise when purpose, fields, retention or appeal change: people are then asked again. */
export const disclosureVersion = 3

const defaults: Settings = { version: 1, language: 'auto', acknowledgedVersion: 0 }

/** What an organisation's browser policy may set (`public/managed-schema.json`). */
const managedShape = shape.object({
  address: shape.url().optional(),
  organisation: shape.string().max(200).optional(),
  /** The organisation has told its staff (個資法 Art. 8); the guard then starts without the page asking. */
  noticeGiven: shape.boolean().optional(),
  language: shape.enum(['zh-TW', 'en']).optional(),
})
export type ManagedSettings = ShapeOf<typeof managedShape>

const settingsKey = 'settings'

export async function readSettings(): Promise<Settings> {
  const items = await chrome.storage.local.get(settingsKey)
  const stored = parse(settingsShape, items[settingsKey])
  // Nothing stored, or by a later version that was taken back: begin anew, which asks for the disclosure again.
  return stored.ok ? stored.value : defaults
}

export async function changeSettings(change: Partial<Settings>): Promise<void> {
  await chrome.storage.local.set({ [settingsKey]: { ...(await readSettings()), ...change } })
}

export async function readManaged(): Promise<ManagedSettings> {
  try {
    const managed = parse(managedShape, await chrome.storage.managed.get(null))
    return managed.ok ? managed.value : {}
  } catch {
    // Firefox rejects when no policy names this extension.
    return {}
  }
}

/** The PWA's origin from what a person typed, or undefined. Without TLS only this machine is accepted. */
export function originOf(address: string): string | undefined {
  if (!URL.canParse(address.trim())) return undefined
  const { protocol, hostname, origin } = new URL(address.trim())
  const here = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  return protocol === 'https:' || (protocol === 'http:' && here) ? origin : undefined
}
