import { Tabs } from 'antd';
import { useText } from '../../shared/i18n/text';
import { Page } from '../../shared/staff/Page';
import { Figures } from './Figures';
import { Pickups } from './Pickups';
import { pickupsText } from './text';

/** 媒体采用: where outlets used the county's pieces, and how often. */
export function Component() {
  const t = useText(pickupsText);
  const items = [
    { key: 'list', label: t('tab_list'), children: <Pickups /> },
    { key: 'figures', label: t('tab_figures'), children: <Figures /> },
  ];
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Tabs items={items} />
    </Page>
  );
}
