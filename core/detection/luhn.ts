/** Whether the digits pass the Luhn check (ISO/IEC 7812-1 Annex B); spaces and hyphens are passed over. */
export function hasLuhnCheck(text: string, start: number, end: number): boolean {
  let sum = 0
  let double = false
  for (let at = end - 1; at >= start; at--) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) continue
    const counted = double ? digit * 2 : digit
    sum += counted > 9 ? counted - 9 : counted
    double = !double
  }
  return sum % 10 === 0
}
