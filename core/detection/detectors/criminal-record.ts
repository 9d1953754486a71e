import { labels } from '../../libraries/lexicons/labels.ts'
import { specialCategory } from '../special-category.ts'

/** 犯罪前科 (施行細則 Art. 4 (6)): convictions, deferred prosecutions, sentences with their length. */
export const criminalRecord = specialCategory('criminalRecord', {
  labels: labels.criminalRecord,
  cues: ['有期徒刑', '無期徒刑', '拘役', '緩刑', '判決有罪', '判處'],
  bare: /[ \t]?(?:有期徒刑|無期徒刑|拘役|緩刑)?[ \t]?(?:[\d一二三四五六七八九十百]{1,4}[ \t]?(?:年|月|日|個月)[又]?){1,3}/y,
}) // prettier-ignore
