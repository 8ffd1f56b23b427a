package parts

import "taizhang/backend/ledger"

// Reasons says why an entry shows its light today, the rule that lit it first.
func (v View) Reasons(e ledger.Entry) []ledger.Reason { return e.Reasons(v.Day, v.Workdays) }

// why is the rule that lit the light that an entry shows today.
func (v *View) why(e *ledger.Entry) ledger.Reason { return e.Why(v.Day, v.Workdays) }
