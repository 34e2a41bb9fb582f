import { Button, Modal } from 'antd';
import { useState } from 'react';
import { readBlocks, type Block } from '../../shared/article/block';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { ReadDocxDocument, type ReadDocxMutation } from '../gql/graphql';
import { DocxField } from './DocxField';
import { LeftOut } from './LeftOut';
import { importsText } from './text';

export interface DocxDialogProps {
  onInsert: (blocks: Block[]) => void;
  onReplace: (blocks: Block[], title: string) => void;
  onClose: () => void;
}

/** A Word document into the text that is being written. */
export function DocxDialog({ onInsert, onReplace, onClose }: DocxDialogProps) {
  useFocusReturn();
  const t = useText(importsText);
  const act = useAct(ReadDocxDocument);
  const [read, setRead] = useState<ReadDocxMutation['readDocx'] | null>(null);
  const blocks = read ? readBlocks(read.blocks) : [];
  const take = (how: () => void) => {
    onClose();
    // The editor takes the focus once the dialog has let it go.
    requestAnimationFrame(how);
  };
  return (
    <Modal
      open
      title={t('docxButton')}
      onCancel={onClose}
      footer={
        read
          ? [
              <Button key="replace" onClick={() => take(() => onReplace(blocks, read.title))}>
                {t('replace')}
              </Button>,
              <Button key="insert" type="primary" onClick={() => take(() => onInsert(blocks))}>
                {t('insert')}
              </Button>,
            ]
          : null
      }
    >
      {read ? (
        <>
          <p role="status">{t('readDone', { n: blocks.length })}</p>
          <LeftOut of={read.leftOut} />
        </>
      ) : (
        <DocxField busy={act.busy} fault={act.fault} onSent={(mediaId) => void act.run({ mediaId }).then((data) => setRead(data?.readDocx ?? null))} />
      )}
    </Modal>
  );
}
