import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { PublishRuleDraftDocument, RulesInForceDocument, type DraftPartsFragment, type RuleInput } from '../gql/graphql';
import { changes } from './model';
import { rulesText } from './text';
import { useRuleWords } from './useRuleWords';
import { watched } from './watched';

export interface PublishDialogProps {
  draft: DraftPartsFragment;
  onClose: () => void;
  onPublished: () => void;
}

/** What would change, once more, and why; then the draft holds. */
export function PublishDialog({ draft, onClose, onPublished }: PublishDialogProps) {
  useFocusReturn();
  const t = useText(rulesText);
  const common = useText(staffText);
  const lang = useLang();
  const words = useRuleWords();
  const publish = useAct(PublishRuleDraftDocument);
  const [held] = useQuery({ query: RulesInForceDocument, context: watched });
  const [note, setNote] = useState('');
  const found = held.data ? changes(held.data.reviewRules.map((row) => row.content), draft.rules) : null;
  const names = (rules: RuleInput[]) => rules.map(words.titled).join(lang === 'zh' ? '、' : ', ');
  const confirm = async () => {
    if (!(await publish.run({ version: draft.version, note: note.trim() }))) return;
    onClose();
    onPublished();
  };
  const lines = found
    ? ([
        ['publishAdded', found.added],
        ['publishChanged', found.changed],
        ['publishRemoved', found.removed],
      ] as const)
    : [];
  return (
    <Modal
      open
      title={t('publishTitle')}
      okText={t('publish')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: publish.busy }}
      onCancel={onClose}
      onOk={() => void confirm()}
    >
      <FaultNote fault={publish.fault} />
      <p>{t('publishNote')}</p>
      <ul>
        {lines.map(([key, rules]) => (rules.length > 0 ? <li key={key}>{t(key, { names: names(rules) })}</li> : null))}
      </ul>
      <Form layout="vertical" component="div">
        <Form.Item label={t('note')} htmlFor="publish-note">
          <Input.TextArea id="publish-note" rows={2} maxLength={200} showCount value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
