import type { Component } from 'svelte'
import type { Field } from '../../../core/model/fields.ts'

export interface EditorProps {
  readonly field: Field
  readonly value: unknown
  /** Where labels and options are found. */
  readonly type: string
  readonly name: string
  readonly column?: string
  /** What a screen reader calls it, where no visible label is tied to it. */
  readonly label: string
  readonly id?: string
  readonly describedby?: string | undefined
  readonly invalid?: boolean
  readonly onchange: (value: unknown) => void
}

export interface DisplayProps {
  readonly field: Field
  readonly value: unknown
  readonly type: string
  readonly name: string
  readonly column?: string
}

export type Editor = Component<EditorProps>
export type Display = Component<DisplayProps>
