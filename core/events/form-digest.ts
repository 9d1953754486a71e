import { shape } from '../model/shape.ts'

/**
 * A form of an own domain, as events and the policy bundle name it (PD-12): the first 12 hex digits of the SHA-256 of
 * its address without numbers. Under no device's key, unlike `contentDigest`: the form one device met must be the form
 * every other device leaves alone. Who can read events could test an address they guess, and nothing else.
 */
export const formDigestShape = shape.string().regex(/^[0-9a-f]{12}$/)

/** Forms a bundle names; 15 characters each in a frame of 1 MiB. */
export const mostListedForms = 5000
