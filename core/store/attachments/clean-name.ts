import { maxNameLength } from '../../model/attachment.ts'

/**
 * A file's name as it may be shown and offered again: no path, no control character, nothing that turns the reading
 * direction round (`sop‮fdp.exe`), nothing a file system refuses. The ending stays, since it says what opens it.
 */
export function cleanFileName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const visible = last.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '').replace(/[:*?"<>|]/g, '_')
  const name = visible.replace(/\s+/gu, ' ').replace(/^[. ]+|[. ]+$/g, '')
  if (name === '') return 'file'
  return name.length <= maxNameLength ? name : shortened(name)
}

/** What the browser says of the content, if it says it properly; a claim that only decides what is offered to be shown. */
export function cleanMediaType(given: string): string {
  const [type = ''] = given.toLowerCase().split(';')
  return /^[a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,80}$/.test(type.trim())
    ? type.trim()
    : 'application/octet-stream'
}

function shortened(name: string): string {
  const [ending = ''] = /\.[A-Za-z0-9]{1,10}$/.exec(name) ?? []
  // By characters, so that none is cut in two.
  let kept = ''
  for (const character of name.slice(0, name.length - ending.length)) {
    if (kept.length + character.length + ending.length > maxNameLength) break
    kept += character
  }
  return kept + ending
}
