import { useCallback } from 'react';
import { useText } from '../../shared/i18n/text';
import { mediaText } from './text';
import { zh } from './text.zh';

/** Why a file that was sent is not kept, in words; a reason this build does not know yet is shown as it came. */
export function useRefusal(): (reason: string) => string {
  const t = useText(mediaText);
  return useCallback(
    (reason) => {
      const key = `refusal_${reason}`;
      return key in zh ? t(key as keyof typeof zh) : reason;
    },
    [t],
  );
}
