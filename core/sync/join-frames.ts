import { grantShape } from '../members/operations.ts'
import { isDeviceId, isMemberId, isRecordId, isWorkspaceId } from '../model/ids.ts'
import { shape, type ShapeOf } from '../model/shape.ts'
import { pairAccept, pairRefuse } from './agree.ts'
import { converseIn, type ConversationIn } from './conversation.ts'
import type { Link } from './link.ts'

/** What a newcomer and the device that invited them say to each other. Everything else closes the link. */
const key = shape.string().regex(/^[0-9a-f]{64}$/)
const device = shape.strictObject({ signKey: key, agreeKey: key, client: shape.int().min(1).max(0xffffffff) })

/** Why an invitation leads nowhere; each has its own sentence. */
export const joinRefusals = ['unknown', 'expired', 'used', 'notSaved'] as const

const joinFrame = shape.discriminatedUnion('type', [
  shape.strictObject({
    type: shape.literal('joinHello'),
    protocol: shape.literal(1),
    invitation: shape.string().regex(/^[0-9a-f]{32}$/),
    device,
    nonce: key,
  }),
  shape.strictObject({
    type: shape.literal('joinWelcome'),
    workspace: shape.string().refine(isWorkspaceId),
    organisation: shape.string().max(200),
    /** The person the invitation was written for, as the organisation knows them. */
    person: shape.string().max(200),
    device: device.extend({ id: shape.string().refine(isDeviceId) }),
    nonce: key,
  }),
  /** HMAC-SHA256 by the invitation's secret over the transcript and the side that speaks. */
  shape.strictObject({ type: shape.literal('joinProof'), proof: key }),
  shape.strictObject({ type: shape.literal('joinRefuse'), reason: shape.enum(joinRefusals) }),
  pairAccept,
  pairRefuse,
  /** Durable in the inviter's log. The keys of that log, sealed to the newcomer; everything else follows in a session. */
  shape.strictObject({
    type: shape.literal('joined'),
    member: shape.string().refine(isMemberId),
    person: shape.string().refine(isRecordId),
    organization: shape.string().refine(isRecordId),
    grants: shape.array(grantShape).min(1).max(200),
  }),
])
export type JoinFrame = ShapeOf<typeof joinFrame>
export type JoinConversation = ConversationIn<JoinFrame>
export const converseToJoin = (link: Link): JoinConversation => converseIn(link, joinFrame)
