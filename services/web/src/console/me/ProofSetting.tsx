import { App, Radio } from 'antd';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Section } from '../../shared/staff/Page';
import { AskForProofDocument, ProofAskedForDocument, type ProofFor } from '../gql/graphql';
import { meText } from './text';

const levels: ProofFor[] = ['OVERRIDE', 'SIGN_OFF', 'DECISION'];

/** What asks for a code in the county: the security administrator's choice. */
export function ProofSetting() {
  const t = useText(meText);
  const { message } = App.useApp();
  const found = useQuery({ query: ProofAskedForDocument });
  const choose = useAct(AskForProofDocument);
  const change = async (what: ProofFor) => {
    if (!(await choose.run({ what }))) return;
    found[1]({ requestPolicy: 'network-only' });
    void message.success(t('saved'));
  };
  return (
    <Section title={t('settingTitle')}>
      <p>{t('settingLead')}</p>
      <FaultNote fault={choose.fault} />
      <Answer query={found}>
        {({ proofAskedFor }) => (
          <Radio.Group
            aria-label={t('settingTitle')}
            vertical
            disabled={choose.busy}
            value={proofAskedFor}
            onChange={(event) => void change(event.target.value as ProofFor)}
            options={levels.map((value) => ({ value, label: t(value) }))}
          />
        )}
      </Answer>
    </Section>
  );
}
