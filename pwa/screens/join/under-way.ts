const key = 'countersign.joining'

type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The invitation this tab is answering: a reload goes on with it, a link that was only opened waits for a press. */
export const underWay = (storage: TabStorage = sessionStorage) => ({
  is: (invitation: string): boolean => storage.getItem(key) === invitation,
  begin: (invitation: string): void => storage.setItem(key, invitation),
  end: (): void => storage.removeItem(key),
})
