/** What the work is wanted for: asked once, since the same picture may be seen, but not printed on a product. */
export const uses = [
  'view',
  'internalCopy',
  'internalChange',
  'publish',
  'marketing',
  'product',
  'redistribute',
  'client',
  'aiInput',
  'aiTraining',
  'install',
] as const
export type Use = (typeof uses)[number]

export const outcomes = ['allow', 'attribute', 'ask', 'forbid'] as const
/** From free to final; a stricter outcome wins over a milder one. */
export type Outcome = (typeof outcomes)[number]

export const stricterOutcome = (a: Outcome, b: Outcome): Outcome =>
  outcomes.indexOf(a) >= outcomes.indexOf(b) ? a : b
export const milderOutcome = (a: Outcome, b: Outcome): Outcome =>
  outcomes.indexOf(a) <= outcomes.indexOf(b) ? a : b
