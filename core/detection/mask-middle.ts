/** `A12****789`: letters and digits keep their first three and last three; separators stay where they are. */
export function maskMiddle(written: string): string {
  const count = written.replace(/[^0-9A-Za-z]/g, '').length
  let seen = 0
  return written.replace(/[0-9A-Za-z]/g, (unit) => {
    seen++
    return seen <= 3 || seen > count - 3 ? unit : '*'
  })
}
