import { createContext } from 'svelte'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly undo?: { readonly label: string; readonly run: () => void }
}

export interface Toasts {
  readonly shown: readonly Toast[]
  /** Tells what is already true. Stays 8 seconds, the time an undo is offered. Never for errors. */
  readonly show: (toast: Omit<Toast, 'id'>) => void
  readonly dismiss: (id: number) => void
}

export const [useToasts, provideToasts] = createContext<Toasts>()

const staysMs = 8000

export function createToasts(): Toasts {
  let shown = $state.raw<readonly Toast[]>([])
  let next = 1
  const dismiss = (id: number): void => {
    shown = shown.filter((toast) => toast.id !== id)
  }
  return {
    get shown() {
      return shown
    },
    show(toast) {
      const id = next++
      shown = [...shown.slice(-2), { ...toast, id }]
      setTimeout(() => dismiss(id), staysMs)
    },
    dismiss,
  }
}
