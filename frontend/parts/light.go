package parts

import "taizhang/backend/ledger"

// Reasons says why an entry shows its light today, the rule that lit it first.
func (v View) Reasons(e ledger.Entry) []ledger.Reason { return e.Reasons(v.Day, v.Workdays) }
