package parts

import "taizhang/backend/ledger"

func ofRole(all []ledger.Party, role ledger.PartyRole) (some []ledger.Party) {
	for _, p := range all {
		if p.Role == role {
			some = append(some, p)
		}
	}
	return some
}

var reaches = map[ledger.Scope]ledger.Words{
	ledger.Nobody:         {ZH: "不在单位库中，或未指明是谁", EN: "not in the register, or nobody in particular"},
	ledger.AllLocal:       {ZH: "所有街镇", EN: "every sub-district and town"},
	ledger.AllDepartments: {ZH: "所有部门", EN: "every department"},
	ledger.Everyone:       {ZH: "所有街镇和部门", EN: "every sub-district, town and department"},
}

// reach says whom the words of a collective reach.
func reach(v View, p ledger.Party) string { return v.In(reaches[p.Scope]) }

// outcomeHead names what an outcome says: what was done, or why the entry was withdrawn.
func outcomeHead(v View, e ledger.Entry) string {
	if e.Status == ledger.Withdrawn {
		return v.T("撤回的理由", "Why it was withdrawn")
	}
	return v.T("办理情况", "What was done")
}

// outcomeBy says who resolved an entry and when.
func outcomeBy(v View, e ledger.Entry) string {
	if e.ResolvedAt == nil {
		return e.ResolvedBy
	}
	return e.ResolvedBy + "　" + v.Time(*e.ResolvedAt)
}
