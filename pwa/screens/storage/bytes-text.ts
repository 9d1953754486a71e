const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** `1.4 MB`: one digit after the point below ten, none above. Units of 1024 bytes. */
export function bytesText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** step
  return `${step === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[step]}`
}
