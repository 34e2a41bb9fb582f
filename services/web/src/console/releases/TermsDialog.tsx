import { Form, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { EditReleaseTermsDocument, type ReleaseQuery } from '../gql/graphql';
import { wallOf } from './month';
import { termsOf, type TermsDraft } from './terms';
import { TermsFields } from './TermsFields';
import { releasesText } from './text';

type Release = NonNullable<ReleaseQuery['release']>;

/** Another end, or another day to look again; whoever looked sets the next. */
export function TermsDialog({ release, onClose }: { release: Release; onClose: () => void }) {
  useFocusReturn();
  const t = useText(releasesText);
  const common = useText(staffText);
  const act = useAct(EditReleaseTermsDocument);
  const [terms, setTerms] = useState<TermsDraft>(() => ({
    wall: release.expiresAt ? wallOf(release.expiresAt) : '',
    reason: release.expiryReason ?? '',
    day: release.reviewOn ?? '',
  }));
  const confirm = async () => {
    if (await act.run({ id: release.id, terms: termsOf(terms) })) onClose();
  };
  return (
    <Modal open title={t('termsTitle')} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: act.busy }} onCancel={onClose} onOk={() => void confirm()}>
      <FaultNote fault={act.fault} shown={['expiresAt', 'expiryReason', 'reviewOn']} />
      <Form layout="vertical" component="div">
        <TermsFields terms={terms} fault={act.fault} onChange={setTerms} />
      </Form>
    </Modal>
  );
}
