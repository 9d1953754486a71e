/**
 * A path as it names a form. What follows a person around does not: one form serves every record it edits
 * (`/staff/A123456789/edit`), and a digest of a number or an account could be found by trying all of them.
 */
export function formPath(pathname: string): string {
  return readable(pathname)
    .split('/')
    .map((segment) => (segment.includes('@') ? '@' : segment.replace(/\p{Nd}+/gu, '#')))
    .join('/')
}

/** A percent sign that encodes nothing stands as it is. */
function readable(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
