type Items = Record<string, unknown>

/** What a content script of the guard was told, in order. */
export interface Told {
  readonly type: string
  readonly data: unknown
  readonly tabId: number
  readonly frameId?: number
}

/**
 * As much of the extension platform as the background's own code asks of it: storage that copies what it is
 * given, frames that take scripts and messages, and a language. Put it in place with `vi.stubGlobal('chrome', …)`.
 */
export function fakeChrome({
  closedFrames = [],
  managed = {},
}: { closedFrames?: readonly number[]; managed?: Items } = {}) {
  const told: Told[] = []
  /** Notifications a person sees now, by id. */
  const shown = new Map<string, { readonly title: string; readonly message: string }>()
  const areas = { local: area(), session: area(), managed: area(managed) }
  return {
    told,
    shown,
    areas,
    chrome: {
      runtime: { id: 'guard', getURL: (path: string) => `chrome-extension://guard/${path}` },
      i18n: { getUILanguage: () => 'zh-TW' },
      storage: areas,
      permissions: { contains: async () => true },
      notifications: {
        async create(id: string, { title, message }: { readonly title: string; readonly message: string }) {
          shown.set(id, { title, message })
          return id
        },
        clear: async (id: string) => shown.delete(id),
      },
      scripting: {
        async executeScript({ target }: { readonly target: { readonly frameIds?: readonly number[] } }) {
          if (target.frameIds?.some((frame) => closedFrames.includes(frame))) throw new Error('no such frame')
        },
      },
      tabs: {
        sendMessage(
          tabId: number,
          message: { readonly type: string; readonly data: unknown },
          options: { readonly frameId: number } | undefined,
          answer: (response: unknown) => void,
        ) {
          told.push({
            type: message.type,
            data: message.data,
            tabId,
            ...(options ? { frameId: options.frameId } : {}),
          })
          answer({ res: null })
        },
      },
    },
  }
}

function area(initial: Items = {}) {
  let items = structuredClone(initial)
  return {
    async get(key: string | null) {
      return structuredClone(key === null ? items : key in items ? { [key]: items[key] } : {})
    },
    async set(change: Items) {
      items = { ...items, ...structuredClone(change) }
    },
    async remove(key: string) {
      const { [key]: _, ...rest } = items
      items = rest
    },
    all: () => structuredClone(items),
  }
}
