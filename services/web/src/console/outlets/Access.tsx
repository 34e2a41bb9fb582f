import { App, Button, Typography } from 'antd';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { RenewOutletTokenDocument, type OutletPartsFragment } from '../gql/graphql';
import type { Once } from './SecretDialog';
import { outletsText } from './text';

const files = ['ninjs.json', 'newsml.xml', 'atom.xml', 'rss.xml', 'feed.json'];

/** How the outlet's programs come in. */
export function Access({ outlet, manage, onToken }: { outlet: OutletPartsFragment; manage: boolean; onToken: (once: Once) => void }) {
  const t = useText(outletsText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const renew = useAct(RenewOutletTokenDocument);
  const run = async () => {
    const data = await renew.run({ id: outlet.id });
    if (data) onToken({ is: 'token', text: data.renewOutletToken.token });
  };
  const ask = () =>
    modal.confirm({ title: t('renewTitle', { name: outlet.name }), content: t('renewNote'), okText: common('confirm'), cancelText: common('cancel'), onOk: run });
  return (
    <>
      <p>{t('accessLead')}</p>
      <FaultNote fault={renew.fault} />
      <p style={{ overflowWrap: 'anywhere' }}>
        {t('pullAddress')}：<Typography.Text copyable code>{outlet.pullAddress}</Typography.Text>
      </p>
      <p>
        {t('files')}：{files.map((file) => <Typography.Text key={file} code>{file}</Typography.Text>)}
      </p>
      <p>{outlet.tokenMadeAt ? t('tokenMade', { at: stamp(outlet.tokenMadeAt) }) : t('noToken')}</p>
      {manage ? (
        <Button loading={renew.busy} onClick={() => (outlet.tokenMadeAt ? ask() : void run())}>
          {outlet.tokenMadeAt ? t('renewToken') : t('makeToken')}
        </Button>
      ) : null}
    </>
  );
}
