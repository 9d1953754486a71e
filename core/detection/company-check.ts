const weights = [1, 2, 1, 2, 1, 2, 4, 1]

/**
 * Whether eight digits are a 統一編號: the digits of the weighted products add up to a multiple of 5 (10 before
 * 2023-04); where the seventh digit is 7, its product 28 may count as 1 or 0 (財政部 rule). One number in five passes.
 */
export function hasCompanyCheck(text: string, start: number, end: number): boolean {
  if (end - start !== 8) return false
  let sum = 0
  for (let place = 0; place < 8; place++) {
    const product = (text.charCodeAt(start + place) - 48) * weights[place]!
    sum += Math.floor(product / 10) + (product % 10)
  }
  return sum % 5 === 0 || (text.charCodeAt(start + 6) === 55 && (sum + 1) % 5 === 0)
}
