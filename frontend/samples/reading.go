package samples

import "taizhang/backend/ledger"

// rereading has something new, something gone, something read otherwise, and something that a person has decided on.
func rereading() ledger.Rereading {
	all := findings()
	read := all[3]
	read.Theme = "平安建设"
	again := all[9]
	again.Units = again.Units[:0:0]
	accept(&all[9], 7)
	return ledger.Rereading{
		Apply: []ledger.Difference{{After: &all[15]}, {Before: &all[1]}, {Before: &all[3], After: &read, Fields: []string{"theme"}}},
		Tell:  []ledger.Difference{{Before: &all[9], After: &again, Fields: []string{"units"}}},
	}
}
