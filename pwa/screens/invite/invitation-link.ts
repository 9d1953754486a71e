/** Where an invitation opens: this very page, with the invitation in the fragment, which no server is sent. */
export function invitationLink(text: string, page: Pick<Location, 'origin' | 'pathname'> = location): string {
  return `${page.origin}${page.pathname}#/join/${text}`
}
