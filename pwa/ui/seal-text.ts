/**
 * The four characters of a name seal: 三字名 + 印, 二字名 + 之印, four as they are. A longer or Latin name does
 * not fit a square seal; it prints as a line in a box.
 */
export function sealText(name: string): { readonly text: string; readonly square: boolean } {
  const characters = [...name.replaceAll(/[\s・·．.]/gu, '')]
  const han = characters.every((character) => /\p{Script=Han}/u.test(character))
  if (!han || characters.length > 4 || characters.length < 2) return { text: name, square: false }
  const ending = ['', '', '之印', '印', ''][characters.length] ?? ''
  return { text: characters.join('') + ending, square: true }
}
