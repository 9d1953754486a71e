import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { noticeStyles } from '../../../extension/notices/styles.ts'

/** Formatting aside: spaces, and zeros at the end of a fraction. */
const tidy = (value: string) =>
  value
    .replace(/\d+\.\d+/g, (number) => String(Number(number)))
    .replace(/\s+/g, '')
    .replaceAll('"', "'")
const declared = (css: string) =>
  new Map(
    [...css.matchAll(/(--[a-z0-9-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, tidy(value)]),
  )
const own = ['--tone-ink', '--tone-tint', '--tone-mark']
const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

test('the dialog wears the same values as the pages', () => {
  const root = file('extension/styles/tokens.css').split(':root {')[1]?.split('\n}')[0] ?? ''
  const tokens = declared(root)
  const contrast = noticeStyles.indexOf('@media (prefers-contrast')
  const used = [...declared(noticeStyles.slice(0, contrast))].filter(([name]) => !own.includes(name))
  expect(used.length).toBeGreaterThan(20)
  for (const [name, value] of used) expect([name, value]).toEqual([name, tokens.get(name)])
})

test('every value the dialog uses, it declares', () => {
  const names = new Set(declared(noticeStyles).keys())
  for (const [, name] of noticeStyles.matchAll(/var\((--[a-z0-9-]+)\)/g)) expect(names).toContain(name)
})

test('sizes are pixels: a page may change its root size', () => {
  expect(noticeStyles).not.toMatch(/\drem\b/)
})

test('the extension and the application wear the same values', () => {
  const values = (path: string) => declared(file(path).split(':root {')[1]?.split('\n}')[0] ?? '')
  expect(Object.fromEntries(values('extension/styles/tokens.css'))).toEqual(
    Object.fromEntries(values('pwa/styles/tokens.css')),
  )
})
