/**
 * A text as the file the inspection reads. Without a name: no event may say `.txt` of what was typed. Its type says
 * how to read it: cells copied from a spreadsheet come as lines of tabs, and a header there tells what a column is.
 */
export function textFile(text: string): File {
  const firstLine = text.slice(0, text.indexOf('\n') + 1)
  // NUL would make it "binary", and a text that begins like a PDF is still a text.
  const readable = text.replaceAll('\0', ' ')
  return firstLine.includes('\t')
    ? new File([readable], '', { type: 'text/tsv' })
    : new File(['\n', readable], '', { type: 'text/txt' })
}
