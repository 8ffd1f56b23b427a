package samples

import (
	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

// withdrawn is a report that was taken back: one entry goes on, for another report says it too.
func withdrawn() parts.Review {
	r := report()
	then := at("2024-09-19T10:05:00+08:00")
	r.ID, r.WithdrawnAt, r.WithdrawnBy, r.WithdrawnReason = 5, &then, "督查室", "误传内部征求意见稿，以正式通稿为准"
	list, said := entries(), map[int64]ledger.Remarks{}
	for i := range list {
		e := &list[i]
		e.ReportID = 5
		switch {
		case i%5 == 4:
			e.Number, e.Status = "", ledger.Rejected
			said[e.ID] = ledger.Remarks{Reason: r.WithdrawnReason}
		case i != 15 && e.Status != ledger.Resolved:
			e.Status, e.Outcome = ledger.Withdrawn, r.WithdrawnReason
		}
	}
	return parts.Review{Report: r, Findings: list, Remarks: said}
}
