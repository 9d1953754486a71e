/** A share 0…1 as whole per cent; `—` where there is none. */
export const percentText = (share: number | undefined): string =>
  share === undefined ? '—' : `${Math.round(share * 100)}%`
