import type { FileKind, FileSigns } from './verdict.ts'

/**
 * What a file is, from its name, its MIME type and, for an archive, the names of its members. Pure; the names are
 * looked at and not kept. A `magnet:` address counts as the torrent it stands for. The extension decides before the
 * MIME type, which servers often leave at `application/octet-stream`.
 */
export function fileSignsOf(name: string, mimeType = '', members: readonly string[] = []): FileSigns {
  const outer = kindOf(name, mimeType)
  const executable = outer === 'archive' && members.some((member) => kindOf(member, '') === 'executable')
  return { kind: executable ? 'executable' : outer, cracked: [name, ...members].some(isCracked) }
}

/**
 * Whether the name and the declared type say the same known thing. Where they do not, a document may be a program
 * under another name, and only its bytes tell.
 */
export function agreesWithType(name: string, mimeType: string): boolean {
  const named = kindByName(name)
  return named !== undefined && named === kindByType(mimeType.toLowerCase())
}

function kindOf(name: string, mimeType: string): FileKind {
  if (/^magnet:/i.test(name)) return 'torrent'
  return kindByName(name) ?? kindByType(mimeType.toLowerCase())
}

function kindByName(name: string): FileKind | undefined {
  const extension = /\.([a-z0-9]{1,12})[ .]*$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return kindByExtension.get(extension)
}

function kindByType(mimeType: string): FileKind {
  const type = mimeType.split(';', 1)[0]?.trim() ?? ''
  return kindsByType.find(([pattern]) => pattern.test(type))?.[1] ?? 'other'
}

/**
 * Cracks, key generators, serials and loaders by the words such files are named with, as whole words: `crackers.jpg`
 * and `破解版權迷思.pdf` are none. 序號 alone is an ordinary word and needs a maker beside it.
 */
const isCracked = (name: string): boolean =>
  /(^|[^a-z])(crack(ed|s)?|key-?gen(erator)?s?|warez|activator|serialz|kmspico|kms[-_ ]?auto|no-?cd)([^a-z]|$)/i.test(
    name,
  ) ||
  /(破解|免註冊|免激活|免激活码|註冊機|注册机|序號產生器|序号生成器|啟動金鑰產生器)(版(?!權|权)|檔|档|工具|程式|補丁|补丁|[^\p{Script=Han}]|$)/u.test(
    name,
  )

const extensions: Readonly<Partial<Record<FileKind, string>>> = {
  executable:
    'exe msi msix appx com scr bat cmd ps1 vbs jar dmg pkg app apk aab ipa deb rpm appimage run iso img crx xpi',
  media:
    'png jpg jpeg gif webp avif bmp tif tiff svg ai eps psd heic raw mp3 wav flac aac m4a ogg opus wma mp4 m4v mov avi mkv webm wmv mpg mpeg',
  font: 'ttf otf woff woff2 ttc eot',
  document:
    'pdf doc docx odt rtf txt md html htm xml csv tsv json xls xlsx ods ppt pptx potx pot odp eml epub mobi azw3',
  archive: 'zip 7z rar tar gz tgz bz2 xz zst',
  torrent: 'torrent magnet',
}

const kindByExtension: ReadonlyMap<string, FileKind> = new Map(
  Object.entries(extensions).flatMap(([kind, list]) =>
    list.split(' ').map((extension) => [extension, kind as FileKind] as const),
  ),
)

const kindsByType: readonly (readonly [RegExp, FileKind])[] = [
  [/^application\/x-bittorrent$/, 'torrent'],
  [
    /^application\/(x-msdownload|x-msdos-program|x-dosexec|vnd\.microsoft\.portable-executable|x-msi|x-apple-diskimage|vnd\.android\.package-archive|x-executable|x-elf|java-archive|x-sh|vnd\.debian\.binary-package|x-rpm)$/,
    'executable',
  ],
  [/^(font\/|application\/(font-|x-font|vnd\.ms-fontobject))/, 'font'],
  [/^(image|audio|video)\//, 'media'],
  [
    /^application\/(zip|x-zip-compressed|x-7z-compressed|vnd\.rar|x-rar-compressed|gzip|x-tar|x-bzip2|x-xz)$/,
    'archive',
  ],
  [
    /^(text\/|application\/(pdf|rtf|json|xml|msword|epub\+zip|vnd\.(ms-(excel|powerpoint|word)|openxmlformats|oasis)))/,
    'document',
  ],
]
