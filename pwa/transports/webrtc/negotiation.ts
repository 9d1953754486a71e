import { randomBytes, toHex } from '../../../core/model/bytes.ts'
import { bindingOf } from './binding.ts'
import type { Signal } from './signal.ts'

export interface NegotiationOptions {
  readonly connection: () => RTCPeerConnection
  /** Gives way when both offer at once. */
  readonly polite: boolean
  /** Makes the first offer; otherwise waits for the other's. */
  readonly begins: boolean
  readonly send: (signal: Signal) => void
  /** The channel is open, between these two certificates. */
  readonly opened: (channel: RTCDataChannel, binding: string) => void
  /** Told once, unless `end` was called here. */
  readonly ended: () => void
}

export interface Negotiation {
  readonly attempt: string
  /** The other side's attempt, once it spoke. */
  readonly theirs: () => string | undefined
  readonly hear: (signal: Signal) => void
  readonly isOpen: () => boolean
  /** Ends what lost its way without saying so; a connection in order stays. */
  readonly check: () => void
  readonly end: () => void
}

/** Until the channel must be open. */
const patience = 20_000
/** A short gap in the radio heals by itself. */
const gap = 6_000

/** One attempt to connect to one other browser: perfect negotiation (W3C WebRTC 10.7) for a single data channel. */
export function negotiate(options: NegotiationOptions): Negotiation {
  const attempt = toHex(randomBytes(8))
  const connection = options.connection()
  let theirs: string | undefined
  let channel: RTCDataChannel | undefined
  let offering = false
  let ignoring = false
  let over = false

  const finish = (): boolean => {
    if (over) return false
    over = true
    clearTimeout(late)
    clearTimeout(lost)
    connection.close()
    return true
  }
  const fail = (): void => {
    if (finish()) options.ended()
  }
  const late = setTimeout(() => {
    if (channel?.readyState !== 'open') fail()
  }, patience)
  let lost: ReturnType<typeof setTimeout> | undefined

  const say = (signal: Pick<Signal, 'description' | 'candidate' | 'bye'>): void =>
    options.send({ from: attempt, ...(theirs === undefined ? {} : { to: theirs }), ...signal })
  const describe = async (): Promise<void> => {
    await connection.setLocalDescription()
    const description = connection.localDescription
    if (!over && (description?.type === 'offer' || description?.type === 'answer'))
      say({ description: { type: description.type, sdp: description.sdp } })
  }
  /** Agreed on beforehand (`negotiated`), so neither side has to wait for the other's to appear. */
  const makeChannel = (): void => {
    if (channel) return
    const made = connection.createDataChannel('countersign', { negotiated: true, id: 0, ordered: true })
    channel = made
    made.onopen = () => {
      const { localDescription, remoteDescription } = connection
      bindingOf(localDescription?.sdp, remoteDescription?.sdp).then((binding) => {
        if (over) return
        // Without knowing between whom it is encrypted it is no link.
        if (binding === undefined) fail()
        else options.opened(made, binding)
      }, fail)
    }
    made.addEventListener('close', fail)
  }
  const hearDescription = async (description: RTCSessionDescriptionInit): Promise<void> => {
    const collides = description.type === 'offer' && (offering || connection.signalingState !== 'stable')
    ignoring = collides && !options.polite
    if (ignoring) return
    await connection.setRemoteDescription(description)
    if (description.type === 'answer' || over) return
    makeChannel()
    await describe()
  }
  const hearCandidate = async (candidate: RTCIceCandidateInit): Promise<void> => {
    try {
      await connection.addIceCandidate(candidate)
    } catch (error) {
      // Candidates of an offer that was ignored belong to nothing here.
      if (!ignoring) throw error
    }
  }

  connection.onicecandidate = ({ candidate }) => {
    if (!candidate || over) return
    const { sdpMid, sdpMLineIndex, usernameFragment } = candidate
    say({ candidate: { candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment } })
  }
  connection.onnegotiationneeded = () => {
    offering = true
    describe()
      .catch(fail)
      .finally(() => (offering = false))
  }
  connection.onconnectionstatechange = () => {
    clearTimeout(lost)
    if (connection.connectionState === 'failed') fail()
    if (connection.connectionState === 'disconnected') lost = setTimeout(fail, gap)
  }
  if (options.begins) makeChannel()

  return {
    attempt,
    theirs: () => theirs,
    hear(signal) {
      if (over) return
      theirs = signal.from
      if (signal.bye) return fail()
      if (signal.description) hearDescription(signal.description).catch(fail)
      if (signal.candidate) hearCandidate(signal.candidate).catch(fail)
    },
    isOpen: () => channel?.readyState === 'open',
    check() {
      if (connection.connectionState === 'disconnected' || connection.connectionState === 'failed') fail()
    },
    end() {
      if (finish()) say({ bye: true })
    },
  }
}
