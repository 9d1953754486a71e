import { mount } from 'svelte'
import '../../styles/page.css'
import Options from './options.svelte'

mount(Options, { target: document.body })
