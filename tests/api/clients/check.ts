// A check for a real person with the generated TypeScript client; writes what it read, as JSON.
// made/calls.ts has the types and calls the address of the schema; made/schemas.ts looks at what was answered.
import { check, policies, policy, questions, release } from './made/calls.ts'
import type { Answers, Award, Check, CheckResult, Errors, Finding, Policy, PolicyResult } from './made/calls.ts'
import { CheckBody, CheckResponse, PoliciesResponse, QuestionsResponse, ReleaseResponse } from './made/schemas.ts'

const master: Answers = {
  education: 'master',
  school_group: 'other',
  graduation_date: '2025-06-30',
  double_first_class: true,
  full_time_degree: true,
  work_status: 'employed',
  employer_type: 'private',
  job_start_date: '2025-09-01',
  newly_introduced: true,
  first_job_in_quzhou: true,
  social_insurance_months: 14,
  pension_months: 14,
  housing: 'renting',
  home_purchase: 'none',
  housing_fund_employer_monthly: 200.5,
  age: null,
}
const body: Check = { region: null, on: '2026-11-22', as_of: null, received: null, answers: master }

async function asked(more: Check = {}): Promise<CheckResult> {
  const sent = CheckBody.parse({ ...body, ...more })
  const answer = await check(sent)
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.data))
  // Keys that the schema does not name are dropped here, and what it does not allow is refused.
  return CheckResponse.parse(answer.data)
}

function read(answer: CheckResult): CheckResult {
  const rent: PolicyResult | undefined = answer.policies.find((one) => one.code === 'qj-rent-subsidy')
  const award: Award | null | undefined = rent?.award
  if (award?.form !== 'cash' || award.recurring?.period !== 'year') throw new Error('the rent subsidy is another')
  const total: number | null = award.total
  const spans = answer.policies.flatMap((one) => one.findings).map((one: Finding) => one.needed).filter(isSpan)
  if (total === null || !spans.some((span) => span.ends_on !== null)) throw new Error('a window has no last day')
  return answer
}

function isSpan(needed: Finding['needed']) {
  return typeof needed === 'object' && needed !== null && 'starts_on' in needed
}

async function refused(): Promise<Errors> {
  const answer = await check({ on: '2026-11-22', answers: { home_purchase_date: '2030-01-01' } })
  if (answer.status !== 422) throw new Error(`${answer.status}`)
  return answer.data
}

async function missing(): Promise<Errors> {
  const answer = await policy('no-such')
  if (answer.status !== 404) throw new Error(`${answer.status}`)
  return answer.data
}

async function listed() {
  const [every, all, now] = [await policies(), await questions(), await release()]
  if (every.status !== 200 || all.status !== 200 || now.status !== 200) throw new Error('no lists')
  const parsed = PoliciesResponse.parse(every.data)
  const found: Policy[] = parsed.policies
  if (found[0].conditions.length + found[0].tiers.length + found[0].name.length === 0) throw new Error('empty')
  return { policies: parsed, questions: QuestionsResponse.parse(all.data), release: ReleaseResponse.parse(now.data) }
}

const written = {
  check: read(await asked()),
  received: read(await asked({ received: ['qj-home-visit'], region: 'qujiang' })),
  refused: await refused(),
  missing: await missing(),
  ...(await listed()),
}
console.log(JSON.stringify(written))
