import { parse, type shape } from '../../core/model/shape.ts'
import { onMessage, type Protocol } from '../messaging.ts'
import { messageShapes, type Received } from './message-shapes.ts'

type Answer<Type extends keyof Protocol> = ReturnType<Protocol[Type]>
type Sender = chrome.runtime.MessageSender

/** Answers one type of message, after parsing it and checking that this extension sent it. */
export function handle<Type extends keyof Received & keyof Protocol>(
  type: Type,
  answer: (data: Received[Type], sender: Sender) => Answer<Type> | Promise<Answer<Type>>,
): void {
  const declaration: shape.ZodType<Received[Type]> = messageShapes[type] as never
  // The library's listener type is a conditional type that does not resolve for a generic message name.
  const listen = onMessage as (
    type: Type,
    listener: (message: { readonly data: unknown; readonly sender: Sender }) => Promise<Answer<Type>>,
  ) => void
  listen(type, async ({ data, sender }) => {
    if (sender.id !== chrome.runtime.id) throw new Error('a message from elsewhere')
    const parsed = parse(declaration, data)
    if (!parsed.ok) throw new Error(`${type} does not fit: ${String(parsed.error.detail?.['at'] ?? '')}`)
    return answer(parsed.value, sender)
  })
}
