/**
 * Secrets that their issuers mark with a prefix, so that a leak can be seen. Each names the start in lower case that
 * wakes the detector, and the whole shape. Formats as documented by the issuers (AWS IAM identifiers, GitHub, GitLab,
 * Slack, Google Cloud, Stripe, npm, OpenAI, RFC 7519, RFC 7468).
 */
export const secretShapes: readonly { readonly cue: string; readonly shape: RegExp }[] = [
  { cue: 'akia', shape: /AKIA[0-9A-Z]{16}/y },
  { cue: 'asia', shape: /ASIA[0-9A-Z]{16}/y },
  { cue: 'ghp_', shape: /ghp_[0-9A-Za-z]{36,251}/y },
  { cue: 'gho_', shape: /gho_[0-9A-Za-z]{36,251}/y },
  { cue: 'ghu_', shape: /ghu_[0-9A-Za-z]{36,251}/y },
  { cue: 'ghs_', shape: /ghs_[0-9A-Za-z]{36,251}/y },
  { cue: 'ghr_', shape: /ghr_[0-9A-Za-z]{36,251}/y },
  { cue: 'github_pat_', shape: /github_pat_[0-9A-Za-z_]{22,255}/y },
  { cue: 'glpat-', shape: /glpat-[0-9A-Za-z_-]{20,64}/y },
  { cue: 'xoxb-', shape: /xoxb-[0-9A-Za-z-]{10,250}/y },
  { cue: 'xoxp-', shape: /xoxp-[0-9A-Za-z-]{10,250}/y },
  { cue: 'xoxa-', shape: /xoxa-[0-9A-Za-z-]{10,250}/y },
  { cue: 'xoxr-', shape: /xoxr-[0-9A-Za-z-]{10,250}/y },
  { cue: 'xoxs-', shape: /xoxs-[0-9A-Za-z-]{10,250}/y },
  { cue: 'xapp-', shape: /xapp-[0-9A-Za-z-]{10,250}/y },
  { cue: 'aiza', shape: /AIza[0-9A-Za-z_-]{35}/y },
  { cue: 'ya29.', shape: /ya29\.[0-9A-Za-z_-]{20,512}/y },
  { cue: 'gocspx-', shape: /GOCSPX-[0-9A-Za-z_-]{20,64}/y },
  { cue: 'sk_live_', shape: /sk_live_[0-9A-Za-z]{16,128}/y },
  { cue: 'rk_live_', shape: /rk_live_[0-9A-Za-z]{16,128}/y },
  { cue: 'sk-', shape: /sk-(?:[a-z]{3,8}-)?[0-9A-Za-z_-]{20,256}/y },
  { cue: 'npm_', shape: /npm_[0-9A-Za-z]{36}/y },
  { cue: 'hf_', shape: /hf_[0-9A-Za-z]{30,64}/y },
  { cue: 'sg.', shape: /SG\.[0-9A-Za-z_-]{16,64}\.[0-9A-Za-z_-]{16,128}/y },
  { cue: 'eyj', shape: /eyJ[0-9A-Za-z_-]{8,4096}\.eyJ[0-9A-Za-z_-]{4,16384}\.[0-9A-Za-z_-]{0,2048}/y },
  { cue: '-----begin', shape: /-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y },
] // prettier-ignore

/** What stands in a manual or a template where a secret would. */
export const placeholderSecrets =
  /^(?:[*•xX.＊_-]+|<.*>|\[.*\]|\{.*\}|\$.*|%.*%|your.*|my.*|example.*|changeme|change.me|placeholder|undefined|null|none|true|false|string|required|optional|process\.env.*|os\.environ.*)$/i
