import type { CreateWorkspace } from '../../core/store/commands.ts'

/** Values of a workspace and of a record, invented; usable in a browser too. */
export const founding: CreateWorkspace = {
  type: 'createWorkspace',
  organization: {
    nameZh: '嵐山綜合醫院',
    entityType: 'private',
    docPrefix: 'ISMS',
    dateDisplay: 'roc',
    fiscalStart: 1,
    retentionDefaultYears: 5,
  },
  unit: { code: 'IT', nameZh: '資訊室', inScope: true },
  person: { employeeNo: 'E0001', nameZh: '林佩蓉', trainingCategory: 'dedicated', isDedicatedSecurity: true },
}

export const correctiveActionValues = (sourceId: string) => ({
  source: 'other',
  sourceId,
  findingType: 'minor',
  description: '離職帳號未於當日停用，抽查三筆有一筆逾期。',
  immediateAction: '當日停用帳號並確認無登入紀錄，期限 115/11/23。',
  dueAt: '2026-12-22',
})
