import { actions } from '../../core/policy/verdict.ts'
import { detectedTypes } from '../../core/detection/types.ts'
import { cannotInspectReasons } from '../../core/model/readable.ts'
import { parse, shape, type ShapeOf } from '../../core/model/shape.ts'

/** A question a person has not answered. Kinds and counts only: samples and contents are never kept. */
const holdShape = shape.object({
  hold: shape.string(),
  /** Chosen when the question was put, so that an answer given twice is one event. */
  eventId: shape.string(),
  tabId: shape.int(),
  frameId: shape.int(),
  direction: shape.enum(['upload', 'download', 'navigate', 'paste', 'formSubmit']),
  action: shape.enum(actions),
  hits: shape.array(
    shape.object({
      ruleId: shape.string(),
      ruleVersion: shape.int(),
      count: shape.number(),
      exceptionId: shape.string().optional(),
    }),
  ),
  site: shape.string(),
  category: shape.string(),
  fileExtension: shape.string().optional(),
  sizeBytes: shape.number(),
  contentDigest: shape.string().optional(),
  formDigest: shape.string().optional(),
  counts: shape.partialRecord(shape.enum(detectedTypes), shape.int()),
  people: shape.int(),
  cannotInspect: shape.enum(cannotInspectReasons).optional(),
  /** A download that waits: what is needed to go on with it, gone with the answer. */
  download: shape
    .object({
      id: shape.int(),
      url: shape.string(),
      name: shape.string(),
      host: shape.string(),
      mime: shape.string(),
      sizeBytes: shape.number(),
    })
    .optional(),
  /** The question asks for the licence (IP-04); `reason` when another rule wants a reason beside it. */
  licence: shape
    .object({ source: shape.string(), statement: shape.string(), reason: shape.boolean() })
    .optional(),
  /** No page could show the question, so a page of the extension does, in a tab of its own. */
  ownTab: shape.boolean().optional(),
})
export type PendingHold = ShapeOf<typeof holdShape>

const keyOf = (hold: string) => `hold.${hold}`

/** `storage.session`: outlives the worker, ends with the browser, never touches the disk. */
export const pendingHolds = {
  async put(pending: PendingHold): Promise<void> {
    await chrome.storage.session.set({ [keyOf(pending.hold)]: pending })
  },
  async get(hold: string): Promise<PendingHold | undefined> {
    const items = await chrome.storage.session.get(keyOf(hold))
    const parsed = parse(holdShape, items[keyOf(hold)])
    return parsed.ok ? parsed.value : undefined
  },
  /** All questions that stand, of every tab. */
  async all(): Promise<readonly PendingHold[]> {
    const items = await chrome.storage.session.get(null)
    return Object.entries(items).flatMap(([key, value]) => {
      const parsed = key.startsWith(keyOf('')) ? parse(holdShape, value) : undefined
      return parsed?.ok ? [parsed.value] : []
    })
  },
  async remove(hold: string): Promise<void> {
    await chrome.storage.session.remove(keyOf(hold))
  },
}
