import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { BlockOf } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { Empty } from '../../shared/states/States';
import { ReleasedPoliciesDocument } from '../gql/graphql';
import s from './Dialogs.module.css';
import { editorText } from './text';

export interface PolicyDialogProps {
  onCancel: () => void;
  onPick: (policy: BlockOf<'policy'>) => void;
}

/** Released policies of the county, to refer to one. */
export function PolicyDialog({ onCancel, onPick }: PolicyDialogProps) {
  useFocusReturn();
  const t = useText(editorText);
  const [search, setSearch] = useState('');
  const policies = useQuery({ query: ReleasedPoliciesDocument, variables: { search: search.trim() } });
  return (
    <Modal open title={t('policyPick')} footer={null} width={640} onCancel={onCancel}>
      <Input.Search allowClear autoFocus aria-label={t('policySearch')} placeholder={t('policySearch')} onSearch={setSearch} />
      <Answer query={policies}>
        {({ articles: { nodes } }) => {
          const known = nodes.flatMap(({ id, title, address, releasedAt }) => (address ? [{ id, title, address, releasedAt }] : []));
          if (known.length === 0) return <Empty title={t('policyNone')} hint={t('policyNoneHint')} />;
          return (
            <ul className={s.list}>
              {known.map(({ id, title, address, releasedAt }) => (
                <li key={id}>
                  <span className={s.grow}>
                    {title} <small>{releasedAt ? isoDay(releasedAt) : ''}</small>
                  </span>
                  <Button size="small" onClick={() => onPick({ type: 'policy', articleId: id, title, href: address })}>
                    {t('templateInsert')}
                  </Button>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </Modal>
  );
}
