import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { useText } from '../../shared/i18n/text';
import { Page } from '../../shared/staff/Page';
import { ProofSetting } from '../me/ProofSetting';
import { meText } from '../me/text';
import { Rules } from '../rules/Rules';
import { rulesText } from '../rules/text';
import { Feeds } from '../feeds/Feeds';
import { feedsText } from '../feeds/text';
import { useRight } from '../session';
import { Columns } from './Columns';
import { sharingText } from '../sharing/text';
import { Delegations } from './Delegations';
import { FactCheckKinds } from './FactCheckKinds';
import { Grants } from './Grants';
import { OaBridges } from './oa/OaBridges';
import { oaText } from './oa/text';
import s from './SettingsPage.module.css';
import { Sources } from './Sources';
import { settingsText } from './text';
import { Leaders } from './words/Leaders';
import { wordsText } from './words/text';
import { Words } from './words/Words';

/** What the county sets for everyone: its columns, the sources it may reprint from, how pieces are reviewed, who oversees it, and who signs off for whom. */
export function Component() {
  const t = useText(settingsText);
  const words = useText(wordsText);
  const rules = useText(rulesText);
  const sharing = useText(sharingText);
  const feeds = useText(feedsText);
  const oa = useText(oaText);
  const me = useText(meText);
  const may = useRight();
  const [params, setParams] = useSearchParams();
  const items = [
    ...(may('column.manage') ? [{ key: 'columns', label: t('columns'), children: <Columns /> }] : []),
    ...(may('source.manage') ? [{ key: 'sources', label: t('sources'), children: <Sources /> }] : []),
    ...(may('source.manage') ? [{ key: 'feeds', label: feeds('feeds'), children: <Feeds /> }] : []),
    ...(may('word.manage') ? [{ key: 'words', label: words('words'), children: <Words /> }] : []),
    ...(may('word.manage') || may('review.read') ? [{ key: 'leaders', label: words('leaders'), children: <Leaders /> }] : []),
    ...(may('rule.read') ? [{ key: 'rules', label: rules('rules'), children: <Rules /> }] : []),
    ...(may('setting.manage') ? [{ key: 'fact-checks', label: sharing('kindsTitle'), children: <FactCheckKinds /> }] : []),
    ...(may('second_factor.manage') ? [{ key: 'second-factor', label: me('settingTitle'), children: <ProofSetting /> }] : []),
    ...(may('grant.read') ? [{ key: 'grants', label: t('grants'), children: <Grants /> }] : []),
    ...(may('delegation.read') ? [{ key: 'delegations', label: t('delegations'), children: <Delegations /> }] : []),
    ...(may('bridge.read') ? [{ key: 'oa', label: oa('tab'), children: <OaBridges /> }] : []),
  ];
  const asked = params.get('tab');
  const open = items.find((item) => item.key === asked)?.key ?? items[0]?.key ?? '';
  return (
    <Page title={t('pageTitle')}>
      <Tabs className={s.tabs ?? ''} items={items} activeKey={open} onChange={(key) => setParams({ tab: key }, { replace: true })} />
    </Page>
  );
}
