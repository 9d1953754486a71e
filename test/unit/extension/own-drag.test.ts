import { expect, test } from 'vitest'
import { watchOwnDrags } from '../../../extension/page/own-drag.ts'

type Listener = (event: { readonly isTrusted: boolean }) => void

function page() {
  const listeners = new Map<string, Listener>()
  const target = { addEventListener: (type: string, listener: Listener) => listeners.set(type, listener) }
  const isOwn = watchOwnDrags(target as unknown as Window)
  const happens = (type: string, isTrusted = true) => listeners.get(type)?.({ isTrusted })
  return { isOwn, happens }
}

test('what a person drags inside a page is that page’s own until it is let go', () => {
  const { isOwn, happens } = page()
  expect(isOwn()).toBe(false)
  happens('dragstart')
  expect(isOwn()).toBe(true)
  happens('dragend')
  expect(isOwn()).toBe(false)
})

test('a page cannot pretend that a drag from elsewhere is its own', () => {
  const { isOwn, happens } = page()
  happens('dragstart', false)
  expect(isOwn()).toBe(false)
})

test.each(['pointerdown', 'blur'])('a drag whose end was never told is over with the next %s', (type) => {
  const { isOwn, happens } = page()
  happens('dragstart')
  happens(type)
  expect(isOwn()).toBe(false)
})
