/**
 * As much of RTCPeerConnection as a negotiation uses, in memory: offers, answers, rollback, and a channel that opens
 * once both sides agreed on the same pair of descriptions. What happened on no real network proves only who says
 * what when; the rest is for real browsers.
 */
export function fakeNetwork() {
  const made: FakeConnection[] = []
  const byId = new Map<string, FakeConnection>()
  const connection = (): RTCPeerConnection => {
    const one = fakeConnection(`${made.length}`, (id) => byId.get(id))
    made.push(one)
    byId.set(`${made.length - 1}`, one)
    return one as unknown as RTCPeerConnection
  }
  return { connection, made }
}

export type FakeConnection = ReturnType<typeof fakeConnection>

function fakeConnection(id: string, find: (id: string) => FakeConnection | undefined) {
  type Description = { readonly type: 'offer' | 'answer'; readonly sdp: string }
  let pending: Description | undefined
  let channel: FakeChannel | undefined
  const sdp = `a=fingerprint:sha-256 ${Array(32).fill(Number(id).toString(16).padStart(2, '0')).join(':')}\r\nx=${id}`
  const self = {
    id,
    signalingState: 'stable',
    connectionState: 'new',
    localDescription: null as Description | null,
    remoteDescription: null as Description | null,
    onnegotiationneeded: null as (() => void) | null,
    onicecandidate: null as ((event: { candidate: unknown }) => void) | null,
    onconnectionstatechange: null as (() => void) | null,
    async setLocalDescription() {
      const type = self.signalingState === 'have-remote-offer' ? 'answer' : 'offer'
      self.localDescription = { type, sdp }
      if (type === 'offer') {
        pending = self.localDescription
        self.signalingState = 'have-local-offer'
      } else {
        self.signalingState = 'stable'
        meet()
      }
    },
    async setRemoteDescription(description: Description) {
      if (description.type === 'answer' && self.signalingState !== 'have-local-offer')
        throw new DOMException('answer out of turn', 'InvalidStateError')
      if (description.type === 'offer') pending = undefined
      self.remoteDescription = description
      self.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable'
      if (description.type === 'answer') meet()
    },
    async addIceCandidate() {
      if (!self.remoteDescription) throw new DOMException('', 'InvalidStateError')
    },
    createDataChannel() {
      channel = fakeChannel()
      if (self.signalingState === 'stable') queueMicrotask(() => self.onnegotiationneeded?.())
      return channel
    },
    close() {
      self.connectionState = 'closed'
      channel?.end()
      const other = theOther()
      setTimeout(() => other?.channel()?.end(), 0)
    },
    channel: () => channel,
    fail() {
      self.connectionState = 'failed'
      self.onconnectionstatechange?.()
    },
    pending: () => pending,
  }
  const theOther = (): FakeConnection | undefined =>
    find(/x=(\d+)/.exec(self.remoteDescription?.sdp ?? '')?.[1] ?? '')
  const meet = (): void => {
    const other = theOther()
    if (other?.signalingState !== 'stable' || !other.remoteDescription?.sdp.endsWith(`x=${id}`)) return
    setTimeout(() => {
      channel?.open()
      other.channel()?.open()
    }, 5)
  }
  return self
}

type FakeChannel = ReturnType<typeof fakeChannel>

function fakeChannel() {
  const closers: (() => void)[] = []
  const self = {
    readyState: 'connecting',
    onopen: null as (() => void) | null,
    addEventListener(type: string, listener: () => void) {
      if (type === 'close') closers.push(listener)
    },
    open() {
      if (self.readyState !== 'connecting') return
      self.readyState = 'open'
      self.onopen?.()
    },
    end() {
      if (self.readyState === 'closed') return
      self.readyState = 'closed'
      closers.forEach((closer) => closer())
    },
  }
  return self
}
