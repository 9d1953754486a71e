import { formPath } from './form-path.ts'
import { holdsNotice } from './page-forms-notice.ts'

/** What PD-08 and PD-12 need to know of a page: never what a person typed, nor a word of the page. */
export interface PageForms {
  /** Addresses (origin and path) of its forms that ask for personal data. */
  readonly personal: readonly string[]
  /** The page links to or holds the notice of 個資法 Art. 8. */
  readonly notice: boolean
}

const most = 50

/** The forms of the document as it stands. Runs once, on demand; a few selectors, no observer. */
export function readPageForms(document: Document): PageForms {
  const addresses = new Set<string>()
  for (const form of [...document.querySelectorAll('form')].slice(0, most))
    if (asksForPerson(form)) addresses.add(addressOf(form))
  const personal = [...addresses]
  return { personal, notice: personal.length > 0 && holdsNotice(document) }
}

/** A field for a name, number, address or birthday. A sign-in asks for an account, not for a person's data. */
function asksForPerson(form: HTMLFormElement): boolean {
  const fields = [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].slice(
    0,
    200,
  )
  const typed = fields.filter(({ type }) => /^(text|email|tel|date|number|textarea)$/.test(type))
  const signsIn = fields.some(({ type }) => type === 'password') && typed.length <= 2
  return !signsIn && typed.some(isPersonal)
}

function isPersonal(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  if (field.type === 'email' || field.type === 'tel') return true
  if (
    /\b(name|given-name|family-name|tel|email|bday|street-address|postal-code|cc-number)\b/.test(
      field.autocomplete,
    )
  )
    return true
  const label = [...(field.labels ?? [])].map(({ textContent }) => textContent).join(' ')
  return said.test([label, field.ariaLabel, field.placeholder, field.name, field.id].join(' ').slice(0, 500))
}

const said =
  /姓名|身分證|身份證|統一證號|護照|手機|行動電話|聯絡電話|電話|住址|地址|生日|出生|電子郵件|電子信箱|病歷|\b(full.?name|first.?name|last.?name|e-?mail|phone|mobile|address|birth|passport|national.?id)\b/i

/** Without query, fragment and numbers, which may name a person. */
function addressOf(form: HTMLFormElement): string {
  const action = form.getAttribute('action') ?? ''
  const base = URL.canParse(action, document.baseURI)
    ? new URL(action, document.baseURI)
    : new URL(document.URL)
  const page = new URL(document.URL)
  return `${page.origin}${formPath(page.pathname)} ${base.origin}${formPath(base.pathname)}`
}
