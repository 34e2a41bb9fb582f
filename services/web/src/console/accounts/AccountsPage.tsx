import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { useText } from '../../shared/i18n/text';
import { Page } from '../../shared/staff/Page';
import { Connectors } from '../connectors/Connectors';
import { connectorsText } from '../connectors/text';
import { Outlets } from '../outlets/Outlets';
import { useRight } from '../session';
import { Accounts } from './Accounts';
import { Discovered } from './Discovered';
import { registerText } from './registerText';
import { Shares } from './Shares';
import s from './AccountsPage.module.css';
import { accountsText } from './text';

/** Where pieces go: the matrix's own accounts, and the outlets that subscribe. */
export function Component() {
  const t = useText(accountsText);
  const tc = useText(connectorsText);
  const register = useText(registerText);
  const may = useRight();
  const [search, setSearch] = useSearchParams();
  const items = [
    ...(may('account.read') ? [{ key: 'accounts', label: t('accounts'), children: <Accounts /> }] : []),
    ...(may('account.read') ? [{ key: 'shares', label: t('shares'), children: <Shares /> }] : []),
    ...(may('account.read') ? [{ key: 'connectors', label: tc('tab'), children: <Connectors /> }] : []),
    ...(may('account.read') ? [{ key: 'discovered', label: register('discovered'), children: <Discovered /> }] : []),
    ...(may('outlet.read') ? [{ key: 'outlets', label: t('outlets'), children: <Outlets /> }] : []),
  ];
  const asked = search.get('tab');
  const active = items.find((item) => item.key === asked)?.key ?? items[0]?.key ?? '';
  return (
    <Page title={t('pageTitle')}>
      <Tabs className={s.tabs ?? ''} items={items} activeKey={active} onChange={(key) => setSearch({ tab: key }, { replace: true })} />
    </Page>
  );
}
