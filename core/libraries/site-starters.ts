/** What a site may be; rules ask for these. An event says the coarser word of `eventCategory`. */
export const siteCategories = [
  'genai', 'mail', 'messenger', 'transfer', 'cloud', 'social', 'media', 'publisher', 'gov',
  'piracy', 'crack', 'ripper', 'sharing', 'watermark', 'dangerousProduct', 'chinaBrand', 'phishing',
] as const // prettier-ignore
export type SiteCategory = (typeof siteCategories)[number]

/**
 * To be on one of these lists is an accusation, or a decision of an authority. They ship empty: the organisation
 * imports what it has decided itself.
 */
export const accusingCategories = [
  'piracy', 'crack', 'ripper', 'sharing', 'watermark', 'dangerousProduct', 'chinaBrand', 'phishing',
] as const satisfies readonly SiteCategory[] // prettier-ignore

/**
 * Well-known services by category, as a start. None has been verified for an organisation: that is said wherever
 * they are shown (待查證), and an organisation replaces a category by adopting and editing it. `cn` holds services
 * operated from China, which PD-06 and AI-03 ask for; everywhere else the place is left unknown rather than guessed.
 */
export const starterStatus = { status: 'unverified', asOf: '2026-11-01' } as const

const starters: Readonly<Partial<Record<SiteCategory, { readonly hosts: string; readonly cn?: string; readonly tw?: string }>>> = {
  genai: {
    hosts: `chatgpt.com chat.openai.com openai.com claude.ai gemini.google.com aistudio.google.com
      notebooklm.google.com copilot.microsoft.com m365.cloud.microsoft perplexity.ai poe.com grok.com x.ai meta.ai
      chat.mistral.ai character.ai you.com phind.com midjourney.com stability.ai runwayml.com suno.com udio.com
      elevenlabs.io gamma.app jasper.ai writesonic.com felo.ai genspark.ai monica.im manus.im ideogram.ai leonardo.ai
      v0.app lovable.dev bolt.new replit.com`,
    cn: `deepseek.com doubao.com kimi.com moonshot.cn tongyi.com tongyi.aliyun.com qwen.ai yiyan.baidu.com chatglm.cn
      z.ai bigmodel.cn hailuoai.com klingai.com yuanbao.tencent.com xinghuo.xfyun.cn baichuan-ai.com coze.cn
      stepfun.com`,
  },
  mail: {
    hosts: `mail.google.com outlook.live.com mail.yahoo.com mail.aol.com proton.me gmx.com gmx.net mail.com
      mail.zoho.com fastmail.com tuta.com mail.naver.com mail.yandex.com`,
    tw: 'webmail.hinet.net mail.pchome.com.tw',
    cn: 'mail.qq.com mail.163.com mail.126.com mail.sina.com.cn mail.sohu.com',
  },
  messenger: {
    hosts: `web.whatsapp.com web.telegram.org messenger.com discord.com teams.live.com chat.line.biz web.skype.com
      chat.google.com web.viber.com`,
    cn: 'web.wechat.com wx.qq.com wx2.qq.com im.qq.com',
  },
  transfer: {
    hosts: `wetransfer.com we.tl transfernow.net sendgb.com filemail.com gofile.io file.io send-anywhere.com
      fromsmash.com swisstransfer.com mediafire.com pixeldrain.com catbox.moe temp.sh easyupload.io workupload.com
      sendspace.com krakenfiles.com 1fichier.com wormhole.app toffeeshare.com gigafile.nu firestorage.jp hightail.com`,
    cn: 'cowtransfer.com musetransfer.com wenshushu.cn airportal.cn',
  },
  cloud: {
    hosts: `drive.google.com docs.google.com photos.google.com onedrive.live.com 1drv.ms sharepoint.com dropbox.com
      box.com icloud.com mega.nz mega.io pcloud.com sync.com koofr.net terabox.com degoo.com idrive.com`,
    tw: 'asuswebstorage.com',
    cn: 'pan.baidu.com alipan.com aliyundrive.com weiyun.com jianguoyun.com 115.com 123pan.com cloud.189.cn',
  },
  media: {
    hosts: `shutterstock.com gettyimages.com istockphoto.com stock.adobe.com fonts.adobe.com freepik.com flaticon.com
      unsplash.com pexels.com pixabay.com dreamstime.com 123rf.com depositphotos.com vecteezy.com elements.envato.com
      iconfinder.com slidesgo.com canva.com epidemicsound.com artlist.io audiojungle.net freesound.org mixkit.co
      videvo.net fonts.google.com dafont.com fontsquirrel.com myfonts.com pngtree.com`,
    tw: 'justfont.com',
    cn: '588ku.com nipic.com 51miz.com',
  },
  publisher: {
    hosts: `microsoft.com visualstudio.com apple.com dl.google.com mozilla.org mozilla.net adobe.com autodesk.com
      oracle.com python.org nodejs.org git-scm.com libreoffice.org videolan.org 7-zip.org zoom.us webex.com docker.com
      jetbrains.com ubuntu.com debian.org fedoraproject.org gimp.org inkscape.org blender.org keepass.info`,
  },
  gov: { hosts: '', tw: 'gov.tw' },
} // prettier-ignore

export interface StarterHost {
  readonly host: string
  readonly region?: 'cn' | 'tw'
}

/** The shipped hosts of a category; none where the organisation must say itself. */
export function starterHosts(category: SiteCategory): readonly StarterHost[] {
  const { hosts = '', cn = '', tw = '' } = starters[category] ?? {}
  return [
    ...words(hosts).map((host) => ({ host })),
    ...words(tw).map((host) => ({ host, region: 'tw' as const })),
    ...words(cn).map((host) => ({ host, region: 'cn' as const })),
  ]
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean)

/** Category and place by host or domain; it covers everything below it. */
export const siteStarters: ReadonlyMap<
  string,
  { readonly category: SiteCategory; readonly region?: 'cn' | 'tw' }
> = new Map(
  siteCategories.flatMap((category) =>
    starterHosts(category).map(({ host, ...place }) => [host, { category, ...place }] as const),
  ),
)
