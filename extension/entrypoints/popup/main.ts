import { mount } from 'svelte'
import '../../styles/page.css'
import Popup from './popup.svelte'

mount(Popup, { target: document.body })
