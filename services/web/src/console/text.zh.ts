export const zh = {
  nav_work: '我的待办',
  nav_articles: '稿件',
  nav_releases: '发布',
  nav_inquiries: '留言',
  nav_accounts: '账号与媒体',
  nav_people: '人员与岗位',
  nav_audit: '审计记录',
} as const;
