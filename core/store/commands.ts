import type { DeviceId, EnvelopeHash, MemberId, RecordId, RowId, WorkspaceId } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Role, Values } from '../model/record-type.ts'
import type { PublicDevice } from '../journal/device.ts'
import type { Grant } from '../members/operations.ts'
import type { Issue } from '../model/validate.ts'
import type { Imported } from './file/imported.ts'
import type { FileContents } from './file/blocks.ts'

/** Everything a page may ask of the store host. Reads go to the projection (`queries.ts`), not through here. */
export type Command =
  | CreateWorkspace
  /** Fills an empty store with the sample organisation (示範組織). */
  | { readonly type: 'createSample' }
  /** Takes the sample off this device; refused for any other workspace. */
  | { readonly type: 'removeSample' }
  | { readonly type: 'setBackupPassphrase'; readonly passphrase: string }
  /** One or many changes, durable together or not at all. */
  | { readonly type: 'commit'; readonly changes: readonly Change[] }
  /** A file onto a record's field, with its bytes; `attached` is said once all of it is durable. */
  | {
      readonly type: 'attach'
      readonly id: RecordId
      readonly field: string
      readonly file: File
      /** Made with it, such as the record itself: all of it durable, or nothing. */
      readonly changes?: readonly Change[]
    }
  /** `words` are those the person saw, so that an answer never counts for another pairing. */
  | { readonly type: 'answerPairing'; readonly accept: boolean; readonly words: readonly string[] }
  | { readonly type: 'removeDevice'; readonly device: string }
  /** A person of the register becomes a member, with the device they will use. */
  | {
      readonly type: 'addMember'
      readonly person: RecordId
      readonly roles: readonly Role[]
      /** The roles end then, milliseconds since 1970; an external auditor's always do. */
      readonly until?: number
      readonly device: Pick<PublicDevice, 'signKey' | 'agreeKey' | 'client'>
    }
  | {
      readonly type: 'addDevice'
      readonly member: MemberId
      readonly device: Pick<PublicDevice, 'signKey' | 'agreeKey' | 'client'>
    }
  | {
      readonly type: 'changeRoles'
      readonly member: MemberId
      readonly roles: readonly Role[]
      readonly until?: number
    }
  | { readonly type: 'removeMember'; readonly member: MemberId }
  /** Names the device that mints record numbers from now on. */
  | { readonly type: 'moveNumbering'; readonly device: DeviceId }
  /** An invitation into the workspace, good once: for a person of the register, or for another device of a member. */
  | { readonly type: 'invite'; readonly for: InvitedFor; readonly hours: number }
  | { readonly type: 'withdrawInvitation'; readonly id: string }
  /**
   * Only while there is no workspace here. `text`: the link, its fragment or the invitation itself. Resolves once the
   * workspace stands on this device; its records follow, counted in `HostStatus.joining`.
   */
  | { readonly type: 'join'; readonly text: string }
  /** The `join` under way answers `Refused`. */
  | { readonly type: 'cancelJoin' }
  /** Connects to colleagues' browsers from now on, or no longer. Nothing is asked of a network before. */
  | { readonly type: 'setTeamLink'; readonly on: boolean }
  /** A `.countersign` file of everything here, or of what one device is not known to hold; `chunks`: attached files too. */
  | ({ readonly type: 'exportFile' } & FileContents)
  /** Takes a `.countersign` file through the gate; `HostStatus.importing` counts. Reading it again does no harm. */
  | { readonly type: 'importFile'; readonly file: Blob }
  /** Everything this device holds and the keys to it, sealed under a passphrase. */
  | { readonly type: 'makeBackup'; readonly passphrase: string }
  /** Only while there is no workspace; the device that restores is a new one. */
  | { readonly type: 'restoreBackup'; readonly file: Blob; readonly passphrase: string }

export interface CreateWorkspace {
  readonly type: 'createWorkspace'
  /** Values of the `organization` record. */
  readonly organization: Values
  /** The first person; becomes administrator, security manager and 資安長 until others join. */
  readonly person: Values
  /** The first unit, of which that person is head. */
  readonly unit: Values
  /** 10 characters or more; without it the recovery key waits, and the screens keep saying so. */
  readonly passphrase?: string
}

/** Whom an invitation is for. `until`: the roles end then, milliseconds since 1970; an external auditor's always do. */
export type InvitedFor =
  | { readonly person: RecordId; readonly roles: readonly Role[]; readonly until?: number }
  | { readonly member: MemberId }

export type Change =
  | { readonly type: 'create'; readonly id: RecordId; readonly recordType: string; readonly values: Values }
  | { readonly type: 'set'; readonly id: RecordId; readonly field: string; readonly value: unknown }
  | {
      readonly type: 'setCell'
      readonly id: RecordId
      readonly field: string
      readonly row: RowId
      readonly column: string
      readonly value: unknown
    }
  | { readonly type: 'removeRow'; readonly id: RecordId; readonly field: string; readonly row: RowId }
  /** Freezes the current content as an immutable revision. Required fields must be filled. */
  | { readonly type: 'submit'; readonly id: RecordId }
  | { readonly type: 'move'; readonly id: RecordId; readonly to: string; readonly override?: string }
  | { readonly type: 'void'; readonly id: RecordId; readonly reason: string }
  /** Destroys the record's personal fields everywhere (個資法 Art. 11(3)); itself recorded without the data. */
  | { readonly type: 'erase'; readonly id: RecordId; readonly reason: string }

/** What a newcomer needs before a session: who they are, and the keys of the log that says everything else. */
export interface Enrolled {
  readonly member: MemberId
  readonly device: DeviceId
  readonly grants: readonly Grant[]
}

export interface Restored {
  /** Envelopes that stand here now. */
  readonly envelopes: number
  /** Envelopes the gate refused, as it did where the backup was made. */
  readonly refused: number
  /**
   * This device is in the membership log, by the recovery key. Otherwise an administrator has to let it in; until then
   * it only reads.
   */
  readonly enrolled: boolean
}

export interface CommandResults {
  createWorkspace: {
    readonly workspace: WorkspaceId
    readonly member: MemberId
    readonly personId: RecordId
    readonly organizationId: RecordId
  }
  createSample: null
  removeSample: null
  setBackupPassphrase: null
  /** Resolves only after the strict transaction completed. */
  commit: { readonly envelopes: readonly EnvelopeHash[] }
  attach: { readonly sha256: string; readonly size: number }
  answerPairing: null
  removeDevice: null
  addMember: Enrolled
  addDevice: Enrolled
  changeRoles: null
  removeMember: null
  moveNumbering: null
  /** `text` goes into the fragment of a link or a QR code; milliseconds since 1970. */
  invite: { readonly id: string; readonly text: string; readonly expires: number }
  withdrawInvitation: null
  join: { readonly workspace: WorkspaceId; readonly member: MemberId; readonly personId: RecordId }
  cancelJoin: null
  setTeamLink: null
  makeBackup: { readonly fileName: string; readonly file: Blob }
  restoreBackup: Restored
  exportFile: { readonly fileName: string; readonly file: Blob }
  importFile: Imported
}

export type CommandFailure =
  | { readonly type: 'Invalid'; readonly id?: RecordId; readonly issues: readonly Issue[] }
  | { readonly type: 'NotAllowed'; readonly detail?: Readonly<Record<string, string | number>> }
  | {
      readonly type:
        | 'NoSuchRecord'
        | 'NoWorkspace'
        | 'WorkspaceExists'
        | 'NotAMove'
        | 'SameSigner'
        | 'Voided'
        | 'UnknownType'
        | 'PassphraseTooShort'
        | 'NothingToAnswer'
        | 'NoSuchDevice'
        | 'NoSuchMember'
        /** The file was moved, changed or is a folder. */
        | 'FileUnreadable'
        | 'NoSuchInvitation'
        /** No `.countersign` file; a backup is none either. */
        | 'NotAFile'
        | 'OtherWorkspace'
        /** More open invitations than the signaling server lets one browser wait for. */
        | 'TooManyInvitations'
        | JoinProblem
        | BackupFault['type']
    }
  /** By the inviter; `why`: `unknown` (withdrawn, or never theirs), `expired`, `used` or `notSaved`. */
  | { readonly type: 'InvitationRefused'; readonly detail?: Readonly<Record<string, string | number>> }
  /** Bytes. */
  | { readonly type: 'FileTooLarge'; readonly detail?: Readonly<Record<string, string | number>> }
  | { readonly type: 'NoRoom'; readonly detail?: Readonly<Record<string, string | number>> }
  /** Nothing was saved. The screen shows a red notice and offers the export. */
  | { readonly type: 'NotSaved'; readonly detail?: Readonly<Record<string, string | number>> }
  /** The host went away before it answered; the command may be sent again. */
  | { readonly type: 'HostGone' }

/** Why a file does not restore. */
export interface BackupFault {
  readonly type:
    | 'NotABackup'
    | 'OtherVersion'
    /** Or its beginning was changed: both look alike on purpose. */
    | 'WrongPassphrase'
    | 'DamagedBackup'
    /** Of this computer: the backup was written in its future. */
    | 'ClockBehind'
}

/** Why joining came to nothing; each has its own sentence. */
export type JoinProblem =
  /** The text is no invitation at all. */
  | 'NotAnInvitation'
  /** It was one, and a part is missing or changed: links are cut when they are copied. */
  | 'InvitationCut'
  | 'InvitationExpired'
  /** Whoever answered does not know the invitation's secret, or speaks for another workspace. */
  | 'NotTheInviter'
  /** The inviter's browser is not open, or there is no way to it. */
  | 'InviterNotReachable'
  /** One of the two said the words differ, or the newcomer gave up. */
  | 'Refused'

export type CommandResult<C extends Command = Command> = Result<CommandResults[C['type']], CommandFailure>

/** What the host tells every tab, whenever it changes. */
export interface HostStatus {
  readonly phase: 'opening' | 'noWorkspace' | 'ready' | 'newerBuildElsewhere' | 'failed'
  readonly build: number
  readonly schema: number
  /** This browser's device, once a workspace is open: ids of new records name it. */
  readonly device?: DeviceId
  /** Set while a write failed and nothing newer was saved since. */
  readonly notSaved?: { readonly at: number; readonly reason: string }
  readonly pairing?: PairingView
  /** An extension holds a proven session right now. */
  readonly extensionConnected?: boolean
  /** The workspace is the sample organisation; `loading` while it is being filled. */
  readonly sample?: { readonly loading?: { readonly done: number; readonly all: number } }
  /** A backup is being read: blocks of its file, of all. */
  readonly restoring?: { readonly done: number; readonly all: number }
  /** What a restore brought, in this run of the browser. */
  readonly restored?: Restored
  /** A `.countersign` file is being read: blocks, of all. */
  readonly importing?: { readonly done: number; readonly all: number }
  /** Shards being rebuilt in the background, with rows done of all. */
  readonly rebuilding?: { readonly done: number; readonly all: number }
  /** Absent until there is a workspace. */
  readonly team?: TeamView
  /** This device is joining; `received` of `of` envelopes once it may receive. Goes on by itself after a reload. */
  readonly joining?: JoiningView
  /** A colleague's device says this one was removed. What is here stays readable and exportable; nothing new comes. */
  readonly removed?: { readonly at: number }
}

export interface JoiningView {
  readonly phase: 'meeting' | 'comparing' | 'waitingForOther' | 'receiving'
  readonly received?: number
  readonly of?: number
}

/** How the team link stands. */
export interface TeamView {
  /** What the person chose for this browser; invitations are waited for and answered in any case. */
  readonly on: boolean
  /** Whether the server that introduces browsers answers; links that stand need it no more. */
  readonly signaling: 'off' | 'connecting' | 'connected' | 'unreachable'
  /** Devices with an open link, proved or not. */
  readonly links: number
  /** Devices that are being met, were met or refused in this run of the browser; one entry each. */
  readonly peers: readonly PeerView[]
}

/** Envelopes known to go each way in this session, and those of them that are durable on the far side. */
export interface PeerView {
  readonly device: DeviceId
  /** Known once the device proved itself. */
  readonly member?: MemberId
  /** `live`: each has what the other may see. `refused`: the last session ended with a reason. */
  readonly state: 'connecting' | 'proving' | 'syncing' | 'live' | 'refused'
  readonly toSend: number
  readonly sent: number
  readonly toReceive: number
  readonly received: number
  /** Why it was refused: a `PeerEnd`. */
  readonly reason?: string
  /** Milliseconds since 1970. */
  readonly lastContact?: number
}

/** Two people compare six words. */
export interface PairingView {
  /** Who is at the other end: a browser's extension, somebody invited here, or whoever invited this device. */
  readonly with: 'extension' | 'newcomer' | 'inviter'
  /** To an inviter: the organisation that invites. */
  readonly organisation?: string
  /** Whom the invitation is for. */
  readonly person?: string
  readonly phase: 'compare' | 'waitingForOther' | 'done' | 'refused'
  readonly words: readonly string[]
}
