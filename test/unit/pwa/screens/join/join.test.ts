import { describe, expect, test } from 'vitest'
import { messageFor, useLocale } from '../../../../../core/i18n/index.ts'
import type { CommandFailure } from '../../../../../core/store/commands.ts'
import { pairingTexts } from '../../../../../pwa/screens/devices/pairing-texts.ts'
import { joinProblemText, mayTryAgain } from '../../../../../pwa/screens/join/join-problem.ts'
import { underWay } from '../../../../../pwa/screens/join/under-way.ts'

const refused = (why: string): CommandFailure => ({ type: 'InvitationRefused', detail: { why } })

describe('why somebody did not join', () => {
  test('each reason says what to do next, in a sentence of its own', () => {
    const texts = [
      ...(['NotAnInvitation', 'InvitationCut', 'InvitationExpired', 'NotTheInviter', 'InviterNotReachable', 'Refused'] as const).map((type) => joinProblemText({ type })),
      ...['unknown', 'used', 'notSaved'].map((why) => joinProblemText(refused(why))),
    ] // prettier-ignore
    expect(new Set(texts).size).toBe(texts.length)
    expect(joinProblemText(refused('used'))).toBe(messageFor('join.refusal.used'))
    expect(joinProblemText({ type: 'HostGone' })).toContain(messageFor('failure.HostGone'))
  })

  test('only what may change by itself is offered again', () => {
    expect(mayTryAgain({ type: 'InviterNotReachable' })).toBe(true)
    expect(mayTryAgain(refused('notSaved'))).toBe(true)
    expect(mayTryAgain(refused('used'))).toBe(false)
    expect(mayTryAgain({ type: 'NotTheInviter' })).toBe(false)
  })
})

test('the six words name who is at the other end, and never an empty name', () => {
  useLocale('zh-TW')
  expect(pairingTexts({ with: 'newcomer', person: '林佩蓉' }).ask).toContain('林佩蓉')
  const inviter = pairingTexts({ with: 'inviter', organisation: '嵐山綜合醫院', person: '陳志遠' })
  expect(inviter.ask).toContain('嵐山綜合醫院')
  expect(inviter.compare).toContain('陳志遠')
  expect(pairingTexts({ with: 'extension' }).ask).toBe(messageFor('devices.compareTitle'))
})

test('a reload goes on with the invitation this tab was answering, and with no other', () => {
  const kept = new Map<string, string>()
  const tab = underWay({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  })
  tab.begin('one')
  expect([tab.is('one'), tab.is('another')]).toEqual([true, false])
  tab.end()
  expect(tab.is('one')).toBe(false)
})
