package parts

import (
	"net/url"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// mayRemind tells whether the reader may ask the units that answer for e, and there is something to ask.
func (v View) mayRemind(e ledger.Entry) bool {
	return v.May(ledger.Decide) && e.Askable() && len(e.Answering()) > 0
}

func (v View) unread(rows []ledger.ReminderRow) (n int) {
	for _, r := range rows {
		if r.ReadAt == nil && r.Live() && v.UnitCode == r.UnitCode {
			n++
		}
	}
	return n
}

func remindURL(e ledger.Entry) templ.SafeURL {
	return templ.SafeURL("/entries/" + url.PathEscape(e.Number) + "/remind")
}
