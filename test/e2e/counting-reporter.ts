import type { Reporter, TestCase, TestModule } from 'vitest/node'

export interface CountingReporter extends Reporter {
  readonly counts: () => { readonly passed: number; readonly failed: number }
}

/**
 * One line a test as it ends. A file that did not load, an error outside any test and a skipped test count as
 * failed: none of them proves anything. Only a run `filtered` by test name leaves some out.
 */
export function countingReporter(filtered: boolean): CountingReporter {
  let passed = 0
  let failed = 0
  const fail = (
    name: string,
    problems: readonly { readonly message: string; readonly stack?: string | undefined }[],
  ) => {
    failed += 1
    console.log(`✗ ${name}`)
    for (const { message, stack } of problems)
      console.log(indent(stack?.includes(message) ? stack : `${message}\n${stack ?? ''}`))
  }
  return {
    onTestCaseResult(test: TestCase) {
      const { state, errors } = test.result()
      if (state === 'skipped' && filtered) return
      if (state !== 'passed')
        return fail(`${test.fullName}${state === 'skipped' ? ' (skipped)' : ''}`, errors ?? [])
      passed += 1
      console.log(`✓ ${test.fullName} (${((test.diagnostic()?.duration ?? 0) / 1000).toFixed(1)} s)`)
    },
    onTestModuleEnd(module: TestModule) {
      const problems = module.errors()
      if (problems.length > 0) fail(module.moduleId, problems)
      for (const suite of module.children.allSuites())
        if (suite.errors().length > 0) fail(suite.fullName, suite.errors())
    },
    onTestRunEnd(_modules, problems) {
      if (problems.length > 0) fail('errors outside any test', problems)
    },
    counts: () => ({ passed, failed }),
  }
}

const indent = (text: string): string => text.replace(/^/gm, '    ')
