import type { FileServer } from './server.ts'

/** What `npm start` and `npm run serve` share: reading the environment, ending, and saying why not. */
export function portFrom(text: string): number {
  const number = Number(text)
  return Number.isInteger(number) && number >= 0 && number < 65_536
    ? number
    : quit(`PORT 必須是 0 到 65535 的整數 · PORT must be a whole number from 0 to 65535`)
}

/** The address people open: an origin alone, and one whose pages a browser lets use keys. */
export function originFrom(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const secure = url?.protocol === 'https:' || /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(text)
  return url && secure && url.origin === text.replace(/\/$/, '')
    ? url.origin
    : quit(
        `ORIGIN 必須是使用者開啟的網址，例如 https://isms.example.org · ORIGIN must be the address people open, such as https://isms.example.org`,
      )
}

export function stopOnSignal(server: FileServer): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void server.close().then(() => process.exit(0))
    })
  }
}

export function whyNot(problem: unknown, port: number, command: string): string {
  if (problem instanceof Error && 'code' in problem && problem.code === 'EADDRINUSE') {
    return `連接埠 ${port} 已有程式使用，可改用 PORT=${port + 1} ${command}\nPort ${port} is in use; try PORT=${port + 1} ${command}`
  }
  return problem instanceof Error ? problem.message : String(problem)
}

export function quit(reason: string): never {
  console.error(reason)
  process.exit(1)
}
