import { Tabs } from 'antd';
import { useText } from '../../shared/i18n/text';
import { Page } from '../../shared/staff/Page';
import { useRight } from '../session';
import { Columns } from './Columns';
import { Delegations } from './Delegations';
import { Grants } from './Grants';
import { Sources } from './Sources';
import { settingsText } from './text';

/** What the county sets for everyone: its columns, the sources it may reprint from, who oversees it, and who signs off for whom. */
export function Component() {
  const t = useText(settingsText);
  const may = useRight();
  const items = [
    ...(may('column.manage') ? [{ key: 'columns', label: t('columns'), children: <Columns /> }] : []),
    ...(may('source.manage') ? [{ key: 'sources', label: t('sources'), children: <Sources /> }] : []),
    ...(may('grant.read') ? [{ key: 'grants', label: t('grants'), children: <Grants /> }] : []),
    ...(may('delegation.read') ? [{ key: 'delegations', label: t('delegations'), children: <Delegations /> }] : []),
  ];
  return (
    <Page title={t('pageTitle')}>
      <Tabs items={items} />
    </Page>
  );
}
