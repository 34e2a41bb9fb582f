import { pair } from '../../shared/i18n/text';

const zh = {
  title: '限阅',
  limited: '限阅',
  limitedTo: '限阅：{names}',
  note: '限阅的稿件在发布前只有列出的部门和人员、审核人和县级管理员能看到；发布后自动解除。',
  open: '未限阅：本部门和县级编辑部都能看到。',
  by: '{name} 于 {at} 设定',
  limit: '设为限阅',
  change: '修改范围',
  lift: '解除限阅',
  liftTitle: '解除限阅？',
  liftNote: '本部门和县级编辑部将都能看到这篇稿件。',
  departments: '部门',
  people: '人员',
  peopleHint: '输入姓名查找；撰稿人始终在内。',
  save: '保存',
} as const;

const en: Record<keyof typeof zh, string> = {
  title: 'Limited access',
  limited: 'Limited',
  limitedTo: 'Limited to {names}',
  note: 'Until its release a limited piece is seen only by the departments and people named, its reviewers and the county’s administrators.',
  open: 'Not limited: its department and the county desk see it.',
  by: 'Set by {name}, {at}',
  limit: 'Limit access',
  change: 'Change',
  lift: 'Lift the limit',
  liftTitle: 'Lift the limit?',
  liftNote: 'Its whole department and the county desk will see the piece.',
  departments: 'Departments',
  people: 'People',
  peopleHint: 'Type a name to find someone; its writers are always among them.',
  save: 'Save',
};

export const accessText = pair(zh, en);
