import { hasMessage, m, messageFor } from '../../../core/i18n/index.ts'
import type { CommandFailure } from '../../../core/store/commands.ts'
import { failureText } from '../../live/labels.ts'

/** Why joining came to nothing, and what to do next. */
export function joinProblemText(failure: CommandFailure): string {
  if (failure.type === 'InvitationRefused') {
    const key = `join.refusal.${String(failure.detail?.['why'])}`
    return messageFor(hasMessage(key) ? key : 'join.refusal.unknown')
  }
  const key = `join.failure.${failure.type}`
  return hasMessage(key) ? messageFor(key) : m['join.failure.other']({ reason: failureText(failure) })
}

/** Whether the same invitation may lead somewhere if it is tried again. */
export const mayTryAgain = (failure: CommandFailure): boolean =>
  failure.type === 'InviterNotReachable' ||
  failure.type === 'NotSaved' ||
  failure.type === 'HostGone' ||
  (failure.type === 'InvitationRefused' && failure.detail?.['why'] === 'notSaved')
