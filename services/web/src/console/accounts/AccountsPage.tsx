import { Tabs } from 'antd';
import { useText } from '../../shared/i18n/text';
import { Page } from '../../shared/staff/Page';
import { useRight } from '../session';
import { Accounts } from './Accounts';
import { Outlets } from './Outlets';
import { Shares } from './Shares';
import { accountsText } from './text';

/** Where pieces go: the matrix's own accounts, and the outlets that subscribe. */
export function Component() {
  const t = useText(accountsText);
  const may = useRight();
  const items = [
    ...(may('account.read') ? [{ key: 'accounts', label: t('accounts'), children: <Accounts /> }] : []),
    ...(may('account.read') ? [{ key: 'shares', label: t('shares'), children: <Shares /> }] : []),
    ...(may('outlet.read') ? [{ key: 'outlets', label: t('outlets'), children: <Outlets /> }] : []),
  ];
  return (
    <Page title={t('pageTitle')}>
      <Tabs items={items} />
    </Page>
  );
}
