declare const __BUILD__: number

/** When this build was made, milliseconds since 1970. The newer of two tabs takes the store over. */
export const build: number = __BUILD__
