export type StateFamily =
  'draft' | 'active' | 'waiting' | 'approved' | 'closed' | 'returned' | 'overdue' | 'void'

const states: Readonly<Record<StateFamily, string>> = {
  draft:
    'draft planned identified candidate undecided expected scheduled preparing requested detected collected',
  active:
    'active applicable open opened inProgress executing executed correcting fieldwork onsite measuring monitoring monitored underChange changing underRevision underReview toTreat assigned responding prepared reporting tracked sent held analysed evaluated assessed triaged causeAnalysed investigated controlled recovered linked minuted merged',
  waiting:
    'pending submitted inReview reviewed selfAssessed managerAssessed ownerAgreed discussed legalReviewed reported notified announced received recorded due',
  approved:
    'approved effective adopted confirmed confirmedByLegal compliant present signed verified decided accepted residualAccepted agreed issued distributed',
  closed:
    'closed done completed concluded treated effectivenessChecked notifiedPersons reported2authority notRequired exempt skipped notIncident falsePositive archived',
  returned: 'returned rejected needsMore reopened partial nonCompliant absent violation expiring leaving',
  overdue: 'overdue',
  void: 'void retired superseded expired revoked withdrawn cancelled disposed inactive left terminated notApplicable',
}

const families = new Map<string, StateFamily>(
  Object.entries(states).flatMap(([family, names]) =>
    names.split(' ').map((name) => [name, family as StateFamily]),
  ),
)

/** The colour family of a lifecycle state. A state nobody listed reads as "in progress", never as finished. */
export const stateFamily = (state: string): StateFamily => families.get(state) ?? 'active'
export const isListed = (state: string): boolean => families.has(state)
