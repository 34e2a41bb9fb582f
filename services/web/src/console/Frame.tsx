import {
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  CalendarOutlined,
  CarryOutOutlined,
  CommentOutlined,
  FieldTimeOutlined,
  FileTextOutlined,
  GlobalOutlined,
  ImportOutlined,
  InboxOutlined,
  LineChartOutlined,
  MobileOutlined,
  PictureOutlined,
  ReadOutlined,
  RetweetOutlined,
  SendOutlined,
  SettingOutlined,
  SwapOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { Navigate, useLocation } from 'react-router';
import { useClient } from 'urql';
import { useLang } from '../shared/i18n/lang';
import { useText } from '../shared/i18n/text';
import { Shell, type NavItem } from '../shared/staff/Shell';
import { SignOutDocument } from './gql/graphql';
import { PauseBar } from './pause/PauseBar';
import { PauseButton } from './pause/PauseButton';
import { useMe, useRight } from './session';
import { consoleText } from './text';
import { useWork, WorkProvider } from './work/useWork';

export function Frame() {
  return (
    <WorkProvider>
      <Framed />
    </WorkProvider>
  );
}

function Framed() {
  const lang = useLang();
  const me = useMe();
  const client = useClient();
  const items = useItems();
  const guest = useGuest();
  const { pathname } = useLocation();
  const county = lang === 'zh' ? me.county.name : me.county.nameEn;
  const department = lang === 'zh' ? me.department.name : me.department.nameEn;
  const signOut = async () => {
    await client.mutation(SignOutDocument, {}).toPromise();
    // A fresh page: nothing of this person stays in memory for the next one at this desk.
    location.assign('/console/sign-in');
  };
  if (guest && pathname === '/console/work') return <Navigate replace to={wire} />;
  return (
    <Shell
      home={guest ? wire : '/console/work'}
      place={`${county} · ${department}`}
      person={me.person.name}
      items={items}
      tools={guest ? null : <PauseButton />}
      notice={guest ? null : <PauseBar />}
      onSignOut={() => void signOut()}
    />
  );
}

const wire = '/console/wire';

/** An outlet's editor is not on the staff: the wire is all there is for them. */
function useGuest(): boolean {
  const may = useRight();
  return may('wire.read') && !may('release.read');
}

function useItems(): NavItem[] {
  const t = useText(consoleText);
  const may = useRight();
  const guest = useGuest();
  const [work] = useWork();
  const items: [NavItem, boolean][] = [
    [{ to: '/console/work', label: t('nav_work'), icon: <CarryOutOutlined />, count: work.data?.myWork.length ?? 0 }, !guest],
    [{ to: '/console/plan', label: t('nav_plan'), icon: <CalendarOutlined /> }, may('plan.read')],
    [{ to: '/console/stories', label: t('nav_stories'), icon: <FieldTimeOutlined /> }, may('article.read')],
    [{ to: '/console/candidates', label: t('nav_candidates'), icon: <ImportOutlined /> }, may('article.read')],
    [{ to: '/console/submissions', label: t('nav_submissions'), icon: <InboxOutlined /> }, may('submission.read')],
    [{ to: '/console/adoption', label: t('nav_adoption'), icon: <BarChartOutlined /> }, may('adoption.read')],
    [{ to: '/console/review-numbers', label: t('nav_numbers'), icon: <LineChartOutlined /> }, may('review.numbers')],
    [{ to: '/console/articles', label: t('nav_articles'), icon: <FileTextOutlined /> }, may('article.read')],
    [{ to: '/console/media', label: t('nav_media'), icon: <PictureOutlined /> }, may('article.read')],
    [{ to: '/console/releases', label: t('nav_releases'), icon: <SendOutlined /> }, may('release.read')],
    [{ to: '/console/wechat/comments', label: t('nav_wechat_comments'), icon: <CommentOutlined /> }, may('account.operate')],
    [{ to: '/console/matrix', label: t('nav_matrix'), icon: <SwapOutlined /> }, may('article.read') || may('column.manage')],
    [{ to: '/console/relays', label: t('nav_relays'), icon: <RetweetOutlined /> }, may('relay.read')],
    [{ to: '/console/inquiries', label: t('nav_inquiries'), icon: <CommentOutlined /> }, may('inquiry.read')],
    [{ to: '/console/wire', label: t('nav_wire'), icon: <GlobalOutlined /> }, guest],
    [{ to: '/console/pickups', label: t('nav_pickups'), icon: <ReadOutlined /> }, may('outlet.read')],
    [{ to: '/console/accounts', label: t('nav_accounts'), icon: <BankOutlined /> }, may('account.read') || may('outlet.read')],
    [{ to: '/console/people', label: t('nav_people'), icon: <TeamOutlined /> }, may('person.read')],
    [
      { to: '/console/settings', label: t('nav_settings'), icon: <SettingOutlined /> },
      may('column.manage') || may('source.manage') || may('word.manage') || may('rule.read') || may('grant.read') || may('delegation.read'),
    ],
    [{ to: '/console/audit', label: t('nav_audit'), icon: <AuditOutlined /> }, may('audit.read')],
    [
      { to: '/console/me/second-factor', label: t('nav_second_factor'), icon: <MobileOutlined /> },
      may('review.override') || may('review.sign_off') || may('review.decide'),
    ],
  ];
  return items.filter(([, shown]) => shown).map(([item]) => item);
}
