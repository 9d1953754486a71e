/** Where a cell's reader found its last value: a second result, without an object for each of a million cells. */
export const cellSpan = { start: 0, end: 0 }
