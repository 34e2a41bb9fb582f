import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { Fault as Refusal } from '../../shared/graphql/fault';
import { useAct } from '../../shared/graphql/useAct';
import { RuleDraftDocument, SaveRuleDraftDocument, type DraftPartsFragment } from '../gql/graphql';
import { edited, inputOf, placed, type Fault, type Rule } from './model';

export interface Draft {
  /** What was saved last, by whom and with which faults. */
  saved: DraftPartsFragment;
  rules: Rule[];
  faults: Fault[];
  /** Keys of rules that no piece reaches. */
  idle: string[];
  dirty: boolean;
  busy: boolean;
  fault: Refusal | null;
  change: (rules: Rule[]) => void;
  /** Saves and tells what the server then has; `null` when it refused. */
  save: () => Promise<DraftPartsFragment | null>;
  /** Takes what the server has in place of what stands here. */
  take: (draft: DraftPartsFragment) => void;
  /** After someone else saved: their draft, or mine to be saved over it. */
  settle: (which: 'theirs' | 'mine') => Promise<void>;
}

/** The rules while they are edited. Faults are those of the last save, and stay with the rule or step they were found in. */
export function useDraft(draft: DraftPartsFragment): Draft {
  const client = useClient();
  const act = useAct(SaveRuleDraftDocument);
  const [held, setHeld] = useState(() => hold(draft));
  const { rules, saved, stored } = held;
  const take = useCallback((next: DraftPartsFragment) => setHeld(hold(next)), []);
  const save = async () => {
    const data = await act.run({ version: saved.version, rules: inputOf(rules) });
    if (!data) return null;
    // The same rules keep their keys: the one that is open stays open. What was typed meanwhile stays, unsaved.
    setHeld((now) => ({ ...judged(rules, data.saveRuleDraft), rules: now.rules }));
    return data.saveRuleDraft;
  };
  const settle = async (which: 'theirs' | 'mine') => {
    const { data } = await client.query(RuleDraftDocument, {}, { requestPolicy: 'network-only' }).toPromise();
    if (!data?.ruleDraft) return;
    act.clear();
    if (which === 'theirs') return take(data.ruleDraft);
    const { version, editedBy, editedAt, outdated } = data.ruleDraft;
    setHeld((now) => ({ ...now, stored: [], saved: { ...now.saved, version, editedBy, editedAt, outdated } }));
  };
  const change = (next: Rule[]) => setHeld((now) => ({ ...now, rules: next }));
  return { ...held, dirty: rules !== stored, busy: act.busy, fault: act.fault, change, save, take, settle };
}

/** What the page holds; `stored` is the very list that was saved last. */
type Held = Pick<Draft, 'saved' | 'rules' | 'faults' | 'idle'> & { stored: Rule[] };

function hold(saved: DraftPartsFragment): Held {
  return judged(edited(saved.rules), saved);
}

function judged(rules: Rule[], saved: DraftPartsFragment): Held {
  return { saved, rules, stored: rules, faults: placed(rules, saved.faults), idle: saved.idle.flatMap((index) => rules[index]?.key ?? []) };
}
