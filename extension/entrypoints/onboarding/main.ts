import { mount } from 'svelte'
import '../../styles/page.css'
import Onboarding from './onboarding.svelte'

mount(Onboarding, { target: document.body })
