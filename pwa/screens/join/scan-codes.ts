/** What browsers that read codes themselves offer; absent in the others, which paste the link instead. */
interface Detector {
  readonly detect: (source: HTMLVideoElement) => Promise<readonly { readonly rawValue: string }[]>
}
type DetectorMaker = new (options: { readonly formats: readonly string[] }) => Detector

/** Milliseconds between looks: fast enough for a hand, slow enough for a phone's battery. */
const lookEvery = 250

const detectorOf = (page: object): DetectorMaker | undefined =>
  'BarcodeDetector' in page && typeof page.BarcodeDetector === 'function'
    ? (page.BarcodeDetector as DetectorMaker)
    : undefined

export const canScan = (page: object = globalThis): boolean =>
  detectorOf(page) !== undefined && typeof navigator !== 'undefined' && 'mediaDevices' in navigator

/** Looks for QR codes through the camera until one is read; answers how to stop. The pictures go nowhere. */
export function scanCodes(
  video: HTMLVideoElement,
  found: (text: string) => void,
  denied: () => void,
): () => void {
  const Maker = detectorOf(globalThis)
  let stream: MediaStream | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  const stop = (): void => {
    stopped = true
    clearTimeout(timer)
    stream?.getTracks().forEach((track) => track.stop())
  }
  const run = async (): Promise<void> => {
    if (!Maker) return denied()
    const detector = new Maker({ formats: ['qr_code'] })
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
    if (stopped) return stop()
    video.srcObject = stream
    await video.play()
    const look = async (): Promise<void> => {
      const [code] = await detector.detect(video).catch(() => [])
      if (stopped) return
      if (code && code.rawValue !== '') {
        stop()
        found(code.rawValue)
      } else timer = setTimeout(() => void look(), lookEvery)
    }
    await look()
  }
  run().catch(() => {
    stop()
    denied()
  })
  return stop
}
