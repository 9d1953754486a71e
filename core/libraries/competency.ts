/**
 * The competency standard INM2529-002v2 (資安管理人員職能基準, 114/12/15): four duties, twelve tasks, 27 work
 * products, and the record types that prove each. T2.3 has no work product; its records are kept all the same.
 */
export const duties: readonly Duty[] = [
  {
    id: 'T1',
    zh: '資訊安全管理系統(ISMS)制度建立',
    en: 'ISMS establishment',
    tasks: [
      {
        id: 'T1.1',
        zh: '擬定資訊安全管理計畫',
        en: 'Draft the information security management plan',
        level: 4,
        outputs: [
          {
            id: 'O1.1.1',
            zh: '資訊安全制度導入計畫',
            en: 'ISMS implementation plan',
            recordTypes: ['implementationPlan', 'contextIssue', 'interestedParty', 'scopeStatement'],
          },
          {
            id: 'O1.1.2',
            zh: '適用性聲明書',
            en: 'Statement of Applicability',
            recordTypes: ['soa', 'soaItem'],
          },
          {
            id: 'O1.1.3',
            zh: '資訊安全制度各階文件（含資訊資產清冊）',
            en: 'ISMS documents of every tier (incl. information asset inventory)',
            recordTypes: ['document', 'documentRevision', 'asset', 'formTemplate'],
          },
        ],
      },
      {
        id: 'T1.2',
        zh: '風險識別、分析與評估',
        en: 'Risk identification, analysis and evaluation',
        level: 4,
        outputs: [
          {
            id: 'O1.2.1',
            zh: '風險評鑑工作表',
            en: 'Risk assessment worksheet',
            recordTypes: ['riskCriteria', 'riskAssessment', 'risk'],
          },
          { id: 'O1.2.2', zh: '風險評估報告', en: 'Risk assessment report', recordTypes: ['riskReport'] },
        ],
      },
      {
        id: 'T1.3',
        zh: '風險處理',
        en: 'Risk treatment',
        level: 4,
        outputs: [
          {
            id: 'O1.3.1',
            zh: '風險處理計畫表',
            en: 'Risk treatment plan',
            recordTypes: ['treatmentPlan', 'treatmentAction'],
          },
          {
            id: 'O1.3.2',
            zh: '剩餘風險評鑑計畫表',
            en: 'Residual risk assessment plan',
            recordTypes: ['residualAssessment'],
          },
        ],
      },
      {
        id: 'T1.4',
        zh: '營運持續管理',
        en: 'Business continuity management',
        level: 4,
        outputs: [
          {
            id: 'O1.4.1',
            zh: '營運持續管理計畫',
            en: 'Business continuity management plan',
            recordTypes: ['bcPlan'],
          },
          {
            id: 'O1.4.2',
            zh: '關鍵營運業務/系統分級表',
            en: 'Critical business / system classification table',
            recordTypes: ['businessProcess', 'ictSystem'],
          },
          {
            id: 'O1.4.3',
            zh: '業務持續計畫演練報告',
            en: 'Business continuity exercise report',
            recordTypes: ['drill'],
          },
        ],
      },
    ],
  },
  {
    id: 'T2',
    zh: '資訊安全管理系統維運',
    en: 'ISMS operation',
    tasks: [
      {
        id: 'T2.1',
        zh: '資訊安全維運',
        en: 'Information security operation',
        level: 4,
        outputs: [
          {
            id: 'O2.1.1',
            zh: '資安管控紀錄表單',
            en: 'Security control record forms',
            recordTypes: ['operationTask', 'controlRecord', 'incident', 'supplier'],
          },
          {
            id: 'O2.1.2',
            zh: '修訂紀錄',
            en: 'Revision records',
            recordTypes: ['documentRevision', 'managementReview', 'objective'],
          },
        ],
      },
      {
        id: 'T2.2',
        zh: '執行內部稽核計畫',
        en: 'Execute the internal audit plan',
        level: 4,
        outputs: [
          { id: 'O2.2.1', zh: '稽核計畫', en: 'Audit plan', recordTypes: ['auditProgram', 'auditPlan'] },
          { id: 'O2.2.2', zh: '稽核底稿', en: 'Audit working papers', recordTypes: ['auditWorkpaper'] },
          { id: 'O2.2.3', zh: '稽核報告', en: 'Audit report', recordTypes: ['auditReport', 'finding'] },
          {
            id: 'O2.2.4',
            zh: '矯正措施文件',
            en: 'Corrective action documents',
            recordTypes: ['correctiveAction'],
          },
        ],
      },
      {
        id: 'T2.3',
        zh: '配合執行外部稽核計畫',
        en: 'Support external audits',
        level: 4,
        outputs: [],
        alsoKeeps: ['externalAudit'],
      },
    ],
  },
  {
    id: 'T3',
    zh: '資安教育訓練',
    en: 'Security education and training',
    tasks: [
      {
        id: 'T3.1',
        zh: '資安意識與認知宣導',
        en: 'Security awareness',
        level: 3,
        outputs: [
          {
            id: 'O3.1.1',
            zh: '資安保密相關協議文件',
            en: 'Confidentiality agreements',
            recordTypes: ['agreementTemplate', 'agreement'],
          },
          {
            id: 'O3.1.2',
            zh: '宣導計畫',
            en: 'Awareness plan',
            recordTypes: ['awarenessPlan', 'awarenessActivity', 'phishingExercise'],
          },
        ],
      },
      {
        id: 'T3.2',
        zh: '資安職能教育訓練',
        en: 'Security competence training',
        level: 3,
        outputs: [
          {
            id: 'O3.2.1',
            zh: '訓練計畫',
            en: 'Training plan',
            recordTypes: ['competencyProfile', 'competencyAssessment', 'trainingNeed', 'trainingPlan'],
          },
          {
            id: 'O3.2.2',
            zh: '訓練簽到表',
            en: 'Training attendance sheet',
            recordTypes: ['trainingSession', 'attendance'],
          },
          {
            id: 'O3.2.3',
            zh: '訓練評估表',
            en: 'Training evaluation form',
            recordTypes: ['trainingEvaluation'],
          },
        ],
      },
    ],
  },
  {
    id: 'T4',
    zh: '法規遵循',
    en: 'Legal compliance',
    tasks: [
      {
        id: 'T4.1',
        zh: '識別適用法規與法規遵循',
        en: 'Identify applicable laws and comply',
        level: 4,
        outputs: [
          {
            id: 'O4.1.1',
            zh: '適用法規清冊',
            en: 'Register of applicable laws',
            recordTypes: ['legalRequirement', 'obligation'],
          },
          {
            id: 'O4.1.2',
            zh: '資通安全管理相關紀錄',
            en: 'Cyber security management records',
            recordTypes: ['regulatoryChange', 'levelObligation', 'complianceRecord'],
          },
        ],
      },
      {
        id: 'T4.2',
        zh: '個人資料與智慧財產權保護',
        en: 'Personal data and intellectual property protection',
        level: 4,
        outputs: [
          {
            id: 'O4.2.1',
            zh: '個資保護作業相關紀錄',
            en: 'Personal data protection records',
            recordTypes: [
              'piFile',
              'piFlow',
              'piNotice',
              'dsrRequest',
              'piIncident',
              'siteRegister',
              'exceptionRequest',
              'webEvent',
            ],
          },
          {
            id: 'O4.2.2',
            zh: '智慧財產遵循檢查紀錄',
            en: 'IP compliance check records',
            recordTypes: ['ipCheck', 'licenseItem', 'webEvent'],
          },
        ],
      },
      {
        id: 'T4.3',
        zh: '組織外部單位稽核與遵循性檢查',
        en: 'Audits of external parties and compliance checks',
        level: 4,
        outputs: [
          {
            id: 'O4.3.1',
            zh: '稽核作業紀錄',
            en: 'Audit activity records',
            recordTypes: ['auditPlan', 'independenceDeclaration', 'auditWorkpaper', 'finding'],
          },
          {
            id: 'O4.3.2',
            zh: '遵循性檢查紀錄',
            en: 'Compliance check records',
            recordTypes: ['complianceCheck'],
          },
        ],
      },
    ],
  },
]

export interface Duty extends Named {
  readonly tasks: readonly Task[]
}
export interface Task extends Named {
  /** Competency level of the standard: 3 or 4. */
  readonly level: number
  readonly outputs: readonly Output[]
  readonly alsoKeeps?: readonly string[]
}
export interface Output extends Named {
  readonly recordTypes: readonly string[]
}
interface Named {
  readonly id: string
  readonly zh: string
  readonly en: string
}

export const tasks: readonly Task[] = duties.flatMap((duty) => duty.tasks)
export const outputs: readonly Output[] = tasks.flatMap((task) => task.outputs)

export interface OutputCoverage {
  readonly output: Output
  readonly built: readonly string[]
  readonly missing: readonly string[]
}

/** Which of each work product's record types are declared; one without any is "not built yet". */
export function outputCoverage(declared: Iterable<string>): readonly OutputCoverage[] {
  const known = new Set(declared)
  return outputs.map((output) => ({
    output,
    built: output.recordTypes.filter((type) => known.has(type)),
    missing: output.recordTypes.filter((type) => !known.has(type)),
  }))
}
