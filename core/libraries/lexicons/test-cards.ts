/**
 * Card numbers that payment services publish for testing (Stripe, PayPal and Adyen documentation). They pass every check
 * and belong to nobody. The numbers card schemes themselves print as examples (4111…, 5555…) are not listed: forms are
 * filled with them as with real ones, and whoever sends them should look twice.
 */
export const testCards: ReadonlySet<string> = new Set([
  '4242424242424242', '4000056655665556', '5200828282828210', '2223003122003222', '5105105105105100', '6011000990139424',
  '3056930009020004', '36227206271667', '3566002020360505', '371449635398431', '4000000000000002', '4000002500003155',
]) // prettier-ignore
