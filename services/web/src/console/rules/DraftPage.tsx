import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { useAct } from '../../shared/graphql/useAct';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Page } from '../../shared/staff/Page';
import { Empty } from '../../shared/states/States';
import { Button } from 'antd';
import { Link } from 'react-router';
import { BeginRuleDraftDocument, RuleDraftDocument } from '../gql/graphql';
import { DraftEditor } from './DraftEditor';
import { rulesText } from './text';
import { watched } from './watched';

/** The draft of the rules. What was saved last is asked for anew each time: an older one could not be saved again. */
export function Component() {
  const draft = useQuery({ query: RuleDraftDocument, requestPolicy: 'network-only', context: watched });
  return <Answer query={draft}>{(data) => (data.ruleDraft ? <DraftEditor draft={data.ruleDraft} /> : <None />)}</Answer>;
}

function None() {
  const t = useText(rulesText);
  const begin = useAct(BeginRuleDraftDocument);
  return (
    <Page title={t('draft')} actions={<Link to="/console/settings?tab=rules">{t('back')}</Link>}>
      <FaultNote fault={begin.fault} />
      <Empty
        title={t('noDraft')}
        hint={t('noDraftHint')}
        action={
          <Button type="primary" loading={begin.busy} onClick={() => void begin.run({})}>
            {t('begin')}
          </Button>
        }
      />
    </Page>
  );
}
