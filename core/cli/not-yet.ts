// `npm run rights`, `npm run verify`: named in the commands of the project, not built yet. Says so and fails, so that
// no script mistakes silence for an answer.
const [command = ''] = process.argv.slice(2)
console.error(`npm run ${command}: 尚未提供，之後的版本會有。 / Not built yet; a later version brings it.`)
process.exit(2)
