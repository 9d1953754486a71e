import type { Values } from '../../../core/model/record-type.ts'
import { recordType } from '../../../core/records/index.ts'
import { failureText } from '../../live/labels.ts'
import { newIdBy } from '../../live/new-id.ts'
import { useNavigation } from '../../live/route.svelte.ts'
import { href } from '../../live/routes.ts'
import { useStore } from '../../live/store.ts'
import { useWorkspace } from '../../live/workspace.svelte.ts'
import { creationChanges } from '../../records/changes.ts'
import { mayWrite } from '../../records/permissions.ts'

/** One click makes a draft and opens it. Call while a component initialises. */
export function createBeginRecord() {
  const { client } = useStore()
  const newId = newIdBy(client)
  const navigation = useNavigation()
  const workspace = useWorkspace()
  let busy = $state(false)
  let failure = $state<string>()
  return {
    get busy() {
      return busy
    },
    get failure() {
      return failure
    },
    may(key: string): boolean {
      const type = recordType(key)
      return type !== undefined && mayWrite(type, workspace.me?.roles ?? [])
    },
    async begin(key: string, values: Values): Promise<void> {
      const type = recordType(key)
      if (!type || busy) return
      busy = true
      failure = undefined
      const id = newId(type.prefix)
      const saved = await client.send({ type: 'commit', changes: creationChanges(type, id, values) })
      busy = false
      if (saved.ok) navigation.go(href.record(key, id))
      else failure = failureText(saved.error)
    },
  }
}
