package parts

import (
	"strings"

	"taizhang/backend/ledger"
)

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

// outcomeHead names what an outcome says: what was done, what the office found, or why the entry was closed unsolved.
func outcomeHead(v View, e ledger.Entry) string {
	switch e.Status.Class() {
	case ledger.Dropped:
		return v.T(e.Status.Words().ZH[len("已"):]+"的理由", "Why it was "+strings.ToLower(e.Status.Words().EN))
	case ledger.Done:
		return v.T("已核查办结", "Verified and done")
	}
	return v.T("办理情况", "What was done")
}

// outcomeBy says who closed an entry and when.
func outcomeBy(v View, e ledger.Entry) string {
	if e.ResolvedAt == nil {
		return e.ResolvedBy
	}
	return e.ResolvedBy + "　" + v.Time(*e.ResolvedAt)
}
