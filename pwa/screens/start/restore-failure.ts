const failures: ReadonlySet<string> = new Set([
  'NotABackup', 'OtherVersion', 'WrongPassphrase', 'DamagedBackup', 'ClockBehind', 'FileUnreadable', 'WorkspaceExists', 'NotSaved',
]) // prettier-ignore

/** Key of the sentence that says why a backup was not restored, and what to do; undefined where the general one does. */
export const restoreFailureKey = (type: string): string | undefined =>
  failures.has(type) ? `backup.restore.failure.${type}` : undefined
